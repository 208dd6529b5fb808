import type { Context } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { Badge, CancelReason, CounterId, ReasonId, ServiceId, TicketId } from '../ids.ts'
import type { LiveTicket, SentTo } from '../ticket.ts'
import { activeIn, named } from './calling.ts'
import type { AtCounter, ByStaff } from './command-shapes.ts'
import {
  accept,
  activeTicket,
  counterOf,
  type Decision,
  findTicket,
  isRefused,
  mayHandleAnyTicket,
  ownCounter,
  type Refused,
  refuse,
  unlistedReason,
} from './decision.ts'
import { sentTo, whyNotTaken } from './issuing.ts'

/**
 * Commands by which a ticket leaves its counter without ending: hold, put back, transfer; and the resumption of a
 * held one.
 */

function putBack(hall: Hall, body: AtCounter, context: Context): Decision {
  const found = activeIn(hall, body, context, ['called', 'serving'])
  if (isRefused(found)) return found
  const { ticket } = found
  const { standsSince, tieBreak, service } = ticket
  const event: HallEvent = {
    type: 'ticket-put-back',
    v: 2,
    ticket: ticket.id,
    service,
    standsSince,
    tieBreak,
    placementReason: 'put-back',
    ...sentTo(ticket),
  }
  return accept([event], named(ticket))
}

/** Holds the ticket: it stays with this counter's person, out of the queue. */
function hold(
  hall: Hall,
  body: AtCounter & { for?: ReasonId; minutes?: number },
  context: Context,
): Decision {
  const found = activeIn(hall, body, context, ['serving'])
  if (isRefused(found)) return found
  const { counter, ticket } = found
  const refusal = unlistedReason(hall, 'hold', body.for === undefined ? [] : [body.for])
  if (refusal) return refusal
  const event: HallEvent = {
    type: 'ticket-held',
    v: 2,
    ticket: ticket.id,
    counter: counter.id,
    badge: counter.badge!,
    ...(body.for === undefined ? {} : { for: body.for }),
    ...(body.minutes === undefined ? {} : { minutes: body.minutes }),
  }
  return accept([event], named(ticket))
}

/** Resumes a held ticket, by the person who held it or the person who sits at that counter now. */
function resume(hall: Hall, body: AtCounter & { ticket: TicketId }, context: Context): Decision {
  const counter = ownCounter(hall, body.counter, context)
  if (isRefused(counter)) return counter
  const ticket = findTicket(hall, { ticket: body.ticket })
  if (isRefused(ticket)) return ticket
  const { stage } = ticket
  if (stage.stage !== 'held') return refuse('not-held', { ticket: ticket.id })
  if (stage.badge !== counter.badge && stage.counter !== counter.id)
    return refuse('not-yours', { counter: stage.counter, ticket: ticket.id })
  if (counter.active !== undefined)
    return refuse('counter-is-busy', { counter: counter.id, ticket: counter.active })
  return accept([{ type: 'ticket-resumed', ticket: ticket.id, counter: counter.id }], named(ticket))
}

interface Transfer extends ByStaff {
  counter?: CounterId
  ticket?: TicketId
  to: { service: ServiceId } | { counter: CounterId } | { badge: Badge }
  noteRef?: string
  place?: 'kept' | 'end'
}

/**
 * Transfers a ticket to a service, a counter or a person. The label stays, and so does the place unless the command
 * says otherwise. C5, C6.
 */
function transfer(hall: Hall, body: Transfer, context: Context): Decision {
  const ticket = transferred(hall, body, context)
  if (isRefused(ticket)) return ticket
  const target = targetOf(hall, ticket, body.to)
  if (isRefused(target)) return target
  const kept = (body.place ?? hall.settings!.transferPlace) === 'kept'
  const event: HallEvent = {
    type: 'ticket-transferred',
    v: 2,
    ticket: ticket.id,
    placementReason: 'transferred',
    standsSince: kept ? ticket.standsSince : Math.max(context.at, ticket.standsSince),
    tieBreak: kept ? ticket.tieBreak : hall.lastNo + 0.5,
    ...target,
    ...(body.noteRef === undefined ? {} : { noteRef: body.noteRef }),
  }
  return accept([event], named(ticket))
}

/** The ticket, if this person may move it: its holder, or the hall manager; otherwise a refusal. */
function transferred(hall: Hall, body: Transfer, context: Context): LiveTicket | Refused {
  const isHandlingAny = mayHandleAnyTicket(context)
  const counter =
    body.counter === undefined
      ? undefined
      : isHandlingAny
        ? hall.counters.get(body.counter)
        : ownCounter(hall, body.counter, context)
  if (body.counter !== undefined && !counter) return refuse('no-such-counter', { counter: body.counter })
  if (counter && isRefused(counter)) return counter
  if (body.ticket === undefined) return counter ? activeTicket(hall, counter) : refuse('no-such-ticket')
  const ticket = findTicket(hall, { ticket: body.ticket })
  if (isRefused(ticket) || isHandlingAny) return ticket
  const { stage } = ticket
  const at = counterOf(ticket)
  if (at !== undefined && at !== counter?.id)
    return refuse('already-called', { counter: at, ticket: ticket.id })
  const mine =
    at === counter?.id ? counter !== undefined : stage.stage === 'held' && stage.badge === counter?.badge
  return mine ? ticket : refuse('not-yours', { ticket: ticket.id })
}

/** The target of a transfer, or the refusal when nobody could serve the ticket there. */
function targetOf(
  hall: Hall,
  ticket: LiveTicket,
  to: Transfer['to'],
): { service: string; sentTo?: SentTo } | Refused {
  const settings = hall.settings!
  if ('service' in to) return whyNotTaken(hall, settings, to.service) ?? { service: to.service }
  if ('counter' in to) {
    const counter = hall.counters.get(to.counter)
    if (!counter) return refuse('no-such-counter', { counter: to.counter })
    if (counter.state === 'closed') return refuse('counter-is-closed', { counter: to.counter })
    return { service: ticket.service, sentTo: { counter: to.counter } }
  }
  if (!Object.hasOwn(settings.staff, to.badge)) return refuse('no-such-staff')
  for (const counter of hall.counters.values()) {
    if (counter.badge === to.badge) return { service: ticket.service, sentTo: { badge: to.badge } }
  }
  return refuse('staff-is-away')
}

/** Cancels a ticket by staff. Only the hall manager may cancel the active ticket of another person's counter. */
function cancelTicket(
  hall: Hall,
  body: ByStaff & { ticket: TicketId; reason?: CancelReason },
  context: Context,
): Decision {
  const ticket = findTicket(hall, body)
  if (isRefused(ticket)) return ticket
  const at = counterOf(ticket)
  const holder =
    context.actor.kind === 'staff' && at !== undefined && hall.counters.get(at)?.badge === context.actor.badge
  if (at !== undefined && !holder && !mayHandleAnyTicket(context))
    return refuse('already-called', { counter: at, ticket: ticket.id })
  const { reason } = body
  return accept([
    {
      type: 'ticket-ended',
      ticket: ticket.id,
      how: 'cancelled',
      ...(reason === undefined ? {} : { reason }),
    },
  ])
}

/** By command. */
export const handoverHandlers = {
  'put-back': putBack,
  hold,
  resume,
  transfer,
  'cancel-ticket': cancelTicket,
}
