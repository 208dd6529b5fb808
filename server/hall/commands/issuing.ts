import { isForToday } from '../business-day.ts'
import type { Context } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { Category, EpochMs, Label, ServiceId, TicketId } from '../ids.ts'
import { limits } from '../limits.ts'
import { nextNumber } from '../queue/numbering.ts'
import { behind, countBefore, placeBehind, queueName, queueOf, ticketId, waitingFor } from '../queue/queue.ts'
import { ticketsBeforeReturn } from '../queue/returns.ts'
import type { Settings } from '../settings.ts'
import { isNumberKnown, type LiveTicket } from '../ticket.ts'
import { standingOf } from '../waits/standing.ts'
import type { ByStaff, KeeperCommands } from './command-shapes.ts'
import { accept, type Decision, findTicket, isRefused, type Refused, refuse } from './decision.ts'

interface IssueTicket extends ByStaff {
  service: ServiceId
  category?: Category
  language?: string
  appointment?: EpochMs
  until?: EpochMs
}

/**
 * Issues a ticket if the service is open, has room, and the device may give the category. Result: `{ticket, label,
 * ahead, next?, now?, wait?, why?}`.
 */
function issueTicket(hall: Hall, body: IssueTicket, context: Context): Decision {
  const settings = hall.settings!
  const { service, appointment, until } = body
  if (until !== undefined && context.at > until) return refuse('too-late')
  const refusal = whyNotIssued(hall, settings, service, context) ?? whyNotCategory(settings, body, context)
  if (refusal) return refusal
  if (appointment !== undefined && !isForToday(appointment, context.at, settings)) return refuse('not-today')
  const category: Category = body.category ?? (appointment === undefined ? 'ordinary' : 'appointment')
  const { number, label, prefix, next } = nextNumber(hall, settings, service)
  const no = hall.lastNo + 1
  const standsSince = momentOf(settings, category, appointment, context.at)
  const id = ticketId(no)
  const placed = appointment === undefined ? {} : { placementReason: 'appointment' as const }
  const place = { service, category, standsSince, tieBreak: no, no, ...placed }
  const standing = standingOf(hall, place, context.at)
  const printing = settings.printingDevices.includes(context.device)
    ? ({ print: 'queued', job: `${id}-1` } as const)
    : ({ print: 'none' } as const)
  const event: HallEvent = {
    type: 'ticket-issued',
    v: 3,
    ticket: id,
    no,
    number,
    prefix,
    next,
    label,
    day: hall.day!.id,
    service,
    category,
    language: languageOf(settings, body.language),
    standsSince,
    ...placed,
    printing,
  }
  return accept([event], { ticket: id, label, ...standing })
}

/**
 * Marks a ticket whose number nobody confirmed to its customer, or takes the mark away. A paper that came out tells
 * the number as the screen does, and who is at a counter knows it.
 */
export function reportNumber(
  hall: Hall,
  { ticket: id, confirmed }: KeeperCommands['report-number'],
  _context: Context,
): Decision {
  const ticket = hall.live.get(id)
  if (!ticket || (ticket.unconfirmed === undefined) === confirmed) return accept([])
  return accept(
    !confirmed && isNumberKnown(ticket) ? [] : [{ type: 'number-reported', ticket: id, confirmed }],
  )
}

/**
 * The hall's language that is nearest to the one asked for: itself, one of the same first part, otherwise the first.
 * Only tags of the hall's own list are recorded, because a free tag could hold any text.
 */
function languageOf({ languages }: Settings, asked = ''): string {
  const [primary] = asked.split('-', 1)
  const nearest =
    languages.find((tag) => tag === asked) ?? languages.find((tag) => tag.split('-', 1)[0] === primary)
  return nearest ?? languages[0]!
}

/** The refusal when a service takes no more tickets now; a transfer to it asks the same. */
export function whyNotTaken(hall: Hall, settings: Settings, service: ServiceId): Refused | undefined {
  const known = Object.hasOwn(settings.services, service) ? settings.services[service] : undefined
  if (!known) return refuse('no-such-service')
  if (hall.closedServices.has(service)) return refuse('service-is-closed')
  if (known.maxWaiting !== undefined && waitingFor(hall, service).length >= known.maxWaiting) {
    return refuse('service-is-full', { limit: known.maxWaiting })
  }
  return undefined
}

