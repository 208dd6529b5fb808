import { type ReadonlySignal, signal } from '@preact/signals'

export type SoundState = 'on' | 'blocked' | 'off'

/** Two soft strokes, a third apart and falling, as halls know them: E5, then C5. Hz and seconds. */
const strokes = [
  { hertz: 659.26, at: 0 },
  { hertz: 523.25, at: 0.42 },
] as const
/** Partials of a struck bar: ratio, loudness, seconds until it has died away. */
const partials = [
  { ratio: 1, gain: 0.5, dies: 1.3 },
  { ratio: 2, gain: 0.16, dies: 0.7 },
  { ratio: 3.93, gain: 0.07, dies: 0.28 },
] as const
/** A context that may sound is running well within this (ms); otherwise the browser waits for a touch. */
const patience = 1_000

/** Sounds without a file. Browsers may want a touch first: then `state` is `blocked` until `unblock`. */
export class Chime {
  readonly #state = signal<SoundState>('off')
  #context: AudioContext | undefined

  get state(): ReadonlySignal<SoundState> {
    return this.#state
  }

  /** Finds out whether this page may sound. */
  start(): void {
    this.#context ??= new AudioContext()
    const context = this.#context
    const look = (): void => {
      this.#state.value = context.state === 'running' ? 'on' : 'blocked'
    }
    context.onstatechange = () => context.state === 'running' && look()
    setTimeout(look, patience)
    context.resume().then(look, look)
  }

  /** To be called from a touch or key. */
  unblock(): void {
    this.#context?.resume().then(
      () => this.strike(),
      () => undefined,
    )
  }

  strike(): void {
    const context = this.#context
    // While blocked nothing is kept for later: an old chime must not sound with the next touch.
    if (context?.state !== 'running') return
    const out = context.createDynamicsCompressor()
    out.connect(context.destination)
    for (const { hertz, at } of strokes)
      for (const { ratio, gain, dies } of partials) {
        const start = context.currentTime + at
        const tone = context.createOscillator()
        tone.frequency.value = hertz * ratio
        const loudness = context.createGain()
        loudness.gain.setValueAtTime(0, start)
        loudness.gain.linearRampToValueAtTime(gain, start + 0.008)
        loudness.gain.exponentialRampToValueAtTime(0.0001, start + dies)
        tone.connect(loudness).connect(out)
        tone.start(start)
        tone.stop(start + dies)
      }
  }
}
