import { AudioOutput } from '../parts/audio-output.ts'

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

/** Synthesises the chime. Under an autoplay policy `state` is `blocked` until `play` in a user gesture. */
export class Chime {
  readonly #output = new AudioOutput()

  get state(): AudioOutput['state'] {
    return this.#output.state
  }

  start(): void {
    this.#output.start()
  }

  play(): void {
    this.#output.play((context) => {
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
    })
  }
}
