import type { Counter, Hall, MutableHall, UndoRecord } from '../hall.ts'
import type { CounterId, EpochMs, TicketId } from '../ids.ts'
import { limits } from '../limits.ts'
import type { LiveTicket } from '../ticket.ts'
import { type HeldLessons, type Lesson, noWaits, type Quote, type WaitRecord } from './wait-record.ts'

/** How the record of waits grows with the events of the floor. */

const latest = <T>(list: readonly T[] = [], one: T, most: number): readonly T[] =>
  list.length < most ? [...list, one] : [...list.slice(1 - most), one]

export function recordJoin(hall: MutableHall, { service, category }: LiveTicket, at: EpochMs): void {
  const joins = latest(hall.waits.joins, { at, service, category }, limits.joinsKept)
  hall.waits = { ...hall.waits, joins }
}

/** A quote is settled by the first call of its ticket. */
export function recordQuote(hall: MutableHall, ticket: TicketId, quote: Quote): void {
  hall.quotes.set(ticket, quote)
}

/** A call: the counter is no longer free, and a quote has come true or not. */
export function recordCall(hall: MutableHall, ticket: LiveTicket, counter: CounterId, at: EpochMs): void {
  const { [counter]: freeSince, ...others } = hall.waits.freeSince
  hall.waits = { ...hall.waits, freeSince: others }
  note(hall, { of: 'call' })
  if (freeSince !== undefined && ticket.joinedAt <= freeSince) note(hall, { of: 'gap', ms: at - freeSince })
  const quote = hall.quotes.get(ticket.id)
  if (!quote) return
  hall.quotes.delete(ticket.id)
  note(hall, { of: 'quote', settled: { ...quote, service: ticket.service, waitedMs: at - quote.at } })
}

/** A missed ticket waits again. */
export function recordReturn(hall: MutableHall, { stage }: LiveTicket, at: EpochMs): void {
  if (stage.stage === 'missed') note(hall, { of: 'return', ms: at - stage.missedAt })
}

/** A ticket left its counter, which is free from now on. */
export function recordLeaving(hall: MutableHall, ticket: LiveTicket, counter: CounterId, at: EpochMs): void {
  hall.waits = { ...hall.waits, freeSince: { ...hall.waits.freeSince, [counter]: at } }
  const { stage, service } = ticket
  const calledAt = stage.stage === 'called' || stage.stage === 'serving' ? stage.calledAt : at
  const ms = at - calledAt
  if (ms >= limits.durationMinMs && ms <= limits.durationMaxMs) note(hall, { of: 'taken', service, ms })
}

const note = (hall: MutableHall, lesson: Lesson): void => {
  hall.waits = { ...hall.waits, fresh: [...hall.waits.fresh, lesson] }
}

/** The lessons of the entry that was just applied, out of the record. */
export function takeFresh(hall: MutableHall): readonly Lesson[] {
  const { fresh } = hall.waits
  if (fresh.length > 0) hall.waits = { ...hall.waits, fresh: [] }
  return fresh
}

export function learn(hall: MutableHall, lessons: readonly Lesson[]): void {
  for (const lesson of lessons) hall.waits = learnt(hall.waits, lesson)
}

function learnt(waits: WaitRecord, lesson: Lesson): WaitRecord {
  switch (lesson.of) {
    case 'call': {
      const share = waits.callsMade >= limits.callsCounted ? 0.5 : 1
      return {
        ...waits,
        pausesBegun: waits.pausesBegun * share,
        returnsMade: waits.returnsMade * share,
        callsMade: waits.callsMade * share + 1,
      }
    }
    case 'gap':
      return { ...waits, gaps: latest(waits.gaps, lesson.ms, limits.gapsKept) }
    case 'taken': {
      const { service, ms } = lesson
      const taken = latest(waits.taken[service], ms, limits.takenKept)
      return { ...waits, taken: { ...waits.taken, [service]: taken } }
    }
    case 'return': {
      const returnDelays = latest(waits.returnDelays, lesson.ms, limits.returnsKept)
      return { ...waits, returnsMade: waits.returnsMade + 1, returnDelays }
    }
    case 'quote':
      return { ...waits, settled: latest(waits.settled, lesson.settled, limits.settledKept) }
    default:
      return lesson satisfies never
  }
}

/** The state of these tickets and counters before a command, which its undo puts back. */
export function heldBefore(
  hall: Hall,
  tickets: readonly LiveTicket[],
  counters: readonly Counter[],
): Omit<HeldLessons, 'lessons'> {
  const freeSince = counters.flatMap(({ id }) => {
    const since = hall.waits.freeSince[id]
    return since === undefined ? [] : [[id, since] as const]
  })
  const quotes = tickets.flatMap(({ id }) => {
    const quote = hall.quotes.get(id)
    return quote ? [[id, quote] as const] : []
  })
  return { freeSince: Object.fromEntries(freeSince), quotes }
}

/** An undone command taught nothing: its counters are free as before, its quotes have not come yet. */
export function unlearn(hall: MutableHall, { counters, waits }: UndoRecord): void {
  if (!waits) return
  const freeSince = { ...hall.waits.freeSince }
  for (const { id } of counters) {
    delete freeSince[id]
    const since = waits.freeSince[id]
    const now = hall.counters.get(id)
    if (since !== undefined && now?.state === 'open' && now.active === undefined) freeSince[id] = since
  }
  hall.waits = { ...hall.waits, freeSince }
  for (const [id, quote] of waits.quotes)
    if (hall.live.get(id)?.stage.stage === 'waiting') hall.quotes.set(id, quote)
}

export function recordOpening(hall: MutableHall, counter: CounterId, at: EpochMs): void {
  const former = hall.counters.get(counter)
  const { waits } = hall
  const wasPaused = former?.state === 'paused'
  const pauses = wasPaused ? latest(waits.pauses, at - former.since, limits.pausesKept) : waits.pauses
  const freeSince = former?.active === undefined ? { ...waits.freeSince, [counter]: at } : waits.freeSince
  hall.waits = { ...waits, pauses, freeSince }
}

export function recordRest(hall: MutableHall, counter: CounterId, isPause: boolean): void {
  const { waits } = hall
  const { [counter]: _, ...freeSince } = waits.freeSince
  hall.waits = { ...waits, freeSince, pausesBegun: waits.pausesBegun + (isPause ? 1 : 0) }
}

/** A clock that was set back leaves moments behind that mean nothing; lengths stay. */
export function forgetMoments(hall: MutableHall): void {
  const { joins, freeSince } = noWaits
  hall.quotes.clear()
  hall.waits = { ...hall.waits, joins, freeSince }
}
