import type { Counter, Hall } from '../hall.ts'
import type { Badge, CounterId, EpochMs, ServiceId, TicketId } from '../ids.ts'
import type { Policy, Settings, Tier } from '../settings.ts'
import type { LiveTicket, Why } from '../ticket.ts'
import { queueOf, standsBefore, waitingFor } from './queue.ts'
import { hasHeadStart, isOrdinaryDue, roundsAfter } from './rounds.ts'

/**
 * The hall's policy for the next ticket of a counter, with its reason. The policy sees the queues that the counter may
 * call from.
 */

interface Next {
  readonly ticket: LiveTicket
  readonly why: Why
  /** The services of the tier that it is called from; empty for one that was sent here. */
  readonly queues: readonly ServiceId[]
}

export function skillsOf(settings: Settings, badge: Badge | undefined): readonly ServiceId[] | 'all' {
  return (badge !== undefined && settings.staff[badge]?.skills) || 'all'
}

export const profileOf = (settings: Settings, counter: Counter): string =>
  counter.profile ?? settings.counters[counter.id]?.profile ?? ''

/** The services that a profile calls, before skills narrow them. */
export const servicesCalledBy = (settings: Settings, profile: string): readonly ServiceId[] =>
  narrowedTiers(settings, profile, 'all').flatMap(({ services }) => services)

type Narrowed = readonly { readonly services: readonly ServiceId[]; readonly afterMs?: number }[]

/** Cached per profile and person for the settings in force, because every issued ticket asks for it. */
const narrowed = new WeakMap<Settings, Map<string, Narrowed>>()

/** The tiers a counter calls from, each narrowed to its person's skills. Empty for a counter that only gets transfers. */
export function tiersOf(settings: Settings, counter: Counter): Narrowed {
  const known = narrowed.get(settings) ?? new Map<string, Narrowed>()
  if (known.size === 0) narrowed.set(settings, known)
  const profile = profileOf(settings, counter)
  const who = `${profile}\n${counter.badge ?? ''}`
  const tiers = known.get(who) ?? narrowedTiers(settings, profile, skillsOf(settings, counter.badge))
  known.set(who, tiers)
  return tiers
}

function narrowedTiers(settings: Settings, profile: string, skills: readonly ServiceId[] | 'all'): Narrowed {
  const able = (service: ServiceId) =>
    service in settings.services && (skills === 'all' || skills.includes(service))
  return (settings.profiles[profile] ?? []).map((tier: Tier) => ({
    services: (tier.services === 'all' ? generalServices(settings) : tier.services).filter(able),
    ...(tier.afterMs === undefined ? {} : { afterMs: tier.afterMs }),
  }))
}

const generalServices = (settings: Settings): ServiceId[] => Object.keys(settings.services)

/** The first ticket of a queue, leaving out those already counted as called. */
const headOf = (line: readonly LiveTicket[], taken: Taken): LiveTicket | undefined =>
  taken.size === 0 ? line[0] : line.find((ticket) => !taken.has(ticket.id))

type Taken = ReadonlySet<TicketId>
const nobodyTaken: Taken = new Set()

/** Tickets that only this counter or its person may call. */
function sentHere(hall: Hall, counter: Counter, taken: Taken): LiveTicket | undefined {
  const toCounter = headOf(queueOf(hall, `counter:${counter.id}`), taken)
  const toPerson =
    counter.badge === undefined ? undefined : headOf(queueOf(hall, `badge:${counter.badge}`), taken)
  return earlier(toCounter, toPerson)
}

function earlier(a: LiveTicket | undefined, b: LiveTicket | undefined): LiveTicket | undefined {
  if (!a || !b) return a ?? b
  return standsBefore(b, a) ? b : a
}

/** The ticket this counter calls next by rule; undefined when nobody waits for it. */
export const nextTicket = (hall: Hall, counter: Counter, at: EpochMs): Next | undefined =>
  nextOf(hall, counter, at, nobodyTaken)

/** A ticket that the counter just put back lets the next one go first there, if there is one (PUTBACK-2). */
function nextOf(hall: Hall, counter: Counter, at: EpochMs, taken: Taken): Next | undefined {
  const first = firstOf(hall, counter, at, taken)
  const isPutBackHere = first?.ticket.id === counter.putBack && first?.ticket.placementReason === 'put-back'
  if (first === undefined || !isPutBackHere) return first
  const other = firstOf(hall, counter, at, new Set([...taken, first.ticket.id]))
  return other ? { ...other, why: { ...other.why, rule: 'after-put-back' } } : first
}

