import type { Clock } from '../../clock.ts'
import { limits } from '../limits.ts'

/** The unused requests of a key, as they were at a moment (ms of the monotonic clock). */
interface Allowance {
  readonly requests: number
  readonly at: number
}

/** The requests per minute that each API key may send, over HTTP and sockets alike: a token bucket per key. */
export class KeyAllowance {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  /** At most one per key that the hall has or had since its start. */
  readonly #allowances = new Map<string, Allowance>()

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  /** Takes one request of the key's allowance. Returns the time until there is one (ms) when none is left. */
  take(id: string): number | undefined {
    const now = this.#clock.monotonicMs()
    const left = this.#leftOf(id, now)
    if (left < 1) return Math.ceil(((1 - left) * 60_000) / limits.keyRequestsPerMinute)
    this.#allowances.set(id, { requests: left - 1, at: now })
    return undefined
  }

  #leftOf(id: string, now: number): number {
    const known = this.#allowances.get(id)
    if (!known) return limits.keyRequestsAtOnce
    const gained = ((now - known.at) * limits.keyRequestsPerMinute) / 60_000
    return Math.min(limits.keyRequestsAtOnce, known.requests + gained)
  }
}

/** The answer to a program that sends more. */
export const tooManyRequests = (waitMs: number): string =>
  `this API key may send ${limits.keyRequestsPerMinute} requests a minute, ${limits.keyRequestsAtOnce} at once after a pause; try again in ${Math.ceil(waitMs / 1000)} s`
