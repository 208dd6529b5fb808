import type { Why } from './events.ts'
import type { Counter, Hall } from './hall.ts'
import { lineOf, standsBefore, waitingFor } from './line.ts'
import type { Policy, Settings, Tier } from './settings.ts'
import type { LiveTicket } from './ticket.ts'
import type { Badge, CounterId, EpochMs, ServiceId } from './words.ts'

/** Who is next, and why: the hall's policy over the lines a counter may call from. */

export interface Next {
  readonly ticket: LiveTicket
  readonly why: Why
}

export function skillsOf(settings: Settings, badge: Badge | undefined): readonly ServiceId[] | 'all' {
  return (badge !== undefined && settings.staff[badge]?.skills) || 'all'
}

export const profileOf = (settings: Settings, counter: Counter): string =>
  counter.profile ?? settings.counters[counter.id]?.profile ?? ''

/** The tiers a counter calls from, each narrowed to what its person can do. Empty for a counter that is only sent to. */
export function tiersOf(
  settings: Settings,
  counter: Counter,
): readonly { services: readonly ServiceId[]; afterMs?: number }[] {
  const skills = skillsOf(settings, counter.badge)
  const able = (service: ServiceId) =>
    service in settings.services && (skills === 'all' || skills.includes(service))
  return (settings.profiles[profileOf(settings, counter)] ?? []).map((tier: Tier) => ({
    services: (tier.services === 'all' ? generalServices(settings) : tier.services).filter(able),
    ...(tier.afterMs === undefined ? {} : { afterMs: tier.afterMs }),
  }))
}

const generalServices = (settings: Settings): ServiceId[] => Object.keys(settings.services)

/** Tickets that only this counter or its person may call. */
export function sentHere(hall: Hall, counter: Counter): LiveTicket | undefined {
  const toCounter = lineOf(hall, `counter:${counter.id}`)[0]
  const toPerson = counter.badge === undefined ? undefined : lineOf(hall, `badge:${counter.badge}`)[0]
  return earlier(toCounter, toPerson)
}

function earlier(a: LiveTicket | undefined, b: LiveTicket | undefined): LiveTicket | undefined {
  if (!a || !b) return a ?? b
  return standsBefore(b, a) ? b : a
}

/** The ticket this counter calls next, by rule; undefined when nobody waits for it. */
export function nextTicket(hall: Hall, counter: Counter, at: EpochMs): Next | undefined {
  const settings = hall.settings!
  const sent = sentHere(hall, counter)
  if (sent) return { ticket: sent, why: why(settings, sent, 'sent-here') }
  const tiers = tiersOf(settings, counter)
  let best: { next: Next; overdue: boolean } | undefined
  for (const [position, tier] of tiers.entries()) {
    const next = firstOfTier(hall, tier.services, counter, position + 1)
    if (!next) continue
    const overdue = tier.afterMs !== undefined && at - next.ticket.joinedAt > tier.afterMs
    if (!best) best = { next, overdue }
    else if (overdue && standsBefore(next.ticket, best.next.ticket)) {
      best = {
        next: {
          ticket: next.ticket,
          why: { ...next.why, rule: 'over-threshold', facts: { ...next.why.facts, afterMs: tier.afterMs! } },
        },
        overdue,
      }
    }
  }
  return best?.next
}

function firstOfTier(
  hall: Hall,
  services: readonly ServiceId[],
  counter: Counter,
  tier: number,
): Next | undefined {
  const settings = hall.settings!
  const lines = services.map((service) => waitingFor(hall, service))
  const first = firstOf(lines)
  if (!first) return undefined
  const { policy } = settings
  if (policy.kind === 'head-start')
    return { ticket: first, why: why(settings, first, 'stands-longest', tier) }
  const priority = firstOf(lines, (ticket) => hasHeadStart(settings, ticket))
  const ordinary = firstOf(lines, (ticket) => !hasHeadStart(settings, ticket))
  const ticket = choose(policy, counter, priority, ordinary)
  const rule = ticket === first ? 'stands-longest' : policy.kind
  return ticket && { ticket, why: why(settings, ticket, rule, tier) }
}

function firstOf(
  lines: readonly (readonly LiveTicket[])[],
  wanted?: (ticket: LiveTicket) => boolean,
): LiveTicket | undefined {
  let first: LiveTicket | undefined
  for (const line of lines) first = earlier(first, wanted ? line.find(wanted) : line[0])
  return first
}

export const hasHeadStart = (settings: Settings, ticket: LiveTicket): boolean =>
  (settings.headStartMs[ticket.category] ?? 0) > 0

function choose(
  policy: Policy,
  counter: Counter,
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
      return counter.turn.priority < policy.priority ? priority : ordinary
    default:
      return policy satisfies never
  }
}

/** How the counter's round of alternation goes on after a call; starts anew once both shares are used. */
export function turnAfter(settings: Settings, counter: Counter, ticket: LiveTicket): Counter['turn'] {
  const { policy } = settings
  if (policy.kind !== 'alternation') return counter.turn
  const isPriority = hasHeadStart(settings, ticket)
  const turn = {
    priority: counter.turn.priority + (isPriority ? 1 : 0),
    ordinary: counter.turn.ordinary + (isPriority ? 0 : 1),
  }
  return turn.ordinary >= policy.ordinary && (isPriority ? turn.priority >= policy.priority : true)
    ? { priority: 0, ordinary: 0 }
    : turn
}

/** The first tickets this counter will call, in the order it will, as far as the present lines tell. */
export function nextTickets(hall: Hall, counter: Counter, count: number): LiveTicket[] {
  const sent = [
    ...lineOf(hall, `counter:${counter.id}`),
    ...(counter.badge === undefined ? [] : lineOf(hall, `badge:${counter.badge}`)),
  ]
  const result = sent.sort((a, b) => (standsBefore(a, b) ? -1 : 1)).slice(0, count)
  for (const tier of tiersOf(hall.settings!, counter)) {
    const heads = tier.services.flatMap((service) => waitingFor(hall, service).slice(0, count))
    result.push(...heads.sort((a, b) => (standsBefore(a, b) ? -1 : 1)).slice(0, count - result.length))
    if (result.length >= count) break
  }
  return result
}

export function why(settings: Settings, ticket: LiveTicket, rule: Why['rule'], tier?: number): Why {
  return {
    rule,
    facts: {
      standsSince: ticket.standsSince,
      joinedAt: ticket.joinedAt,
      category: ticket.category,
      headStartMs: settings.headStartMs[ticket.category] ?? 0,
      ...(tier === undefined ? {} : { tier }),
      ...(ticket.mark === undefined ? {} : { mark: ticket.mark }),
    },
  }
}

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
