import type { EpochMs } from '../../hall/ids.ts'

/** Lets something happen at most once in a span (ms). A clock that was set back holds nothing up for long. */
export class Rarely {
  readonly #everyMs: number
  #at = Number.NEGATIVE_INFINITY

  constructor(everyMs: number) {
    this.#everyMs = everyMs
  }

  isDue(now: EpochMs): boolean {
    if (Math.abs(now - this.#at) < this.#everyMs) return false
    this.#at = now
    return true
  }
}
