import type { Counter, Hall } from '../hall.ts'
import type { Category, CounterId, EpochMs, PlacementReason, ServiceId } from '../ids.ts'
import { limits } from '../limits.ts'
import { nextTicket, tiersOf } from '../queue/next-ticket.ts'
import { countBefore, queueName, queueOf, standsBefore } from '../queue/queue.ts'
import type { Settings } from '../settings.ts'
import type { LiveTicket, SentTo } from '../ticket.ts'
import { type KeptWait, newcomerKey, roundedOutward, type ToldWait, waitAt } from './told-waits.ts'

/** The one figure of a wait that pages, paper and answers read: what was told last, with what the hall knows since. */

/** A waiting ticket, or the place that one would have. */
export type Place = Pick<LiveTicket, 'service' | 'category' | 'standsSince' | 'tieBreak' | 'no'> & {
  readonly id?: string
  readonly sentTo?: SentTo
  readonly placementReason?: PlacementReason
  /** The ticket is not there yet. */
  readonly isNew?: true
}

const minuteMs = 60_000

/** `at`: the moment from which minutes count. */
export function standingOf(hall: Hall, place: Place, at: EpochMs = hall.floorChangedAt): ToldWait {
  const { able, names } = reachOf(hall, place)
  if (able.length === 0) return { ahead: countIn(hall, queueName(place), place), why: 'no-counter-open' }
  const own = place.id === undefined || place.isNew ? undefined : hall.toldWaits.get(place.id)
  const told = own ?? hall.newcomerWaits.get(keyOf(hall, place)) ?? hall.newcomerWaits.get(place.service)
  const lines = [...hall.index.lines].filter(([name]) => names.has(name))
  const others = lines.reduce((sum, [, { length }]) => sum + length, isWaiting(hall, place) ? -1 : 0)
  const free = able.filter((id) => hall.counters.get(id)!.active === undefined).length
  const before = standBefore(hall, place, lines)
  const rivals = isOrdered(hall, place, able) ? before : others
  // Each of those before it takes one of the free counters at most.
  if ((own?.now ? before : rivals) < free)
    return { ahead: before, ...(isNextAt(hall, place, able, rivals) && { next: true as const }), now: true }
  const joined = joinedBefore(hall, place, names)
  const isFigure = told && !told.now && told.why !== 'no-counter-open'
  const ahead = isFigure ? Math.min(told.ahead + joined, rivals) : before
  const isNext = !told?.notNext && ahead === 0 && isNextAt(hall, place, able, rivals)
  return {
    ahead,
    ...(isNext && { next: true as const }),
    ...figureOf(hall, told, { able, joined, short: rivals - free, at }),
  }
}

/** Where a ticket that joins now stands. */
export function newcomerPlace(hall: Hall, service: ServiceId, category: Category, at: number): Place {
  const no = hall.lastNo + 1
  const standsSince = at - (hall.settings!.headStartMs[category] ?? 0)
  return { service, category, standsSince, tieBreak: no, no }
}

interface Around {
  readonly able: readonly CounterId[]
  readonly joined: number
  /** How many of those before it find no free counter. */
  readonly short: number
  readonly at: EpochMs
}

function figureOf(
  hall: Hall,
  told: KeptWait | undefined,
  { able, joined, short, at }: Around,
): Pick<ToldWait, 'wait' | 'why'> {
  if (!told || told.why === 'no-counter-open') return { why: 'too-little-known' }
  if (told.why) return { why: told.why }
  const turnMs = meanTurnMs(hall) / able.length
  if (joined === 0) {
    const wait = waitAt(told, at)
    if (wait) return { wait }
  }
  if (turnMs === 0) return { why: 'too-little-known' }
  // The counter that was free "now" was taken, or the told end has passed: half or twice the turns that are missing.
  const wait =
    waitAt(told, at, joined * turnMs) ?? roundedOutward(((short + 1) * turnMs) / 2, (short + 1) * turnMs * 2)
  const until = hall.day && hall.callableUntil.get(hall.day.id)
  return until !== undefined && at + wait.to * minuteMs > until ? { why: 'past-closing' } : { wait }
}

function isWaiting(hall: Hall, { id }: Place): boolean {
  return id !== undefined && hall.live.get(id)?.stage.stage === 'waiting'
}

const keyOf = ({ settings }: Hall, { service, category, sentTo }: Place): string =>
  sentTo ? '' : newcomerKey(service, settings!.headStartMs[category] ?? 0)

/** The open counters that can serve a ticket, and the queues from which they call it and those before it. */
interface Reach {
  readonly able: readonly CounterId[]
  readonly names: ReadonlySet<string>
}

/** Cached until a counter opens, pauses, closes, or changes its person or profile: every issued ticket asks for it. */
const reaches = new WeakMap<
  Hall,
  { of: string; settings: Settings; seq: number; known: Map<string, Reach> }
>()

