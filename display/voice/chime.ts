import { type ReadonlySignal, signal } from '@preact/signals'

type SoundState = 'on' | 'blocked' | 'off'

/** A falling third, E5 and C5, the usual chime of waiting halls. Hz and seconds. */
const notes = [
  { hertz: 659.26, at: 0 },
  { hertz: 523.25, at: 0.42 },
] as const
/** Partials of a struck bar: frequency ratio, gain, decay in seconds. */
const partials = [
  { ratio: 1, gain: 0.5, decay: 1.3 },
  { ratio: 2, gain: 0.16, decay: 0.7 },
  { ratio: 3.93, gain: 0.07, decay: 0.28 },
] as const
/** An AudioContext that is not running after this time is blocked by the browser's autoplay policy. */
const resumeTimeoutMs = 1_000

/** Synthesises the chime. Under an autoplay policy `state` is `blocked` until `unblock`. */
export class Chime {
  readonly #state = signal<SoundState>('off')
  #context: AudioContext | undefined

  get state(): ReadonlySignal<SoundState> {
    return this.#state
  }

  /** Finds out whether the autoplay policy allows sound. */
  start(): void {
    this.#context ??= new AudioContext()
    const context = this.#context
    const update = (): void => {
      this.#state.value = context.state === 'running' ? 'on' : 'blocked'
    }
    context.onstatechange = () => context.state === 'running' && update()
    setTimeout(update, resumeTimeoutMs)
    context.resume().then(update, update)
  }

  /** Must be called from a user gesture. */
  unblock(): void {
    this.#context?.resume().then(
      () => this.play(),
      () => undefined,
    )
  }

  play(): void {
    const context = this.#context
    // While blocked nothing is scheduled: a suspended context would play it at the next user gesture.
    if (context?.state !== 'running') return
    const out = context.createDynamicsCompressor()
    out.connect(context.destination)
    for (const { hertz, at } of notes)
      for (const { ratio, gain, decay } of partials) {
        const start = context.currentTime + at
        const tone = context.createOscillator()
        tone.frequency.value = hertz * ratio
        const loudness = context.createGain()
        loudness.gain.setValueAtTime(0, start)
        loudness.gain.linearRampToValueAtTime(gain, start + 0.008)
        loudness.gain.exponentialRampToValueAtTime(0.0001, start + decay)
        tone.connect(loudness).connect(out)
        tone.start(start)
        tone.stop(start + decay)
      }
  }
}
