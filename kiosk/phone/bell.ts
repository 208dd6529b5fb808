import { signal } from '@preact/signals'
import { phoneLimits } from './limits.ts'

/** A bell in the customer's pocket: two tones and a vibration. Silent until a tap switched it on, as browsers ask. */
export class Bell {
  readonly isOn = signal(false)
  #sound: AudioContext | undefined
  #lock: WakeLockSentinel | undefined
  #again: ReturnType<typeof setTimeout> | undefined
  #rung: string | undefined

  /** Must be called from a tap. Sounds once, so that the customer knows how it will be. */
  async switchOn(): Promise<void> {
    this.isOn.value = true
    this.#sound ??= new AudioContext()
    this.#strike([0])
    await this.#stayAwake()
  }

  switchOff(): void {
    this.isOn.value = false
    this.#rest()
    void this.#lock?.release()
    this.#lock = undefined
  }

  /** Rings when `reason` is another than the last; a call rings on until it is answered or enough is enough. */
  update(reason: string | undefined): void {
    if (reason === this.#rung) return
    this.#rung = reason
    this.#rest()
    if (reason === undefined || !this.isOn.value) return
    this.#ring(reason.startsWith('called') ? phoneLimits.ringMost : 1)
  }

  /** A lock is lost with the page's visibility; it is taken again with it. */
  async seen(): Promise<void> {
    if (this.isOn.value && document.visibilityState === 'visible') await this.#stayAwake()
  }

  #ring(times: number): void {
    this.#strike([0, 0.7])
    if (times > 1) this.#again = setTimeout(() => this.#ring(times - 1), phoneLimits.ringEvery)
  }

  #rest(): void {
    clearTimeout(this.#again)
  }

  #strike(at: readonly number[]): void {
    navigator.vibrate?.(at.flatMap(() => [400, 200]))
    const sound = this.#sound
    if (!sound) return
    void sound.resume()
    for (const seconds of at)
      for (const [tone, later] of [
        [880, 0],
        [659, 0.28],
      ] as const) {
        const start = sound.currentTime + seconds + later
        const string = sound.createOscillator()
        const loud = sound.createGain()
        string.frequency.value = tone
        loud.gain.setValueAtTime(0.0001, start)
        loud.gain.exponentialRampToValueAtTime(0.5, start + 0.02)
        loud.gain.exponentialRampToValueAtTime(0.0001, start + 0.6)
        string.connect(loud).connect(sound.destination)
        string.start(start)
        string.stop(start + 0.65)
      }
  }

  async #stayAwake(): Promise<void> {
    try {
      this.#lock = await navigator.wakeLock?.request('screen')
    } catch {
      // Low battery or a browser without it: the bell still rings while the page is open.
      this.#lock = undefined
    }
  }
}