function reachOf(hall: Hall, place: Place): Reach {
  const settings = hall.settings!
  let cached = reaches.get(hall)
  if (cached?.seq !== hall.floorChangedSeq || cached.settings !== settings) {
    const parts = Array.from(hall.counters.values(), (one) => [one.id, one.state, one.badge, one.profile])
    const of = JSON.stringify(parts)
    const isSame = cached?.of === of && cached.settings === settings
    const known = isSame ? cached!.known : new Map<string, Reach>()
    cached = { of, settings, seq: hall.floorChangedSeq, known }
    reaches.set(hall, cached)
  }
  const name = queueName(place)
  let reach = cached.known.get(name)
  if (!reach) {
    const able = ableTo(hall, place)
    reach = { able: able.map(({ id }) => id), names: linesOf(hall, able, place) }
    cached.known.set(name, reach)
  }
  return reach
}

/** The open counters that can serve it. */
function ableTo(hall: Hall, { service, sentTo }: Place): Counter[] {
  const able: Counter[] = []
  for (const counter of hall.counters.values()) {
    if (counter.state !== 'open') continue
    const isAble = !sentTo
      ? tiersOf(hall.settings!, counter).some(({ services }) => services.includes(service))
      : 'counter' in sentTo
        ? sentTo.counter === counter.id
        : sentTo.badge === counter.badge
    if (isAble) able.push(counter)
  }
  return able
}

/** The queues that these counters call from; those who were sent there go before all others. */
function linesOf({ settings }: Hall, counters: readonly Counter[], { sentTo }: Place): ReadonlySet<string> {
  const names = new Set<string>()
  for (const counter of counters) {
    if (!sentTo)
      for (const { services } of tiersOf(settings!, counter))
        for (const service of services) names.add(`service:${service}`)
    names.add(`counter:${counter.id}`)
    if (counter.badge !== undefined) names.add(`badge:${counter.badge}`)
  }
  return names
}

/** Tickets that were sent to one of these counters go first there; of the others those count that stand before it. */
function standBefore(
  hall: Hall,
  place: Place,
  lines: readonly (readonly [string, readonly LiveTicket[]])[],
): number {
  let before = 0
  for (const [name, { length }] of lines)
    before += name.startsWith('service:') || place.sentTo ? countIn(hall, name, place) : length
  return before
}

/** Whether nobody is called before it who stands behind it. */
function isOrdered({ settings, counters }: Hall, place: Place, able: readonly CounterId[]): boolean {
  if (place.sentTo || place.isNew || place.placementReason) return true
  const tiers = (counter: Counter) =>
    tiersOf(settings!, counter).filter(({ services }) => services.length > 0)
  return settings!.policy.kind === 'head-start' && able.every((id) => tiers(counters.get(id)!).length < 2)
}

/** Tickets of a queue before a place, without itself. */
function countIn(hall: Hall, name: string, place: Place): number {
  const count = countBefore(queueOf(hall, name), place)
  const itself = place.isNew && place.id !== undefined ? hall.live.get(place.id) : undefined
  const isCounted =
    itself?.stage.stage === 'waiting' && queueName(itself) === name && standsBefore(itself, place)
  return isCounted ? count - 1 : count
}

/** Tickets that joined since waits were told last, and are called before it. */
function joinedBefore(hall: Hall, place: Place, names: ReadonlySet<string>): number {
  const { untold } = hall.index
  if (hall.newcomerWaits.size === 0) return 0
  if (untold.size > limits.untoldLookedAt) return untold.size
  let joined = 0
  for (const id of untold) {
    const ticket = hall.live.get(id)!
    if (id !== place.id && names.has(queueName(ticket)) && standsBefore(ticket, place)) joined += 1
  }
  return joined
}

/** Whether each of these counters would call it first. `rivals`: at most as many could be called before it. */
function isNextAt(hall: Hall, place: Place, able: readonly CounterId[], rivals: number): boolean {
  const ticket = place.id === undefined || place.isNew ? undefined : hall.live.get(place.id)
  if (!ticket) return rivals === 0
  return able.every((id) => nextTicket(hall, hall.counters.get(id)!, hall.floorChangedAt)?.ticket === ticket)
}

const means = new WeakMap<object, number>()

/** Cached per record, because every issued ticket asks for it. */
function meanOf(record: object, values: () => readonly number[]): number {
  let mean = means.get(record)
  if (mean === undefined) {
    const all = values()
    mean = all.length === 0 ? 0 : all.reduce((total, one) => total + one, 0) / all.length
    means.set(record, mean)
  }
  return mean
}

/** The mean of what was measured at counters lately with the gap before the next call (ms); 0: nothing was. */
function meanTurnMs({ waits: { taken, gaps } }: Hall): number {
  const takenMs = meanOf(taken, () => Object.values(taken).flat())
  return takenMs === 0 ? 0 : takenMs + meanOf(gaps, () => gaps)
}
