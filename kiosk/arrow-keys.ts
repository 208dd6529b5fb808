/** Spatial navigation: a keypad with arrow keys reaches every control, for customers who cannot use a touch screen. */

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const centre = (control: Element): { x: number; y: number } => {
  const { left, top, width, height } = control.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}

function reachable(page: Document): HTMLElement[] {
  const root = page.querySelector('dialog[open]') ?? page
  return [...root.querySelectorAll<HTMLElement>('button:not(:disabled)')].filter(
    (control) => control.offsetParent !== null || control.closest('dialog') !== null,
  )
}

/** The nearest control in this direction; a distance across it counts three times. */
function neighbour(from: Element, [dx, dy]: readonly [number, number], among: readonly HTMLElement[]) {
  const here = centre(from)
  let best: HTMLElement | undefined
  let least = Number.POSITIVE_INFINITY
  for (const control of among) {
    const there = centre(control)
    const ahead = (there.x - here.x) * dx + (there.y - here.y) * dy
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx)
    const far = ahead + aside * 3
    if (control !== from && ahead > 1 && far < least) {
      best = control
      least = far
    }
  }
  return best
}

/** Arrow keys move the focus; Escape and Backspace press the key marked `data-back`. */
export function moveFocusByArrows(page: Document): void {
  page.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' || event.key === 'Backspace') {
      const back = reachable(page).find((control) => control.dataset.back !== undefined)
      if (back) event.preventDefault()
      back?.click()
      return
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const all = reachable(page)
    const at = page.activeElement
    const from = all.find((control) => control === at)
    const first = all.find((control) => control.dataset.first !== undefined) ?? all[0]
    const next = from ? neighbour(from, step, all) : first
    next?.focus()
  })
}