function whyNotIssued(
  hall: Hall,
  settings: Settings,
  service: ServiceId,
  { actor }: Context,
): Refused | undefined {
  const refusal = whyNotTaken(hall, settings, service)
  if (refusal) return refusal
  if (hall.areTicketsStopped && actor.kind !== 'staff') return refuse('tickets-are-stopped')
  if (hall.day?.doors !== 'open') {
    return refuse('hall-is-closed', hall.day?.opensAt === undefined ? {} : { opensAt: hall.day.opensAt })
  }
  const doors = hall.serviceDoors.get(service)
  if (doors?.doors === 'closed')
    return refuse('service-is-closed', doors.opensAt === undefined ? {} : { opensAt: doors.opensAt })
  const reserve = actor.kind === 'staff' ? 0 : limits.liveTicketsForStaff
  const limit = limits.liveTickets - reserve
  return hall.live.size >= limit ? refuse('hall-is-full', { limit }) : undefined
}

function whyNotCategory(settings: Settings, body: IssueTicket, { actor }: Context): Refused | undefined {
  if (actor.kind === 'staff' || actor.kind === 'key') return undefined
  const free =
    body.category === undefined ||
    body.category === 'ordinary' ||
    settings.freeCategories.includes(body.category)
  return free && body.appointment === undefined ? undefined : refuse('category-needs-staff')
}

/**
 * The instant by which the ticket is ordered (epoch ms): now, or its appointment, minus the head start. An early
 * arrival gains nothing; a late one within the tolerance loses nothing.
 */
function momentOf(
  settings: Settings,
  category: Category,
  appointment: number | undefined,
  at: number,
): number {
  const tooLate = appointment !== undefined && at > appointment + settings.appointmentToleranceMs
  const base = appointment === undefined || tooLate ? at : appointment
  return base - (settings.headStartMs[category] ?? 0)
}

/** Puts a customer who missed the call back into the line; where, `ticketsBeforeReturn` says. */
function returnTicket(
  hall: Hall,
  body: ByStaff & { ticket?: TicketId; label?: Label },
  context: Context,
): Decision {
  const ticket = findTicket(hall, body)
  if (isRefused(ticket)) return ticket
  const { stage } = ticket
  if (stage.stage === 'called' || stage.stage === 'serving')
    return refuse('already-called', { counter: stage.counter, ticket: ticket.id })
  if (stage.stage !== 'missed') return refuse('not-missed', { ticket: ticket.id })
  const line = queueOf(hall, queueName(ticket))
  const place = behind(line, ticketsBeforeReturn(line, hall.settings!), {
    standsSince: context.at,
    tieBreak: ticket.no,
  })
  const event: HallEvent = {
    type: 'ticket-returned',
    v: 2,
    ticket: ticket.id,
    service: ticket.service,
    placementReason: 'returned',
    ...sentTo(ticket),
    ...place,
  }
  return accept([event], { ticket: ticket.id, label: ticket.label, ...aheadAt(hall, ticket, place) })
}

/** Lets `count` other tickets go first, at the customer's wish by phone. */
function letGoFirst(hall: Hall, body: { ticket: TicketId; count: number }, _context: Context): Decision {
  const ticket = findTicket(hall, { ticket: body.ticket })
  if (isRefused(ticket)) return ticket
  const { stage } = ticket
  if (stage.stage === 'called' || stage.stage === 'serving')
    return refuse('already-called', { counter: stage.counter })
  if (stage.stage !== 'waiting') return refuse('not-waiting')
  const line = queueOf(hall, queueName(ticket))
  const position = countBefore(line, ticket)
  const last = Math.min(position + body.count, line.length - 1)
  if (last === position) return refuse('nobody-is-waiting')
  const place = placeBehind(line, last)
  const event: HallEvent = {
    type: 'ticket-let-others-go',
    v: 2,
    ticket: ticket.id,
    service: ticket.service,
    placementReason: 'let-others-go',
    ...sentTo(ticket),
    ...place,
  }
  return accept([event], aheadAt(hall, ticket, place))
}

export const sentTo = (ticket: LiveTicket) => (ticket.sentTo ? { sentTo: ticket.sentTo } : {})

/** How many would be called before the ticket at this place. */
const aheadAt = (
  hall: Hall,
  ticket: LiveTicket,
  place: { standsSince: number; tieBreak: number },
): { ahead: number } => ({ ahead: standingOf(hall, { ...ticket, ...place, isNew: true }).ahead })

/** Ends the ticket of a customer who leaves, by phone. C18: the first recorded command wins, the other is refused. */
function leave(hall: Hall, body: { ticket: TicketId }, _context: Context): Decision {
  const ticket = findTicket(hall, body)
  if (isRefused(ticket)) return ticket
  const { stage } = ticket
  if (stage.stage === 'called' || stage.stage === 'serving')
    return refuse('already-called', { counter: stage.counter })
  if (stage.stage === 'held') return refuse('not-waiting')
  return accept([{ type: 'ticket-ended', ticket: ticket.id, how: 'left' }])
}

/** By command. */
export const issuingHandlers = {
  'issue-ticket': issueTicket,
  'return-ticket': returnTicket,
  'let-go-first': letGoFirst,
  leave,
}
