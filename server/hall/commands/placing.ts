import type { Context } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { Category, ForwardReason, TicketId } from '../ids.ts'
import { queueName, queueOf, standsBefore } from '../queue/queue.ts'
import type { LiveTicket } from '../ticket.ts'
import { named } from './calling.ts'
import type { ByStaff } from './command-shapes.ts'
import { accept, counterOf, type Decision, findTicket, isRefused, refuse } from './decision.ts'
import { sentTo } from './issuing.ts'

/** Changes of a ticket's place by the hall manager: bringing it forward, and giving it another category. */

/** The first of the waiting tickets that a counter may call by rule: those of all services, or those sent along with it. */
function firstBeside(hall: Hall, ticket: LiveTicket): LiveTicket | undefined {
  const lines = ticket.sentTo
    ? [queueOf(hall, queueName(ticket))]
    : Object.keys(hall.settings!.services).map((service) => queueOf(hall, `service:${service}`))
  let first: LiveTicket | undefined
  for (const [head] of lines) if (head && (!first || standsBefore(head, first))) first = head
  return first
}

/** Puts a waiting ticket before every other that a counter could call instead, for a reason that its counter sees. */
function bringForward(
  hall: Hall,
  body: ByStaff & { ticket: TicketId; reason: ForwardReason },
  _context: Context,
): Decision {
  const ticket = findTicket(hall, { ticket: body.ticket })
  if (isRefused(ticket)) return ticket
  const at = counterOf(ticket)
  if (at !== undefined) return refuse('already-called', { counter: at, ticket: ticket.id })
  if (ticket.stage.stage !== 'waiting') return refuse('not-waiting', { ticket: ticket.id })
  const first = firstBeside(hall, ticket)!
  const { standsSince, tieBreak } = first
  const event: HallEvent = {
    type: 'ticket-brought-forward',
    ticket: ticket.id,
    service: ticket.service,
    placementReason: 'brought-forward',
    reason: body.reason,
    standsSince,
    tieBreak: first.id === ticket.id ? tieBreak : tieBreak - 1,
    ...sentTo(ticket),
  }
  return accept([event], named(ticket))
}

/** Gives a ticket another category. Its place moves by the difference of the head starts. */
function recategorise(
  hall: Hall,
  body: ByStaff & { ticket: TicketId; category: Category },
  _context: Context,
): Decision {
  const ticket = findTicket(hall, { ticket: body.ticket })
  if (isRefused(ticket)) return ticket
  const { category } = body
  if (category === ticket.category) return accept([], named(ticket))
  const { headStartMs } = hall.settings!
  const standsSince = ticket.standsSince + (headStartMs[ticket.category] ?? 0) - (headStartMs[category] ?? 0)
  return accept([{ type: 'ticket-recategorised', ticket: ticket.id, category, standsSince }], named(ticket))
}

/** By command. */
export const placingHandlers = { 'bring-forward': bringForward, recategorise }
