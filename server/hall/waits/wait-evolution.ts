import type { MutableHall } from '../hall.ts'
import type { CounterId, EpochMs, TicketId } from '../ids.ts'
import { limits } from '../limits.ts'
import type { LiveTicket } from '../ticket.ts'
import { noWaits, type Quote } from './wait-record.ts'

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
  const { waits } = hall
  const { [counter]: freeSince, ...others } = waits.freeSince
  const wasWaitedFor = freeSince !== undefined && ticket.joinedAt <= freeSince
  const gaps = wasWaitedFor ? latest(waits.gaps, at - freeSince, limits.gapsKept) : waits.gaps
  const isFull = waits.callsMade >= limits.callsCounted
  const quote = hall.quotes.get(ticket.id)
  hall.quotes.delete(ticket.id)
  const settled = quote && { ...quote, service: ticket.service, waitedMs: at - quote.at }
  hall.waits = {
    ...waits,
    freeSince: others,
    gaps,
    pausesBegun: isFull ? waits.pausesBegun / 2 : waits.pausesBegun,
    returnsMade: isFull ? waits.returnsMade / 2 : waits.returnsMade,
    callsMade: (isFull ? waits.callsMade / 2 : waits.callsMade) + 1,
    settled: settled ? latest(waits.settled, settled, limits.settledKept) : waits.settled,
  }
}

/** A missed ticket waits again. */
export function recordReturn(hall: MutableHall, { stage }: LiveTicket, at: EpochMs): void {
  if (stage.stage !== 'missed') return
  const { waits } = hall
  const returnDelays = latest(waits.returnDelays, at - stage.missedAt, limits.returnsKept)
  hall.waits = { ...waits, returnsMade: waits.returnsMade + 1, returnDelays }
}

/** A ticket left its counter, which is free from now on. */
export function recordLeaving(hall: MutableHall, ticket: LiveTicket, counter: CounterId, at: EpochMs): void {
  const { waits } = hall
  const freeSince = { ...waits.freeSince, [counter]: at }
  const { stage } = ticket
  const calledAt = stage.stage === 'called' || stage.stage === 'serving' ? stage.calledAt : at
  const ms = at - calledAt
  if (ms < limits.durationMinMs || ms > limits.durationMaxMs) {
    hall.waits = { ...waits, freeSince }
    return
  }
  const taken = latest(waits.taken[ticket.service], ms, limits.takenKept)
  hall.waits = { ...waits, freeSince, taken: { ...waits.taken, [ticket.service]: taken } }
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
