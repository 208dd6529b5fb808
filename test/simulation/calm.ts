import { Chances } from './chances.ts'

/** Each person's part of a round (ms), long enough for all its effects to settle. In a round everybody may act once. */
const slotMs = 64
const slots = 16
export const roundMs = slotMs * slots
const administrator = slots - 2
/** Halfway through a part that nobody has. */
const faultAt = roundMs - slotMs / 2
/** All that people began has ended by then, papers too. */
const settledMs = 5_000
/** A server has started and every page is back. */
const recoveredMs = 60_000

/**
 * A day whose course depends on the hall's rules alone, so that two versions of the program can be compared by it.
 * Each person acts in a part of the round of their own, and nobody acts around a fault. No operation of disk or wire
 * draws from the random streams. So the number of messages, writes and milliseconds changes no decision.
 */
export class Calm {
  #quietUntil = 0
  #seats = 0

  /** Phones come and go; the rest keep their place. */
  slotOf(view: string): number {
    if (view === 'ticket') return slots - 1
    this.#seats += 1
    return (this.#seats - 1) % administrator
  }

  /** How long from `now` until somebody with that slot acts who means to in `ms`. */
  until(now: number, ms: number, slot = administrator): number {
    return this.#next(Math.max(now + ms, this.#quietUntil), slot * slotMs) - now
  }

  isQuiet(now: number): boolean {
    return now < this.#quietUntil
  }

  /** Everybody pauses from now on; how long until a fault may strike (ms). */
  pause(now: number): number {
    const at = this.#next(Math.max(now, this.#quietUntil) + settledMs, faultAt)
    this.#quietUntil = at + recoveredMs
    return at - now
  }

  /** How long until all have settled and the round begins anew (ms). */
  end(now: number): number {
    this.#quietUntil = this.#next(Math.max(now + settledMs, this.#quietUntil), 0)
    return this.#quietUntil - now
  }

  #next(from: number, at: number): number {
    return Math.ceil((from - at) / roundMs) * roundMs + at
  }
}

/** Always the same. */
export class NoChances extends Chances {
  override share(): number {
    return 0.5
  }
  override isOne(share: number): boolean {
    return share > 0.5
  }
  override between(from: number, to: number): number {
    return (from + to) / 2
  }
}
