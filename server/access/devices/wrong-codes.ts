import type { Clock } from '../../clock.ts'
import type { Badge } from '../../hall/ids.ts'
import { limits } from '../limits.ts'

/** Counts the wrong pairing codes that each account typed, in spans that begin with the first. */
export class WrongCodes {
  readonly #clock: Clock
  readonly #spans = new Map<Badge, { count: number; readonly until: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  mayTry(badge: Badge): boolean {
    return this.#of(badge).count < limits.wrongCodes
  }

  add(badge: Badge): void {
    const span = this.#of(badge)
    span.count += 1
    this.#spans.set(badge, span)
  }

  #of(badge: Badge): { count: number; readonly until: number } {
    const now = this.#clock.monotonicMs()
    const span = this.#spans.get(badge)
    return span && span.until > now ? span : { count: 0, until: now + limits.wrongCodesMs }
  }
}
