import type { Counter, Day, Hall } from '../hall.ts'
import type { ServiceId } from '../ids.ts'
import { tiersOf } from '../queue/next-ticket.ts'
import { waitingFor } from '../queue/queue.ts'
import type { Settings } from '../settings.ts'
import type { LiveTicket } from '../ticket.ts'
import { newcomerPlace, standingOf } from '../waits/standing.ts'
import { memoByIdentity, memoBySeq, memoListBySeq } from './memo.ts'
import type { ActiveTicket, CounterView, Doors, Queue, StaffTicket } from './view-types.ts'

/** Parts that several audiences share. */

/** Drops keys whose value is undefined: a view holds neither null nor undefined. */
export function omitUndefined<T extends object>(value: T): T {
  const result: Record<string, unknown> = {}
  for (const key in value) {
    const part = value[key]
    if (part !== undefined) result[key] = part
  }
  return result as T
}

const languagesOf = memoByIdentity(({ languages }: Settings): string[] => [...languages])

function doors({ day, callableUntil, figures, index }: Hall): Doors {
  const state: Day['doors'] = day?.doors ?? 'closed'
  const isClosed = state === 'closed'
  const { unservedAt: at } = index
  const { unserved: count } = figures
  return omitUndefined<Doors>({
    doors: state,
    opensAt: day?.opensAt,
    closesAt: day?.closesAt,
    callsUntil:
      isClosed && index.lines.size > 0 && callableUntil.size > 0
        ? Math.min(...callableUntil.values())
        : undefined,
    unserved: isClosed && count > 0 && at !== undefined ? { count, at } : undefined,
  })
}

export const place = memoBySeq((hall) => {
  const settings = hall.settings!
  const { timeZone } = settings
  return { languages: languagesOf(settings), timeZone, ...doors(hall) }
})

/** Every service with the result of `see` for it. */
export const ofServices = <V>(see: (hall: Hall, service: ServiceId) => V) =>
  memoListBySeq((hall) => {
    const list: Record<ServiceId, V> = {}
    for (const id of Object.keys(hall.settings!.services)) list[id] = see(hall, id)
    return list
  })

/** Every counter with the result of `see` for it. */
export const ofCounters = <V>(see: (hall: Hall, counter: Counter) => V) =>
  memoListBySeq((hall) => {
    const list: Record<string, V> = {}
    for (const counter of hall.counters.values()) list[counter.id] = see(hall, counter)
    return list
  })

export const queues = ofServices((hall, service): Queue => {
  const waiting = waitingFor(hall, service).length
  const { wait, now, why } = standingOf(hall, newcomerPlace(hall, service, 'ordinary', hall.floorChangedAt))
  return omitUndefined({ waiting, wait, now, why })
})

/** The queues as boards show them. */
export const letteredQueues = ofServices((hall, service) => ({
  ...queues(hall)[service]!,
  letter: hall.settings!.services[service]!.prefix,
}))

/** The queues as staff see them. */
export const staffQueues = ofServices((hall, service): CounterView['queues'][string] => ({
  ...letteredQueues(hall)[service]!,
  open: !hall.closedServices.has(service),
}))

export const activeOf = (hall: Hall, counter: Counter): LiveTicket | undefined =>
  counter.active === undefined ? undefined : hall.live.get(counter.active)

const servicesIn = memoByIdentity((tiers: ReturnType<typeof tiersOf>): ServiceId[] => [
  ...new Set(tiers.flatMap(({ services }) => services)),
])

/** Services a counter takes, in order of its profile. */
export const servicesOf = (hall: Hall, counter: Counter): ServiceId[] =>
  servicesIn(tiersOf(hall.settings!, counter))

export const staffTicket = memoByIdentity((ticket: LiveTicket): StaffTicket => {
  const { id, label, day, service, category, language, issuedAt, joinedAt, standsSince } = ticket
  const { placementReason, forward, calls, misses, notes } = ticket
  return {
    ticket: id,
    label,
    day,
    service,
    category,
    language,
    issuedAt,
    joinedAt,
    standsSince,
    ...(placementReason === undefined ? {} : { mark: placementReason }),
    ...(forward === undefined ? {} : { forward }),
    calls,
    misses,
    notes: notes.length,
    ...(ticket.unconfirmed && { unconfirmed: ticket.unconfirmed }),
  }
})

/** A ticket that is called or being served. */
export const activeView = memoByIdentity((ticket: LiveTicket): ActiveTicket | undefined => {
  const { stage, spans } = ticket
  if (stage.stage !== 'called' && stage.stage !== 'serving') return undefined
  return omitUndefined({
    ...staffTicket(ticket),
    stage: stage.stage,
    calledAt: stage.calledAt,
    startedAt: stage.stage === 'serving' ? stage.startedAt : undefined,
    callsHere: stage.stage === 'called' ? stage.calls : 0,
    waitedMs: spans.waitedMs,
  })
})

const heldView = memoByIdentity((ticket: LiveTicket): CounterView['held'][string] | undefined => {
  const { stage } = ticket
  if (stage.stage !== 'held') return undefined
  const { heldAt, badge, counter, minutes } = stage
  return omitUndefined({ ...staffTicket(ticket), heldAt, badge, counter, for: stage.for, minutes })
})

const missedView = memoByIdentity((ticket: LiveTicket): CounterView['missed'][string] | undefined => {
  const { stage } = ticket
  return stage.stage === 'missed'
    ? { ...staffTicket(ticket), missedAt: stage.missedAt, counter: stage.counter }
    : undefined
})

/** Live tickets that a stage and its view select. */
const picked = <V>(stage: LiveTicket['stage']['stage'], see: (ticket: LiveTicket) => V | undefined) =>
  memoListBySeq((hall) => {
    const list: Record<string, V> = {}
    for (const ticket of hall.live.values()) {
      const view = ticket.stage.stage === stage ? see(ticket) : undefined
      if (view !== undefined) list[ticket.id] = view
    }
    return list
  })

/** A waiting ticket whose number nothing confirms. */
const unconfirmedView = (ticket: LiveTicket): StaffTicket | undefined =>
  ticket.unconfirmed ? staffTicket(ticket) : undefined

export const unconfirmed = picked('waiting', unconfirmedView)
export const held = picked('held', heldView)
export const missed = picked('missed', missedView)
