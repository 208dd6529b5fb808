import type { Entry, HallEvent } from '../../../server/hall/events.ts'
import { figureOf } from '../../../server/hall/evolve/figures.ts'
import { limits } from '../../../server/hall/limits.ts'

/** The facts of one ticket that views count, as its events alone tell them. */
interface CountedTicket {
  readonly service: string
  readonly calls: number
  readonly callsHere: number
  readonly misses: number
  readonly notes: number
  readonly waitedMs: number
  /** While it waits: since when. */
  readonly waitsSince?: number
  /** While it is served, and the sum before. */
  readonly servedSince?: number
  readonly servedMs: number
}

interface CountedEnd {
  readonly day: number
  readonly how: keyof typeof figureOf
  readonly counter: string | undefined
  /** The service time that the end measured. */
  readonly measured?: { readonly service: string; readonly ms: number }
}

const noFigures = { issued: 0, served: 0, cancelled: 0, left: 0, noShow: 0, unserved: 0, ratings: 0 }

/** A slow and simple count of everything that happened, from accepted entries and not from the heart's state. */
export class Recount {
  readonly tickets = new Map<string, CountedTicket>()
  readonly servedToday = new Map<string, number>()
  readonly durations = new Map<string, number[]>()
  figures = { ...noFigures }
  #day = 0
  readonly #ends = new Map<string, CountedEnd>()
  /** The tickets that each command touched, as they were before it. */
  readonly #former = new Map<string, ReadonlyMap<string, CountedTicket>>()

  follow(entry: Entry): void {
    const touched = new Map<string, CountedTicket>()
    for (const event of entry.events) {
      const known = 'ticket' in event ? this.tickets.get(event.ticket) : undefined
      if (known && 'ticket' in event && !touched.has(event.ticket)) touched.set(event.ticket, known)
    }
    this.#former.set(entry.key, touched)
    for (const event of entry.events) this.#apply(event, entry)
  }

  #apply(event: HallEvent, { at }: Entry): void {
    switch (event.type) {
      case 'day-started':
        this.#day += 1
        this.figures = { ...noFigures }
        return this.servedToday.clear()
      case 'ticket-issued': {
        this.figures.issued += 1
        const none = { calls: 0, callsHere: 0, misses: 0, notes: 0, waitedMs: 0, servedMs: 0 }
        this.tickets.set(event.ticket, { ...none, service: event.service, waitsSince: at })
        return
      }
      case 'ticket-rated':
        this.figures.ratings += 1
        return
      case 'ticket-ended':
        return this.#end(event, at)
      case 'command-undone':
        return this.#undo(event.command)
      case 'clock-accepted':
        for (const [id, ticket] of this.tickets) this.tickets.set(id, shifted(ticket, event.shiftMs))
        return
      default:
        if ('ticket' in event && this.tickets.has(event.ticket))
          this.tickets.set(event.ticket, moved(this.tickets.get(event.ticket)!, event, at))
    }
  }

  #end({ ticket: id, how, counter }: Extract<HallEvent, { type: 'ticket-ended' }>, at: number): void {
    const ticket = left(this.tickets.get(id)!, at)
    this.tickets.set(id, ticket)
    this.figures[figureOf[how]] += 1
    if (how === 'served') this.#addServed(counter!, 1)
    const { service, servedMs: ms } = ticket
    const isMeasured = how === 'served' && ms >= limits.durationMinMs && ms <= limits.durationMaxMs
    if (isMeasured)
      this.durations.set(service, [...(this.durations.get(service) ?? []), ms].slice(-limits.durationsKept))
    const end = { day: this.#day, how, counter }
    this.#ends.set(id, isMeasured ? { ...end, measured: { service, ms } } : end)
  }

  #undo(command: string): void {
    for (const [id, former] of this.#former.get(command) ?? []) {
      const end = this.#ends.get(id)
      this.#ends.delete(id)
      if (end?.day === this.#day) {
        this.figures[figureOf[end.how]] -= 1
        if (end.how === 'served') this.#addServed(end.counter!, -1)
      }
      if (end?.measured) {
        const list = this.durations.get(end.measured.service)!
        const position = list.lastIndexOf(end.measured.ms)
        if (position >= 0) this.durations.set(end.measured.service, list.toSpliced(position, 1))
      }
      this.tickets.set(id, { ...former, calls: this.tickets.get(id)!.calls })
    }
  }

  #addServed(counter: string, count: number): void {
    this.servedToday.set(counter, (this.servedToday.get(counter) ?? 0) + count)
  }
}

/** The ticket as it leaves its stage: what it waited or was served is added. */
function left({ waitsSince, servedSince, ...ticket }: CountedTicket, at: number): CountedTicket {
  const { waitedMs, servedMs } = ticket
  return {
    ...ticket,
    waitedMs: waitedMs + (waitsSince === undefined ? 0 : at - waitsSince),
    servedMs: servedMs + (servedSince === undefined ? 0 : at - servedSince),
  }
}

function moved(ticket: CountedTicket, event: HallEvent, at: number): CountedTicket {
  switch (event.type) {
    case 'ticket-called': {
      const called = left(ticket, at)
      return { ...called, calls: called.calls + 1, callsHere: 1 }
    }
    case 'ticket-recalled':
      return { ...ticket, calls: ticket.calls + 1, callsHere: ticket.callsHere + 1 }
    case 'service-started':
    case 'ticket-resumed':
      return { ...left(ticket, at), callsHere: 0, servedSince: at }
    case 'ticket-held':
      return left(ticket, at)
    case 'ticket-missed':
      return { ...left(ticket, at), misses: ticket.misses + 1 }
    case 'ticket-put-back':
    case 'ticket-transferred':
    case 'ticket-returned':
    case 'ticket-let-others-go': {
      const { service, noteRef } = event
      const notes = ticket.notes + (noteRef === undefined ? 0 : 1)
      if (ticket.waitsSince !== undefined) return { ...ticket, service, notes }
      return { ...left(ticket, at), service, notes, waitsSince: at }
    }
    case 'ticket-brought-forward':
      return { ...ticket, service: event.service }
    default:
      return ticket
  }
}

function shifted({ waitsSince, servedSince, ...ticket }: CountedTicket, ms: number): CountedTicket {
  return {
    ...ticket,
    ...(waitsSince === undefined ? {} : { waitsSince: waitsSince + ms }),
    ...(servedSince === undefined ? {} : { servedSince: servedSince + ms }),
  }
}
