import type { Entry } from '../../../server/hall/events.ts'
import { limits } from '../../../server/hall/limits.ts'
import type { PrintState } from '../../../server/hall/ticket.ts'
import type { World } from '../world.ts'

/** A paper that came out of a printer. */
export interface Strip {
  readonly ticket: string
  readonly copy: number
  /** The mark says that it is a further copy. */
  readonly isMarked: boolean
  readonly isWhole: boolean
}

/** The facts about one ticket's paper beside its record. Times are true ones (ms). */
interface Known {
  readonly issuedAt: number
  /** When somebody asked for it last. */
  askedAt: number
  /** Called or ended since then; undefined while it waits. */
  staleSince: number | undefined
  /** The same in time that was played: a machine that sleeps looks after nothing. */
  staleFrom: number
  printing: PrintState
  readonly strips: Strip[]
  /** The hall knows the ticket no more: what is under way comes out, and its record stays as it is. */
  isForgotten: boolean
}

/** The longest way of a slip whose number is called meanwhile, with the longest stop of the server (ms). */
const underWayMs = 20_000
/** A spool with a slow printer has looked after every paper by then (ms). */
const lookedAfterMs = 60_000
const ends: ReadonlySet<string> = new Set([
  'printed',
  'not-printed',
  'unsure',
  'held',
  'expired',
  'cancelled',
])

/**
 * The book of papers: what really came out, beside what the tickets' records say of it. At most one paper of a ticket is
 * unmarked (C13), none comes out late, and no record says more, or less, than is true.
 */
export class PaperBook {
  readonly #world: World
  /** The tickets of each command, by its key. */
  readonly #touched = new Map<string, readonly string[]>()
  readonly #known = new Map<string, Known>()
  /** When the present life of the server began to print: true time, and by its wall clock. */
  #begun = { at: 0, wall: 0 }
  #isPrinting = false
  readonly figures = {
    papers: 0,
    torn: 0,
    marked: 0,
    proven: 0,
    notPrinted: 0,
    unsure: 0,
    held: 0,
    expired: 0,
    forgotten: 0,
  }

  constructor(world: World) {
    this.#world = world
  }

  /** A start has read the hall, and prints nothing yet. */
  starts(): void {
    this.#isPrinting = false
  }

  begins(): void {
    this.#isPrinting = true
    this.#begun = { at: this.#world.trueTime, wall: this.#world.wall }
  }

