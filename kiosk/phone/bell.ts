import { signal } from '@preact/signals'
import { phoneLimits } from './limits.ts'

/** Rings with two tones and a vibration. Off until a tap, because browsers allow sound only after a user gesture. */
export class Bell {
  readonly isOn = signal(false)
  #audio: AudioContext | undefined
  #wakeLock: WakeLockSentinel | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastReason: string | undefined

  /** Must be called from a user gesture. Plays the tones once as a sample. */
  async switchOn(): Promise<void> {
    this.isOn.value = true
    this.#audio ??= new AudioContext()
    this.#play([0])
    await this.#requestWakeLock()
  }

  switchOff(): void {
    this.isOn.value = false
    this.#stopRinging()
    void this.#wakeLock?.release()
    this.#wakeLock = undefined
  }

  /** Rings when `reason` differs from the last one; a call repeats until the reason changes, at most `maxRings` times. */
  update(reason: string | undefined): void {
    if (reason === this.#lastReason) return
    this.#lastReason = reason
    this.#stopRinging()
    if (reason === undefined || !this.isOn.value) return
    this.#ring(reason.startsWith('called') ? phoneLimits.maxRings : 1)
  }

  /** The browser releases a wake lock when the page is hidden, so it is requested again when visible. */
  async onVisible(): Promise<void> {
    if (this.isOn.value && document.visibilityState === 'visible') await this.#requestWakeLock()
  }

  #ring(times: number): void {
    this.#play([0, 0.7])
    if (times > 1) this.#timer = setTimeout(() => this.#ring(times - 1), phoneLimits.ringEveryMs)
  }

  #stopRinging(): void {
    clearTimeout(this.#timer)
  }

  #play(at: readonly number[]): void {
    navigator.vibrate?.(at.flatMap(() => [400, 200]))
    const audio = this.#audio
    if (!audio) return
    void audio.resume()
    for (const seconds of at)
      for (const [hertz, later] of [
        [880, 0],
        [659, 0.28],
      ] as const) {
        const start = audio.currentTime + seconds + later
        const oscillator = audio.createOscillator()
        const envelope = audio.createGain()
        oscillator.frequency.value = hertz
        envelope.gain.setValueAtTime(0.0001, start)
        envelope.gain.exponentialRampToValueAtTime(0.5, start + 0.02)
        envelope.gain.exponentialRampToValueAtTime(0.0001, start + 0.6)
        oscillator.connect(envelope).connect(audio.destination)
        oscillator.start(start)
        oscillator.stop(start + 0.65)
      }
  }

  async #requestWakeLock(): Promise<void> {
    try {
      this.#wakeLock = await navigator.wakeLock?.request('screen')
    } catch {
      // Refused at low battery or by an old browser: the bell then rings only while the screen is on.
      this.#wakeLock = undefined
    }
  }
}
