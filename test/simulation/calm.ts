import { Chances } from './faults/chances.ts'

/** A round is made of slots of this length (ms): one person acts per slot, and all effects settle in it. */
const slotMs = 64
/** The slots of a round in their order: seats, the administrator, phones, two printers, their reports, faults. */
const seats = 14
const administrator = seats
const phones = administrator + 1
const firstPrinter = phones + 1
const printers = 2
/** A printer that is back reports each waiting paper by a write of its own, which takes up to 6 ms. */
const slotsOfReports = 12
const faults = firstPrinter + printers + slotsOfReports
const roundMs = slotMs * (faults + 1)
/** All that people began has ended by then, papers too. */
const settledMs = 5_000
/** A server has started and every page is back. */
const recoveredMs = 60_000

/**
 * A day whose course depends on the hall's rules alone, so that two versions of the program can be compared by it.
 * Each person and each printer acts in a slot of its own, and nobody acts around a fault. No operation of disk or wire
 * draws from the random streams. So the number of messages, writes and milliseconds changes no decision.
 */
export class Calm {
  #quietUntil = 0
  #seats = 0
  #printers = 0

  /** Phones come and go; the rest keep their place. */
  slotOf(view: string): number {
    if (view === 'ticket') return phones
    this.#seats += 1
    return (this.#seats - 1) % seats
  }

  slotOfPrinter(): number {
    this.#printers += 1
    return firstPrinter + ((this.#printers - 1) % printers)
  }

  /** How long from `now` until somebody with that slot acts who means to in `ms`. */
  until(now: number, ms: number, slot = administrator): number {
    return this.#next(Math.max(now + ms, this.#quietUntil), slot * slotMs) - now
  }

  /** How long from `now` until the slot of a printer or of faults, at least `ms`. A pause of the people delays neither. */
  turn(now: number, ms: number, slot = faults): number {
    return this.#next(now + ms, slot * slotMs) - now
  }

  isQuiet(now: number): boolean {
    return now < this.#quietUntil
  }

  /** Everybody pauses from now on; how long until a fault may strike (ms). */
  pause(now: number): number {
    const at = this.#next(Math.max(now, this.#quietUntil) + settledMs, faults * slotMs)
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
