import type { Clock } from '../clock.ts'
import { limits } from './limits.ts'

/**
 * Back-off for failed sign-ins, per badge and address: a few are free, then each failure doubles the wait. There is no
 * lockout, because anybody could use it to keep staff out.
 */
export class Attempts {
  readonly #clock: Clock
  readonly #failed = new Map<string, { count: number; notBefore: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Remaining wait (ms); 0 when a try is allowed. */
  waitMs(subject: string): number {
    return Math.max(0, (this.#failed.get(subject)?.notBefore ?? 0) - this.#clock.monotonicMs())
  }

  failed(subject: string): void {
    const count = (this.#failed.get(subject)?.count ?? 0) + 1
    const over = count - limits.freeAttempts
    const waitMs = over < 0 ? 0 : Math.min(limits.attemptWaitMs * 2 ** over, limits.attemptWaitMaxMs)
    this.#failed.delete(subject)
    this.#failed.set(subject, { count, notBefore: this.#clock.monotonicMs() + waitMs })
    if (this.#failed.size > limits.attemptsKept) this.#failed.delete(this.#failed.keys().next().value!)
  }

  succeeded(subject: string): void {
    this.#failed.delete(subject)
  }
}
