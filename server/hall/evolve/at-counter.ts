import { putCounter } from '../deadlines/state-deadlines.ts'
import type { AnyEvent, EntryOf } from '../entry.ts'
import type { Call, MutableHall } from '../hall.ts'
import type { CounterId } from '../ids.ts'
import { limits } from '../limits.ts'
import type { LiveTicket } from '../ticket.ts'
import { recordLeaving } from '../waits/wait-evolution.ts'
import { attended } from './counter-link.ts'

/** The active ticket of a counter, and the calls on the boards, as tickets come and go. */

/** Frees the counter of the ticket, unless the move keeps the ticket there. */
export function leaveCounter(
  hall: MutableHall,
  ticket: LiveTicket,
  next: LiveTicket | undefined,
  { seq, at }: EntryOf<AnyEvent>,
  served = 0,
): void {
  const from = counterOf(ticket)
  if (from === undefined || from === (next && counterOf(next))) return
  const counter = hall.counters.get(from)
  if (!counter || counter.state === 'closed' || counter.active !== ticket.id) return
  recordLeaving(hall, ticket, counter.id, at)
  const { active: _left, putBack: _former, ...free } = counter
  const servedToday = counter.servedToday + served
  const putBack = next?.placementReason === 'put-back' ? { putBack: ticket.id } : {}
  putCounter(hall, { ...free, ...putBack, link: attended(counter.link), servedToday, changedSeq: seq })
}

export function takeCounter(
  hall: MutableHall,
  ticket: LiveTicket,
  id: CounterId,
  { seq }: EntryOf<AnyEvent>,
): void {
  const counter = hall.counters.get(id)
  if (!counter)
    throw new Error(`ticket ${ticket.id} is called to counter ${id}, which the hall does not have`)
  // The ticket moves along with a person who opens that counter by the next event of the entry.
  if (counter.state === 'closed') return
  const { putBack: _, ...taking } = counter
  putCounter(hall, { ...taking, active: ticket.id, changedSeq: seq })
}

const counterOf = ({ stage }: LiveTicket): CounterId | undefined =>
  stage.stage === 'called' || stage.stage === 'serving' ? stage.counter : undefined

export function showCall(
  hall: MutableHall,
  ticket: LiveTicket,
  event: { counter: CounterId; calls: number },
  { at }: EntryOf<AnyEvent>,
  again: boolean,
): void {
  const id = `${ticket.day}/${ticket.label}/${event.calls}`
  const others = hall.calls.filter((call) => call.ticket !== ticket.id)
  const call = { id, ticket: ticket.id, label: ticket.label, counter: event.counter, at, again }
  hall.calls = listedCalls(hall, [call, ...others])
}

/** The calls that a board can list: the newest of the hall, and of each zone. `calls` are the newest first. */
export function listedCalls({ settings }: MutableHall, calls: readonly Call[]): readonly Call[] {
  const newer = new Map<string, number>()
  return calls.filter(({ counter }, place) => {
    const zone = settings?.counters[counter]?.zone
    if (zone === undefined) return place < limits.callsShown
    const count = newer.get(zone) ?? 0
    newer.set(zone, count + 1)
    return count < limits.callsShown
  })
}
