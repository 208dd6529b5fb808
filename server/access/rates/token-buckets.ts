import type { Clock } from '../../clock.ts'

/** Tokens that a subject gains in a minute, and the most that it keeps. */
interface Rate {
  readonly perMinute: number
  readonly atOnce: number
}

/** The unused tokens of a subject, as they were at a moment (ms of the monotonic clock). */
interface Bucket {
  readonly tokens: number
  readonly at: number
}

/** Limits how often each subject, such as an API key or a kiosk, does something: a token bucket for each. */
export class TokenBuckets {
  readonly #rate: Rate
  readonly #clock: Pick<Clock, 'monotonicMs'>
  /** At most one per subject since the start; subjects are things of the hall's own, which are bounded. */
  readonly #buckets = new Map<string, Bucket>()

  constructor(rate: Rate, clock: Pick<Clock, 'monotonicMs'>) {
    this.#rate = rate
    this.#clock = clock
  }

  /** Takes one token of the subject. Returns the time until there is one (ms) when none is left. */
  take(subject: string): number | undefined {
    const { perMinute, atOnce } = this.#rate
    const at = this.#clock.monotonicMs()
    const known = this.#buckets.get(subject) ?? { tokens: atOnce, at }
    const tokens = Math.min(atOnce, known.tokens + ((at - known.at) * perMinute) / 60_000)
    if (tokens < 1) return Math.ceil(((1 - tokens) * 60_000) / perMinute)
    this.#buckets.set(subject, { tokens: tokens - 1, at })
    return undefined
  }
}