  /** A record is on disk, and folded into the book's hall. */
  follow({ events, command, at, key }: Entry): void {
    const tickets = events.flatMap((event) => ('ticket' in event ? [event.ticket] : []))
    this.#touched.set(key, tickets)
    for (const event of events) {
      if (event.type === 'day-started') this.#forgets()
      if (event.type === 'ticket-issued' && event.printing.print !== 'none') {
        const now = this.#world.trueTime
        const { printing } = event
        this.#known.set(event.ticket, {
          issuedAt: at,
          askedAt: now,
          staleSince: undefined,
          staleFrom: 0,
          printing,
          strips: [],
          isForgotten: false,
        })
      }
      if (event.type === 'print-reported') this.#reported(event.ticket, event.printing, command)
      const undone = event.type === 'command-undone' ? (this.#touched.get(event.command) ?? []) : []
      for (const ticket of 'ticket' in event ? [event.ticket] : undone) this.#looksWhether(ticket)
    }
  }

  /**
   * A ticket may leave the hall's memory before its paper was looked after: it ended before a night with the program
   * down, or right before a clock was set into the next day. Then no new job begins, and the record stays as it was.
   */
  #forgets(): void {
    const { live, ended } = this.#world.ledger.mirror.hall
    for (const [ticket, known] of this.#known) {
      const { printing, staleFrom, isForgotten } = known
      if (isForgotten || live.has(ticket) || ended.has(ticket) || ends.has(printing.print)) continue
      if (this.#isPrinting && this.#world.scheduler.now - staleFrom > lookedAfterMs) continue
      known.isForgotten = true
      this.figures.forgotten += 1
    }
  }

  #looksWhether(ticket: string): void {
    const known = this.#known.get(ticket)
    if (!known) return
    const waits = this.#world.ledger.mirror.hall.live.get(ticket)?.stage.stage === 'waiting'
    if (!waits && known.staleSince === undefined) known.staleFrom = this.#world.scheduler.now
    known.staleSince = waits ? undefined : (known.staleSince ?? this.#world.trueTime)
  }

  #reported(ticket: string, printing: PrintState, command: string): void {
    const known = this.#known.get(ticket)
    if (!known || printing.print === 'none') return
    known.printing = printing
    if (command === 'reprint') known.askedAt = this.#world.trueTime
    if (command !== 'report-print') return this.#isCovered(ticket, known)
    if (printing.print === 'printed') {
      this.figures.proven += 1
      if (!known.strips.some(({ isWhole, copy }) => isWhole && copy === printing.copies))
        this.#world.fail(
          'C13',
          `${ticket} is printed, says its record, and copy ${printing.copies} is not there`,
        )
    }
    if (printing.print === 'not-printed') this.figures.notPrinted += 1
    if (printing.print === 'unsure') this.figures.unsure += 1
    if (printing.print === 'held') this.figures.held += 1
    if (printing.print === 'expired') this.figures.expired += 1
    this.#isCovered(ticket, known)
  }

  /**
   * Bytes of a copy begin to leave: neither of a number that is called, nor of one that is old. A clock that was set makes
   * it older or younger: the smaller age counts.
   */
  leaves(ticket: string): void {
    const known = this.#known.get(ticket)
    if (!known || known.printing.print === 'none') return
    const { printing } = known
    const { trueTime, wall } = this.#world
    const isAsked = printing.askedAt !== undefined
    if (!isAsked && known.staleSince !== undefined && trueTime - known.staleSince > underWayMs)
      this.#world.fail(
        'C14',
        `${ticket} begins to print ${Math.round((trueTime - known.staleSince) / 1000)} s after it was called or ended`,
      )
    const asked = printing.askedAt ?? known.issuedAt
    const age = Math.min(trueTime - known.askedAt, wall - asked)
    if (age > limits.reprintMs + underWayMs)
      this.#world.fail('C14', `${ticket} begins to print ${Math.round(age / 1000)} s after it was asked for`)
    const before = Math.min(this.#begun.at - known.askedAt, this.#begun.wall - asked)
    if (before > limits.recoveredMs + underWayMs)
      this.#world.fail(
        'C14',
        `${ticket} begins to print, asked for ${Math.round(before / 1000)} s before the start`,
      )
  }

  /** The record covers every paper that exists. */
  #isCovered(ticket: string, { printing, strips }: Known): void {
    if (printing.print === 'none') return
    const copies = (printing.copies ?? 0) + (printing.print === 'printing' ? 1 : 0)
    for (const { copy } of strips)
      if (copy > copies)
        this.#world.fail('C13', `${ticket} is ${printing.print} with ${copies} copies, copy ${copy} came out`)
  }

  comesOut(strip: Strip): void {
    const { ticket, copy, isMarked, isWhole } = strip
    this.#world.trace.note(() => `paper of ${ticket}, copy ${copy}${isWhole ? '' : ', torn'}`)
    const known = this.#known.get(ticket)
    if (!known) this.#world.fail('C13', `a paper of ${ticket}, which no record knows`)
    known.strips.push(strip)
    this.#world.digest.paper(strip)
    this.figures[isWhole ? 'papers' : 'torn'] += 1
    if (isMarked) this.figures.marked += 1
    if (known.strips.filter((one) => !one.isMarked).length > 1)
      this.#world.fail('C13', `${ticket} has two papers without a mark`)
    this.#isCovered(ticket, known)
  }

  /** Somebody who looks sees a whole paper of it. */
  isThere(ticket: string): boolean {
    return this.#known.get(ticket)?.strips.some(({ isWhole }) => isWhole) ?? false
  }

  /** The day is over: what became of each paper is told. */
  closes(): void {
    for (const [ticket, { printing, isForgotten }] of this.#known)
      if (!isForgotten && !ends.has(printing.print))
        this.#world.fail('C13', `the record of ${ticket} ends as ${printing.print}`)
  }
}
