import type { Context, DecisionOf } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Counter, Hall } from '../hall.ts'
import type { CounterId, Label, ReasonId, ReasonKind, TicketId } from '../ids.ts'
import type { Refusal, RefusalReason } from '../refusals.ts'
import type { LiveTicket } from '../ticket.ts'

export type Decision = DecisionOf<HallEvent>

export const accept = (events: readonly HallEvent[], result: Record<string, unknown> = {}): Decision => ({
  events,
  result,
})
export const refuse = (reason: RefusalReason, facts: Omit<Refusal, 'reason'> = {}): { refusal: Refusal } => ({
  refusal: { reason, ...facts },
})

export type Refused = { refusal: Refusal }
export const isRefused = (value: object): value is Refused => 'refusal' in value

/** The counter, if this person sits there; otherwise a refusal. */
export function ownCounter(hall: Hall, id: CounterId, { actor }: Context): Counter | Refused {
  const counter = hall.counters.get(id)
  if (!counter) return refuse('no-such-counter', { counter: id })
  if (counter.state === 'closed') return refuse('counter-is-closed', { counter: id })
  if (actor.kind !== 'staff' || counter.badge !== actor.badge) return refuse('not-yours', { counter: id })
  return counter
}

/** A refusal unless the hall's list has every reason. */
export function unlistedReason(
  hall: Hall,
  kind: ReasonKind,
  given: readonly ReasonId[] | undefined,
): Refused | undefined {
  const listed = hall.settings!.reasons[kind]
  return given?.every((reason) => Object.hasOwn(listed, reason)) === false
    ? refuse('no-such-reason')
    : undefined
}

/** The ticket that is called or served at a counter. */
export function activeTicket(hall: Hall, counter: Counter): LiveTicket | Refused {
  const ticket = counter.active === undefined ? undefined : hall.live.get(counter.active)
  return ticket ?? refuse('counter-is-free', { counter: counter.id })
}

/** A live ticket by id or label, or a refusal. */
export function findTicket(hall: Hall, by: { ticket?: TicketId; label?: Label }): LiveTicket | Refused {
  if (by.ticket !== undefined) {
    const live = hall.live.get(by.ticket)
    if (live) return live
    return refuse(hall.ended.has(by.ticket) ? 'already-ended' : 'no-such-ticket', { ticket: by.ticket })
  }
  const ids = hall.index.labels.get(by.label ?? '') ?? []
  if (ids.length > 1) return refuse('ambiguous-label')
  const live = ids[0] === undefined ? undefined : hall.live.get(ids[0])
  if (live) return live
  for (const ended of hall.ended.values())
    if (ended.label === by.label) return refuse('already-ended', { ticket: ended.id })
  return refuse('no-such-ticket')
}

/** Whether the actor may move and end tickets of another person's counter. */
export const mayHandleAnyTicket = ({ actor }: Context): boolean =>
  (actor.kind === 'staff' || actor.kind === 'key') && actor.may.includes('handle-any-ticket')

/** The counter at which the ticket is called or served; undefined when there is none. */
export const counterOf = (ticket: LiveTicket): CounterId | undefined =>
  ticket.stage.stage === 'called' || ticket.stage.stage === 'serving' ? ticket.stage.counter : undefined
