import type { Counter, Day, MutableHall, ServiceDoors, SettingsPlan } from '../hall.ts'
import type { DayId, EpochMs, ServiceId } from '../ids.ts'
import { limits } from '../limits.ts'

/**
 * Values that a deadline depends on. Only this file writes them, so that the index of deadlines always agrees with
 * them.
 */

export function putDay(hall: MutableHall, day: Day): void {
  hall.day = day
  const { deadlines } = hall.index
  deadlines.set('end of the day', day.endsAt)
  deadlines.set('doors open', day.opensAt)
  deadlines.set('doors close', day.closesAt)
}

/** The instant until which waiting tickets of a day are callable; undefined when none of them waits any longer. */
export function putCallableUntil(hall: MutableHall, day: DayId, until: EpochMs | undefined): void {
  if (until === undefined) hall.callableUntil.delete(day)
  else hall.callableUntil.set(day, until)
  hall.index.deadlines.set(`day ${day}`, until)
}

/** Undefined: the service is issued whenever the hall is open. */
export function putServiceDoors(
  hall: MutableHall,
  service: ServiceId,
  doors: ServiceDoors | undefined,
): void {
  if (doors) hall.serviceDoors.set(service, doors)
  else hall.serviceDoors.delete(service)
  hall.index.deadlines.set(
    `service ${service}`,
    doors && (doors.doors === 'open' ? doors.closesAt : doors.opensAt),
  )
}

export function putCounter(hall: MutableHall, counter: Counter): void {
  hall.counters.set(counter.id, counter)
  hall.index.deadlines.set(`counter ${counter.id}`, unattendedAt(counter))
}

export function removeCounter(hall: MutableHall, { id }: Counter): void {
  hall.counters.delete(id)
  hall.index.deadlines.set(`counter ${id}`, undefined)
}

/** The planned changes of the settings, each with the moment at which it is due. */
export function putPlans(hall: MutableHall, plans: readonly SettingsPlan[], seq: number): void {
  const { deadlines } = hall.index
  for (const { id } of hall.settingsRecord.plans ?? []) deadlines.set(`plan ${id}`, undefined)
  hall.settingsRecord = { ...hall.settingsRecord, plans, plansSeq: seq }
  setPlanDeadlines(hall)
}

function setPlanDeadlines({ settingsRecord, index }: MutableHall): void {
  for (const { id, state, due } of settingsRecord.plans ?? [])
    index.deadlines.set(`plan ${id}`, state === 'planned' ? due : undefined)
}

/** The deadline at which the hall manager is asked about a counter with an active ticket and a disconnected console. */
export function unattendedAt(counter: Counter): EpochMs | undefined {
  if (counter.active === undefined || counter.link.link !== 'lost' || counter.link.unattended)
    return undefined
  return counter.link.since + limits.unattendedMs
}

/** Builds the deadlines from the state alone. */
export function rebuildDeadlines(hall: MutableHall): void {
  hall.index.deadlines.clear()
  if (hall.day) putDay(hall, hall.day)
  for (const [day, until] of hall.callableUntil) putCallableUntil(hall, day, until)
  for (const [service, doors] of hall.serviceDoors) putServiceDoors(hall, service, doors)
  for (const counter of hall.counters.values()) putCounter(hall, counter)
  setPlanDeadlines(hall)
}
