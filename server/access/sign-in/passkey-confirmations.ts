import type { Clock } from '../../clock.ts'
import { limits } from '../limits.ts'

/** Sessions whose person gave the password a short while ago, in memory. */
export class PasskeyConfirmations {
  readonly #clock: Pick<Clock, 'monotonicMs'>
  readonly #until = new Map<string, number>()

  constructor(clock: Pick<Clock, 'monotonicMs'>) {
    this.#clock = clock
  }

  confirm(session: string): void {
    const now = this.#clock.monotonicMs()
    for (const [one, until] of this.#until) if (until <= now) this.#until.delete(one)
    this.#until.set(session, now + limits.confirmationMs)
  }

  has(session: string): boolean {
    return (this.#until.get(session) ?? 0) > this.#clock.monotonicMs()
  }
}
