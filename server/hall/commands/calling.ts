import type { Context } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Counter, Hall } from '../hall.ts'
import type { Label, Outcome, ServiceId, TicketId } from '../ids.ts'
import { nextTicket, skillsOf, why } from '../queue/next-ticket.ts'
import { returnRules } from '../queue/returns.ts'
import { roundsAfter } from '../queue/rounds.ts'
import type { LiveTicket, Why } from '../ticket.ts'
import type { AtCounter } from './command-shapes.ts'
import {
  accept,
  activeTicket,
  type Decision,
  findTicket,
  isRefused,
  ownCounter,
  type Refused,
  refuse,
} from './decision.ts'

/**
 * Calls: the next ticket by rule, a chosen ticket, a recall, a no-show. When two commands compete for one ticket, the
 * first recorded wins.
 */

/** `queues`: those in whose rounds the call takes a turn. */
function calledEvent(
  hall: Hall,
  counter: Counter,
  { ticket, why: reason, queues }: { ticket: LiveTicket; why: Why; queues: readonly ServiceId[] },
): HallEvent {
  const rounds = roundsAfter(hall, ticket, queues)
  return {
    type: 'ticket-called',
    v: 3,
    ticket: ticket.id,
    counter: counter.id,
    calls: ticket.calls + 1,
    why: reason,
    ...(rounds && { rounds }),
  }
}

/** The result of a call for its counter: `{ticket, label, service, why}`. */
const calledResult = (ticket: LiveTicket, reason: Why) => ({
  ticket: ticket.id,
  label: ticket.label,
  service: ticket.service,
  why: reason,
})

/** The counter, if it may call now: open, with this person at it, and without an active ticket. */
function callingCounter(hall: Hall, body: AtCounter, context: Context): Counter | Refused {
  const counter = ownCounter(hall, body.counter, context)
  if (isRefused(counter)) return counter
  if (counter.state === 'paused') return refuse('counter-is-paused', { counter: counter.id })
  if (counter.active !== undefined)
    return refuse('counter-is-busy', { counter: counter.id, ticket: counter.active })
  return counter
}

function callNext(hall: Hall, body: AtCounter, context: Context): Decision {
  const counter = callingCounter(hall, body, context)
  if (isRefused(counter)) return counter
  const next = nextTicket(hall, counter, context.at)
  if (!next) return refuse('nobody-is-waiting', { counter: counter.id })
  return accept([calledEvent(hall, counter, next)], calledResult(next.ticket, next.why))
}

/** Calls a chosen ticket, waiting or missed. The call ignores tiers, not skills, and is recorded as chosen. */
function callTicket(
  hall: Hall,
  body: AtCounter & { label?: Label; ticket?: TicketId },
  context: Context,
): Decision {
  const own = ownCounter(hall, body.counter, context)
  if (isRefused(own)) return own
  const ticket = findTicket(hall, body)
  if (isRefused(ticket)) return ticket
  const { stage } = ticket
  if (stage.stage === 'called' || stage.stage === 'serving')
    return refuse('already-called', { counter: stage.counter, ticket: ticket.id })
  const counter = callingCounter(hall, body, context)
  if (isRefused(counter)) return counter
  if (stage.stage === 'held') return refuse('not-waiting', { counter: stage.counter, ticket: ticket.id })
  const refusal = whyNotHere(hall, counter, ticket)
  if (refusal) return refusal
  const reason = why(hall.settings!, ticket, 'chosen')
  const queues = ticket.sentTo ? [] : [ticket.service]
  return accept([calledEvent(hall, counter, { ticket, why: reason, queues })], calledResult(ticket, reason))
}

function whyNotHere(hall: Hall, counter: Counter, ticket: LiveTicket): Refused | undefined {
  const { sentTo } = ticket
  if (sentTo && 'counter' in sentTo)
    return sentTo.counter === counter.id
      ? undefined
      : refuse('not-yours', { counter: sentTo.counter, ticket: ticket.id })
  if (sentTo) return sentTo.badge === counter.badge ? undefined : refuse('not-yours', { ticket: ticket.id })
  const skills = skillsOf(hall.settings!, counter.badge)
  return skills === 'all' || skills.includes(ticket.service)
    ? undefined
    : refuse('not-your-skill', { ticket: ticket.id })
}

/** The active ticket of the person's own counter, in the stage that a command needs. */
export function activeIn(
  hall: Hall,
  body: AtCounter,
  context: Context,
  stages: readonly ('called' | 'serving')[],
): { counter: Counter; ticket: LiveTicket } | Refused {
  const counter = ownCounter(hall, body.counter, context)
  if (isRefused(counter)) return counter
  const ticket = activeTicket(hall, counter)
  if (isRefused(ticket)) return ticket
  const stage = ticket.stage.stage as 'called' | 'serving'
  if (!stages.includes(stage))
    return refuse(stage === 'called' ? 'not-serving' : 'not-called', {
      counter: counter.id,
      ticket: ticket.id,
    })
  return { counter, ticket }
}

export const named = (ticket: LiveTicket) => ({ ticket: ticket.id, label: ticket.label })

function recall(hall: Hall, body: AtCounter, context: Context): Decision {
  const found = activeIn(hall, body, context, ['called'])
  if (isRefused(found)) return found
  const { counter, ticket } = found
  return accept(
    [{ type: 'ticket-recalled', ticket: ticket.id, counter: counter.id, calls: ticket.calls + 1 }],
    named(ticket),
  )
}

function startService(hall: Hall, body: AtCounter, context: Context): Decision {
  const found = activeIn(hall, body, context, ['called'])
  if (isRefused(found)) return found
  return accept(
    [{ type: 'service-started', ticket: found.ticket.id, counter: found.counter.id }],
    named(found.ticket),
  )
}

function markNoShow(hall: Hall, body: AtCounter, context: Context): Decision {
  const found = activeIn(hall, body, context, ['called'])
  if (isRefused(found)) return found
  const { counter, ticket } = found
  const { endAtMiss } = returnRules(hall.settings!)
  if (endAtMiss !== undefined && ticket.misses + 1 >= endAtMiss)
    return accept([{ type: 'ticket-ended', ticket: ticket.id, how: 'no-show' }], named(ticket))
  return accept([{ type: 'ticket-missed', ticket: ticket.id, counter: counter.id }], named(ticket))
}

/**
 * Ends the visit. With `next` the same entry also calls the next ticket; nobody is called when nobody waits or the
 * counter is paused.
 */
function finish(
  hall: Hall,
  body: AtCounter & { outcome?: Outcome; next?: boolean },
  context: Context,
): Decision {
  const found = activeIn(hall, body, context, ['serving'])
  if (isRefused(found)) return found
  const { counter, ticket } = found
  const ended: HallEvent = {
    type: 'ticket-ended',
    ticket: ticket.id,
    how: 'served',
    outcome: body.outcome ?? 'done',
    counter: counter.id,
    badge: counter.badge!,
  }
  const next = body.next && counter.state === 'open' ? nextTicket(hall, counter, context.at) : undefined
  if (!next) return accept([ended], named(ticket))
  return accept([ended, calledEvent(hall, counter, next)], {
    ...named(ticket),
    called: calledResult(next.ticket, next.why),
  })
}

/** By command. */
export const callingHandlers = {
  'call-next': callNext,
  'call-ticket': callTicket,
  recall,
  'start-service': startService,
  'mark-no-show': markNoShow,
  finish,
}
