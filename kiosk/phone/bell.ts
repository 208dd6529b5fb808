import { computed, signal } from '@preact/signals'
import { AudioOutput, hasAudio } from '../../display/parts/audio-output.ts'
import { phoneLimits } from './limits.ts'

/** How this phone can draw attention. */
type BellMeans = 'both' | 'tones' | 'vibration' | 'none'

/** Hz, and seconds after the begin. */
const notes = [
  { hertz: 880, at: 0 },
  { hertz: 659, at: 0.28 },
] as const

/**
 * Rings with two tones and a vibration, or with the one of them that the phone has. Off until a tap, because browsers
 * allow sound only after a user gesture.
 */
export class Bell {
  readonly isOn = signal(false)
  readonly #audio = new AudioOutput()
  readonly #vibrates = signal(typeof navigator.vibrate === 'function')
  #wakeLock: WakeLockSentinel | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastReason: string | undefined

  /** Before the first tap as far as the browser's functions tell, then as they turned out. */
  readonly means = computed<BellMeans>(() => {
    const { value: state } = this.#audio.state
    const sounds = state === undefined ? hasAudio() : state !== 'off'
    if (!sounds) return this.#vibrates.value ? 'vibration' : 'none'
    return this.#vibrates.value ? 'both' : 'tones'
  })

  /** Must be called from a user gesture. Plays the tones once as a sample. */
  async switchOn(): Promise<void> {
    this.isOn.value = true
    this.#audio.start()
    this.#play([0])
    await this.#requestWakeLock()
  }

  switchOff(): void {
    this.isOn.value = false
    this.#stopRinging()
    this.#wakeLock?.release().catch(() => undefined)
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
    this.#vibrate(at.flatMap(() => [400, 200]))
    this.#audio.play((context) => {
      for (const seconds of at)
        for (const { hertz, at: later } of notes) {
          const start = context.currentTime + seconds + later
          const oscillator = context.createOscillator()
          const envelope = context.createGain()
          oscillator.frequency.value = hertz
          envelope.gain.setValueAtTime(0.0001, start)
          envelope.gain.exponentialRampToValueAtTime(0.5, start + 0.02)
          envelope.gain.exponentialRampToValueAtTime(0.0001, start + 0.6)
          oscillator.connect(envelope).connect(context.destination)
          oscillator.start(start)
          oscillator.stop(start + 0.65)
        }
    })
  }

  #vibrate(pattern: number[]): void {
    try {
      navigator.vibrate?.(pattern)
    } catch {
      this.#vibrates.value = false
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
