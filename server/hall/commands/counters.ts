import type { Context } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Hall, SeatedCounter } from '../hall.ts'
import type { Badge, CounterId, ReasonId, ServiceId } from '../ids.ts'
import type { AtCounter, ByStaff, KeeperCommands } from './command-shapes.ts'
import {
  accept,
  type Decision,
  isRefused,
  ownCounter,
  type Refused,
  refuse,
  unlistedReason,
} from './decision.ts'
import { whyNotTaken } from './issuing.ts'

/** Counters: opening with take-over, pausing, closing, and the settings of the hall manager. */

function seatOf(hall: Hall, badge: Badge): SeatedCounter | undefined {
  for (const counter of hall.counters.values()) if (counter.badge === badge) return counter
  return undefined
}

/**
 * Binds a person to a counter, or ends a pause. A person who sits elsewhere (C8) and a counter that is taken (C9)
 * need `takeOver`. The active ticket moves with the person if the new counter is free; otherwise it is held.
 */
function openCounter(hall: Hall, body: AtCounter & { takeOver?: boolean }, context: Context): Decision {
  const counter = hall.counters.get(body.counter)
  if (!counter) return refuse('no-such-counter', { counter: body.counter })
  if (context.actor.kind !== 'staff') return refuse('not-yours', { counter: counter.id })
  const { badge } = context.actor
  const taken = counter.state !== 'closed' && counter.badge !== badge
  if (taken && !body.takeOver) return refuse('counter-is-taken', { counter: counter.id })
  const seat = seatOf(hall, badge)
  const elsewhere = seat && seat.id !== counter.id ? seat : undefined
  if (elsewhere && !body.takeOver) return refuse('you-are-elsewhere', { counter: elsewhere.id })
  if (!elsewhere && counter.state === 'open' && !taken) return accept([])
  const opened: HallEvent = {
    type: 'counter-opened',
    counter: counter.id,
    badge,
    ...(taken ? { from: counter.badge! } : {}),
  }
  if (!elsewhere) return accept([opened])
  const left: HallEvent = { type: 'counter-closed', counter: elsewhere.id, badge, why: 'moved' }
  if (elsewhere.active === undefined) return accept([left, opened])
  if (counter.active !== undefined) {
    const held: HallEvent = {
      type: 'ticket-held',
      v: 2,
      ticket: elsewhere.active,
      counter: elsewhere.id,
      badge,
    }
    return accept([held, left, opened])
  }
  return accept([{ type: 'ticket-moved', ticket: elsewhere.active, counter: counter.id }, left, opened])
}

/**
 * Closes the person's counter; that of another person only with `takeOver`. Refused while the counter has an active
 * ticket.
 */
function closeCounter(hall: Hall, body: AtCounter & { takeOver?: boolean }, context: Context): Decision {
  const counter = hall.counters.get(body.counter)
  if (!counter) return refuse('no-such-counter', { counter: body.counter })
  if (counter.state === 'closed') return refuse('counter-is-closed', { counter: counter.id })
  const own = ownCounter(hall, body.counter, context)
  if (isRefused(own) && !body.takeOver) return own
  if (counter.active !== undefined)
    return refuse('counter-is-busy', { counter: counter.id, ticket: counter.active })
  const why = isRefused(own) ? 'taken-over' : 'closed'
  return accept([{ type: 'counter-closed', counter: counter.id, badge: counter.badge!, why }])
}

function pauseCounter(hall: Hall, body: AtCounter & { reason: ReasonId }, context: Context): Decision {
  const counter = ownCounter(hall, body.counter, context)
  if (isRefused(counter)) return counter
  const refusal = unlistedReason(hall, 'pause', [body.reason])
  return refusal ?? accept([{ type: 'counter-paused', v: 2, counter: counter.id, reason: body.reason }])
}

function askToOpen(hall: Hall, body: ByStaff & { counter: CounterId }, _context: Context): Decision {
  const counter = hall.counters.get(body.counter)
  if (!counter) return refuse('no-such-counter', { counter: body.counter })
  return accept(
    counter.state === 'open' || counter.asked ? [] : [{ type: 'counter-asked-to-open', counter: counter.id }],
  )
}

/** A call of nobody, by which staff hear and see that the boards work: it changes nothing. */
function testCall(hall: Hall, body: ByStaff & { counter: CounterId }): Decision {
  const { counter } = body
  if (!hall.counters.has(counter)) return refuse('no-such-counter', { counter })
  return accept([{ type: 'call-tested', counter }])
}

function setProfile(
  hall: Hall,
  body: ByStaff & { counter: CounterId; profile: string },
  _context: Context,
): Decision {
  if (!hall.counters.has(body.counter)) return refuse('no-such-counter', { counter: body.counter })
  if (!Object.hasOwn(hall.settings!.profiles, body.profile)) return refuse('no-such-profile')
  return accept([{ type: 'profile-set', counter: body.counter, profile: body.profile }])
}

/** C21: only issuing stops; waiting tickets stay. */
function closeService(hall: Hall, body: ByStaff & { service: ServiceId }, _context: Context): Decision {
  if (!knownService(hall, body.service)) return refuse('no-such-service')
  return accept(
    hall.closedServices.has(body.service) ? [] : [{ type: 'service-closed', service: body.service }],
  )
}

function openService(hall: Hall, body: ByStaff & { service: ServiceId }, _context: Context): Decision {
  if (!knownService(hall, body.service)) return refuse('no-such-service')
  return accept(
    hall.closedServices.has(body.service) ? [{ type: 'service-opened', service: body.service }] : [],
  )
}

/** Kiosks and other programs give no tickets; staff still do. Waiting tickets stay. */
const stopTickets = (hall: Hall, _body: ByStaff, _context: Context): Decision =>
  accept(hall.areTicketsStopped ? [] : [{ type: 'tickets-stopped' }])

const giveTickets = (hall: Hall, _body: ByStaff, _context: Context): Decision =>
  accept(hall.areTicketsStopped ? [{ type: 'tickets-given' }] : [])

const knownService = (hall: Hall, service: string): boolean => {
  const refusal: Refused | undefined = whyNotTaken(hall, hall.settings!, service)
  return refusal?.refusal.reason !== 'no-such-service'
}

/**
 * Records that the console connected or disconnected. C7: the ticket stays, and after a while the hall manager is
 * asked.
 */
export function reportLink(hall: Hall, body: KeeperCommands['report-link'], _context: Context): Decision {
  const counter = hall.counters.get(body.counter)
  if (!counter || counter.state === 'closed' || (counter.link.link === 'up') === body.connected)
    return accept([])
  if (body.connected) return accept([{ type: 'link-restored', counter: counter.id }])
  return accept([{ type: 'link-lost', counter: counter.id, ...(body.locked && { locked: true }) }])
}

/** By command. */
export const counterHandlers = {
  'open-counter': openCounter,
  'close-counter': closeCounter,
  'pause-counter': pauseCounter,
  'ask-to-open': askToOpen,
  'set-profile': setProfile,
  'test-call': testCall,
  'close-service': closeService,
  'open-service': openService,
  'stop-tickets': stopTickets,
  'give-tickets': giveTickets,
}
