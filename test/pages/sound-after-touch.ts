/** A browser that wants a touch. The driver's own look at a page counts as one, so its policy alone does not show it. */
export function soundAfterTouch(): void {
  const { resume } = AudioContext.prototype
  let isTouched = false
  addEventListener('pointerdown', () => (isTouched = true), true)
  AudioContext.prototype.resume = function () {
    return isTouched ? resume.call(this) : new Promise(() => {})
  }
}