function firstOf(hall: Hall, counter: Counter, at: EpochMs, taken: Taken): Next | undefined {
  const settings = hall.settings!
  const sent = sentHere(hall, counter, taken)
  if (sent) return { ticket: sent, why: why(settings, sent, 'sent-here'), queues: [] }
  let best: Next | undefined
  for (const [position, { services, afterMs }] of tiersOf(settings, counter).entries()) {
    const lines = services.map((service) => waitingFor(hall, service))
    const first = firstOfTier(hall, lines, position + 1, taken)
    if (!first) continue
    const next = { ...first, queues: services }
    if (!best) best = next
    else if (
      afterMs !== undefined &&
      standsBefore(next.ticket, best.ticket) &&
      waitsLonger(lines, at - afterMs, taken)
    ) {
      const facts = { ...next.why.facts, afterMs }
      const rule = next.why.rule === 'brought-forward' ? next.why.rule : 'over-threshold'
      best = { ...next, why: { ...next.why, rule, facts } }
    }
  }
  return best
}

const waitsLonger = (lines: Lines, joinedBefore: EpochMs, taken: Taken): boolean =>
  lines.some((line) => line.some((ticket) => ticket.joinedAt < joinedBefore && !taken.has(ticket.id)))

type Lines = readonly (readonly LiveTicket[])[]

function firstOfTier(hall: Hall, lines: Lines, tier: number, taken: Taken): Omit<Next, 'queues'> | undefined {
  const settings = hall.settings!
  const { policy } = settings
  let first: LiveTicket | undefined
  for (const line of lines) first = earlier(first, headOf(line, taken))
  if (!first || policy.kind === 'head-start')
    return first && { ticket: first, why: why(settings, first, 'stands-longest', tier) }
  const priority = firstWith(lines, (ticket) => hasHeadStart(settings, ticket) && !taken.has(ticket.id))
  const ordinary = firstWith(lines, (ticket) => !hasHeadStart(settings, ticket) && !taken.has(ticket.id))
  const ticket = choose(hall, policy, priority, ordinary)
  const rule = ticket === first ? 'stands-longest' : policy.kind
  return ticket && { ticket, why: why(settings, ticket, rule, tier) }
}

function firstWith(lines: Lines, wanted: (ticket: LiveTicket) => boolean): LiveTicket | undefined {
  let first: LiveTicket | undefined
  for (const line of lines) first = earlier(first, line.find(wanted))
  return first
}

function choose(
  hall: Hall,
  policy: Policy,
  priority: LiveTicket | undefined,
  ordinary: LiveTicket | undefined,
): LiveTicket | undefined {
  if (!priority || !ordinary) return priority ?? ordinary
  switch (policy.kind) {
    case 'head-start':
      return earlier(priority, ordinary)
    case 'precedence':
      return priority
    case 'alternation':
      return isOrdinaryDue(hall, policy.priority, ordinary.service) ? ordinary : priority
    default:
      return policy satisfies never
  }
}

/** The first tickets this counter will call, in order, by the rule of `nextTicket`. */
export function nextTickets(hall: Hall, counter: Counter, count: number): LiveTicket[] {
  const result: LiveTicket[] = []
  const taken = new Set<TicketId>()
  let [then, asking] = [hall, counter]
  while (result.length < count) {
    const next = nextOf(then, asking, hall.floorChangedAt, taken)
    if (!next) break
    result.push(next.ticket)
    taken.add(next.ticket.id)
    const { putBack: _, ...rest } = asking
    asking = rest
    const rounds = roundsAfter(then, next.ticket, next.queues)
    if (rounds) then = { ...then, rounds: new Map([...then.rounds, ...Object.entries(rounds)]) }
  }
  return result
}

export function why(settings: Settings, ticket: LiveTicket, rule: Why['rule'], tier?: number): Why {
  const isForward = ticket.forward !== undefined && rule !== 'sent-here' && rule !== 'chosen'
  return {
    rule: isForward ? 'brought-forward' : rule,
    facts: {
      standsSince: ticket.standsSince,
      joinedAt: ticket.joinedAt,
      category: ticket.category,
      headStartMs: settings.headStartMs[ticket.category] ?? 0,
      ...(tier === undefined ? {} : { tier }),
      ...(ticket.placementReason === undefined ? {} : { mark: ticket.placementReason }),
      ...(ticket.forward === undefined ? {} : { forward: ticket.forward }),
    },
  }
}

/** Whether a counter with a person at it, paused or not, calls this ticket by its profile. */
export const canBeCalled = (hall: Hall, { service, sentTo }: LiveTicket): boolean =>
  [...hall.counters.values()].some((counter) => {
    if (counter.state === 'closed') return false
    if (!sentTo) return tiersOf(hall.settings!, counter).some(({ services }) => services.includes(service))
    return 'counter' in sentTo ? sentTo.counter === counter.id : sentTo.badge === counter.badge
  })

/** Counters that are open (not paused) and take this service. */
export function countersFor(hall: Hall, service: ServiceId): CounterId[] {
  const open: CounterId[] = []
  for (const counter of hall.counters.values()) {
    if (
      counter.state === 'open' &&
      tiersOf(hall.settings!, counter).some((tier) => tier.services.includes(service))
    )
      open.push(counter.id)
  }
  return open
}
