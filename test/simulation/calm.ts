import { Chances } from './chances.ts'

/** One round, in which everybody may act once (ms), and each person's own part of it, long enough for all that follows to settle. */
const slotMs = 64
const slots = 16
export const roundMs = slotMs * slots
const administrator = slots - 2
/** Halfway through a part that nobody has. */
const faultAt = roundMs - slotMs / 2
/** What people began has ended by then, papers too. */
const settledMs = 5_000
/** A server has started and every page is back. */
const recoveredMs = 60_000

/**
 * A day whose course hangs on the rules of the hall alone, so that two versions of the program can be compared by it:
 * each person acts in a part of the round of their own, nobody acts around a fault, and no operation of disk or wire
 * draws chances. How many messages, writes and milliseconds something takes then changes no decision of anybody.
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
