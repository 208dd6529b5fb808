import { type ReadonlySignal, signal } from '@preact/signals'
import { audioLimits } from '../limits.ts'

/** `blocked`: suspended by the browser or the system. `off`: there is no audio, or it throws. */
type SoundState = 'on' | 'blocked' | 'off'

/** Whether this browser has audio at all. */
export const hasAudio = (): boolean => typeof AudioContext === 'function'

/**
 * The AudioContext of a page. A browser may suspend or close it at any time, and a system may interrupt it: its state
 * is watched, and it is resumed, with a backoff, until it runs again.
 */
export class AudioOutput {
  readonly #state = signal<SoundState | undefined>(undefined)
  #context: AudioContext | undefined
  #hasFailed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #delayMs: number = audioLimits.firstRetryMs

  /** Undefined until the output runs, fails, or has not run for one delay. */
  get state(): ReadonlySignal<SoundState | undefined> {
    return this.#state
  }

  /** Opens the output; under an autoplay policy it is `blocked` until `start` or `play` in a user gesture. */
  start(): void {
    clearTimeout(this.#timer)
    this.#delayMs = audioLimits.firstRetryMs
    this.#watch()
  }

  /**
   * Plays `tones` at once or not at all: a context that is resumed minutes later, by a touch, would play an old call.
   * Called from a user gesture it unblocks the output.
   */
  play(tones: (context: AudioContext) => void): void {
    const context = this.#open()
    if (context === undefined) return
    if (context.state === 'running') return this.#sound(context, tones)
    const since = performance.now()
    this.#resume(context, () => {
      if (performance.now() - since < audioLimits.playWithinMs) this.#sound(context, tones)
    })
  }

  #sound(context: AudioContext, tones: (context: AudioContext) => void): void {
    try {
      tones(context)
      this.#hasFailed = false
    } catch {
      this.#hasFailed = true
    }
    this.#update()
  }

  #open(): AudioContext | undefined {
    if (this.#context && this.#context.state !== 'closed') return this.#context
    try {
      const context = new AudioContext()
      context.addEventListener('statechange', () => this.#changed(context))
      this.#context = context
    } catch {
      // No audio, or no device for it yet: opened again at the next try.
      this.#context = undefined
    }
    return this.#context
  }

  #resume(context: AudioContext, then: () => void): void {
    // Without a user gesture the promise may stay pending; the state says more than the rejection.
    context.resume().then(then, () => undefined)
  }

  #changed(context: AudioContext): void {
    if (context.state === 'running') this.#update()
    else if (this.#state.value === 'on') this.start()
  }

  /** Tries to resume, and looks again after a delay. A state that has lasted one delay is told. */
  #watch(): void {
    const context = this.#open()
    if (context?.state === 'running') return this.#update()
    if (context) this.#resume(context, () => this.#update())
    else this.#update()
    this.#timer = setTimeout(() => {
      this.#update()
      this.#delayMs = Math.min(2 * this.#delayMs, audioLimits.lastRetryMs)
      this.#watch()
    }, this.#delayMs)
  }

  #update(): void {
    const isRunning = this.#context?.state === 'running'
    if (isRunning) clearTimeout(this.#timer)
    this.#state.value = this.#context === undefined || this.#hasFailed ? 'off' : isRunning ? 'on' : 'blocked'
  }
}
