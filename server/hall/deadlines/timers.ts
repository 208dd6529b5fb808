import {
  callableUntil,
  dayAfter,
  dayOf,
  doorsAt,
  isWithoutClose,
  serviceDoorsAt,
  servicesWithDoors,
  startOfDay,
} from '../business-day.ts'
import type { ByStaff, KeeperCommands } from '../commands/command-shapes.ts'
import { accept, type Decision } from '../commands/decision.ts'
import type { Context } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { DayId, EpochMs } from '../ids.ts'
import { limits } from '../limits.ts'
import { canBeCalled } from '../queue/next-ticket.ts'
import { seriesOf } from '../queue/numbering.ts'
import type { Settings } from '../settings.ts'
import { unattendedAt } from './state-deadlines.ts'

/**
 * Timers: days, opening hours, ends of waiting tickets, unattended counters. The keeper enters them as its own
 * command.
 */

/** The next deadline (epoch ms); -Infinity: at once, Infinity: never. */
export function nextDeadline(hall: Hall): EpochMs {
  if (hall.settled) return hall.index.deadlines.next
  return hall.settings ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

export function timePassed(hall: Hall, _body: KeeperCommands['time-passed'], { at }: Context): Decision {
  const turned = dayTurned(hall, hall.settings!, at)
  const starts = turned.some((event) => event.type === 'day-started')
  return accept([
    ...turned,
    ...doorEvents(hall, at, starts),
    ...serviceDoorEvents(hall, at),
    ...overdueEnds(hall, turned, at),
    ...leftAlone(hall, at),
    ...plansDue(hall, at),
  ])
}

/**
 * C17: a day starts once per day id, never backwards. New settings move the end of the present day. After an accepted
 * clock went back, the present day is extended night by night until a later one begins.
 */
function dayTurned(hall: Hall, settings: Settings, at: EpochMs): HallEvent[] {
  if (hall.day && hall.settled && at < hall.day.endsAt) return []
  const today = dayOf(at, settings)
  const bounds = {
    endsAt: startOfDay(dayAfter(today), settings),
    callableUntil: callableUntil(today, settings),
  }
  if (!hall.day || today > hall.day.id) return [{ type: 'day-started', day: today, ...bounds }]
  const { id, endsAt } = hall.day
  const until = hall.callableUntil.get(id)
  const same =
    endsAt === bounds.endsAt &&
    (until === bounds.callableUntil || (until === undefined && at >= bounds.callableUntil))
  return same ? [] : [{ type: 'day-adjusted', day: id, ...bounds }]
}

function doorEvents(hall: Hall, at: EpochMs, dayStarts: boolean): HallEvent[] {
  const now = doorsAt(at, hall.settings!)
  const opening = 'closesAt' in now
  const known = hall.settled && !dayStarts ? hall.day : undefined
  const same = opening
    ? known?.closesAt === now.closesAt
    : known?.doors === 'closed' && known.opensAt === now.opensAt
  if (known && same) return []
  return [opening ? { type: 'doors-opened', closesAt: now.closesAt } : { type: 'doors-closed', ...now }]
}

/** Services that are issued at times of their own, where their issue begins or ends. */
function serviceDoorEvents(hall: Hall, at: EpochMs): HallEvent[] {
  const settings = hall.settings!
  return servicesWithDoors(settings).flatMap((service): HallEvent[] => {
    const known = hall.serviceDoors.get(service)
    const next = known?.doors === 'open' ? known.closesAt : known?.opensAt
    if (known && hall.settled && (next === undefined || at < next)) return []
    const now = serviceDoorsAt(at, settings, service)
    if ('closesAt' in now) {
      if (known?.doors === 'open' && known.closesAt === now.closesAt) return []
      return [{ type: 'service-doors-opened', service, ...now }]
    }
    if (known?.doors === 'closed' && known.opensAt === now.opensAt) return []
    return [{ type: 'service-doors-closed', service, ...now }]
  })
}

/**
 * C16: at a day's last call, waiting tickets end unserved, and missed ones as no-shows; called, serving and held ones
 * stay with their person. A ticket of an earlier day that was put back ends with this day. Where the hall does not close,
 * nothing ends that a counter can call. A day whose last call is
 * adjusted in the same entry uses the new instant.
 */
function overdueEnds(hall: Hall, turned: readonly HallEvent[], at: EpochMs): HallEvent[] {
  const callable = new Map(hall.callableUntil)
  for (const event of turned) if (event.type === 'day-adjusted') callable.set(event.day, event.callableUntil)
  const due = [...callable].filter(([, until]) => at >= until).map(([day]) => day)
  if (due.length === 0) return []
  const ends = endOfDay(hall, due.sort().at(-1), isWithoutClose(at, hall.settings!))
  if (ends.length > limits.endsInOneEntry) return ends.slice(0, limits.endsInOneEntry)
  return [...ends, ...due.map((day): HallEvent => ({ type: 'day-closed', day }))]
}

function endOfDay(hall: Hall, day: DayId | undefined, isCallableKept = false): HallEvent[] {
  const events: HallEvent[] = []
  for (const ticket of hall.live.values()) {
    if (day !== undefined && ticket.day > day) continue
    if (isCallableKept && ticket.stage.stage === 'waiting' && canBeCalled(hall, ticket)) continue
    const how =
      ticket.stage.stage === 'waiting' ? 'unserved' : ticket.stage.stage === 'missed' ? 'no-show' : undefined
    if (how) events.push({ type: 'ticket-ended', ticket: ticket.id, how })
  }
  return events
}

const plansDue = ({ settingsRecord }: Hall, at: EpochMs): HallEvent[] =>
  (settingsRecord.plans ?? [])
    .filter(({ state, due }) => state === 'planned' && at >= due)
    .map(({ id }) => ({ type: 'settings-plan-due', plan: id }))

function leftAlone(hall: Hall, at: EpochMs): HallEvent[] {
  const events: HallEvent[] = []
  for (const counter of hall.counters.values()) {
    const due = unattendedAt(counter)
    if (due !== undefined && at >= due)
      events.push({ type: 'counter-unattended', counter: counter.id, since: due - limits.unattendedMs })
  }
  return events
}

/**
 * Ends the waiting tickets of every day, by the hall manager. The result names each; `left` counts those beyond the
 * limit of one command.
 */
export function closeDay(hall: Hall, _body: ByStaff, _context: Context): Decision {
  const all = endOfDay(hall, undefined)
  const events = all.slice(0, limits.endsByCloseDay)
  const ended = events.flatMap((event) =>
    event.type === 'ticket-ended'
      ? [{ ticket: event.ticket, label: hall.live.get(event.ticket)!.label, how: event.how }]
      : [],
  )
  const left = all.length - events.length
  return accept(events, { ended, ...(left > 0 ? { left } : {}) })
}

/** Records a start: every console is disconnected. */
export const startHall = (_hall: Hall, _body: KeeperCommands['start-hall'], _context: Context): Decision =>
  accept([{ type: 'hall-started' }])

/**
 * After a repair, numbers go on above the highest that can still be read, in the present day; a day that is due begins
 * first (C22).
 */
export function raiseNumbers(
  hall: Hall,
  { highest, lastNo }: KeeperCommands['raise-numbers'],
  { at }: Context,
): Decision {
  const settings = hall.settings!
  const started = dayTurned(hall, settings, at).filter((event) => event.type === 'day-started')
  const day = started[0]?.day ?? hall.day!.id
  const prefixes = Object.values(settings.services).map(({ prefix }) => prefix)
  const numbers: Record<string, number> = {}
  for (const prefix of [...prefixes, ...Object.keys(highest)]) {
    const { start, step } = seriesOf(settings, prefix)
    const given = started.length > 0 ? undefined : hall.numbers.get(prefix)
    const read = highest[prefix]?.day === day ? highest[prefix].number + step : 0
    numbers[prefix] = Math.max(given ?? start, read) + limits.numbersAfterRepair * step
  }
  const no = Math.max(hall.lastNo, lastNo) + limits.numbersAfterRepair
  return accept([...started, { type: 'numbers-raised', numbers, lastNo: no }])
}

/** Accepts a clock that went back, by an operator. Live state is shifted with it, so that no order changes. */
export function acceptClock(_hall: Hall, body: KeeperCommands['accept-clock'], { at }: Context): Decision {
  return accept([{ type: 'clock-accepted', shiftMs: Math.min(0, body.clockAt - at) }])
}
