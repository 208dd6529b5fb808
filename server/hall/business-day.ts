import { type Calendar, calendarDay, dayAfter, dayAt, type OpenTime, timesOn } from '../calendar/calendar.ts'
import { lastClose, nextOpening, openUntil } from '../calendar/opening.ts'
import type { Day } from './hall.ts'
import type { DayId, EpochMs, ServiceId } from './ids.ts'
import type { Settings } from './settings.ts'

/** The business day and its opening hours, by the calendar of the hall and those of its services. */

export { dayAfter, timesOn }

/** The business day that an instant belongs to. */
export const dayOf = (at: EpochMs, settings: Settings): DayId => dayAt(at, settings)

export const startOfDay = (day: DayId, settings: Settings): EpochMs => calendarDay(day, settings).startsAt

/** The opening hours that begin on the date of a business day, in order; empty on a day off. */
export const openTimes = (day: DayId, settings: Settings): readonly OpenTime[] =>
  calendarDay(day, settings).openTimes

/** Open, and until when; otherwise when it opens next, over days off; absent when that is not known. */
type DoorsAt = { readonly closesAt: EpochMs } | { readonly opensAt?: EpochMs }

/** A calendar that does not close is told to be open until the end of the business day. */
function doorsOf(calendar: Calendar, at: EpochMs, lastMs = 0): DoorsAt {
  const until = openUntil(at, calendar)
  if (until === Number.POSITIVE_INFINITY)
    return { closesAt: calendarDay(dayAt(at, calendar), calendar).endsAt }
  if (until !== undefined && at < until - lastMs) return { closesAt: until - lastMs }
  const opensAt = nextOpening(at, calendar)
  return opensAt === undefined ? {} : { opensAt }
}

export const doorsAt = (at: EpochMs, settings: Settings): DoorsAt => doorsOf(settings, at)

const serviceCalendars = new WeakMap<Settings, Map<ServiceId, Calendar>>()

/**
 * The calendar of a service: that of the hall, or hours of its own within those of the hall. On a make-up day of the hall
 * it has the hours of the same weekday as the hall.
 */
function serviceCalendar(settings: Settings, service: ServiceId): Calendar {
  const { hours, specialDays } = settings.services[service]!
  if (hours === undefined && specialDays === undefined) return settings
  const calendars = serviceCalendars.get(settings) ?? new Map<ServiceId, Calendar>()
  serviceCalendars.set(settings, calendars)
  const known = calendars.get(service)
  if (known) return known
  const { timeZone, dayStartsAt } = settings
  const makeUpDays = (settings.specialDays ?? []).filter(({ like }) => like !== undefined)
  const calendar = {
    ...{ timeZone, dayStartsAt, hours: hours ?? settings.hours, within: settings },
    specialDays: [
      ...(specialDays ?? []),
      ...(hours === undefined ? (settings.specialDays ?? []) : makeUpDays),
    ],
  }
  calendars.set(service, calendar)
  return calendar
}

/** The services that are issued at other times than the hall is open. */
export const servicesWithDoors = (settings: Settings): ServiceId[] =>
  Object.entries(settings.services).flatMap(([id, { hours, specialDays, lastTicketMs }]) =>
    (hours ?? specialDays ?? lastTicketMs) ? [id] : [],
  )

/** The same as `doorsAt` for the tickets of one service, whose issue ends `lastTicketMs` before its close. */
export const serviceDoorsAt = (at: EpochMs, settings: Settings, service: ServiceId): DoorsAt =>
  doorsOf(serviceCalendar(settings, service), at, settings.services[service]!.lastTicketMs)

/**
 * Whether an appointment is for the business day of `at`: on that day, or in opening hours across its start or end that
 * hold both moments. In a hall that never closes the tolerance counts on both sides of midnight.
 */
export function isForToday(appointment: EpochMs, at: EpochMs, settings: Settings): boolean {
  const { id, before, after, startsAt, endsAt } = calendarDay(dayOf(at, settings), settings)
  if (startsAt <= appointment && appointment < endsAt) return true
  if (settings.hours === 'always') return Math.abs(appointment - at) <= settings.appointmentToleranceMs
  const holds = ({ opensAt, closesAt }: OpenTime, moment: EpochMs) => opensAt <= moment && moment < closesAt
  return [before, id, after].some((day) =>
    openTimes(day, settings).some((time) => holds(time, appointment) && holds(time, at)),
  )
}

/**
 * The opening hours that count at the doors' state: those of the day that is open or opens, otherwise of the next day
 * that does; empty where the hall never closes, or does not open that soon.
 */
export function nextOpenTimes(day: Day, settings: Settings): readonly OpenTime[] {
  if (settings.hours === 'always' && settings.specialDays === undefined) return []
  const { opensAt, closesAt } = day
  if (closesAt === undefined && opensAt === undefined) return []
  const isMeant = (time: OpenTime): boolean => time.closesAt === closesAt || time.opensAt === opensAt
  const { id, before, after } = calendarDay(
    opensAt === undefined ? day.id : dayOf(opensAt, settings),
    settings,
  )
  const meant = [before, id, after]
    .map((one) => openTimes(one, settings))
    .find((times) => times.some(isMeant))
  return meant ?? openTimes(id, settings)
}

/**
 * The last instant at which waiting tickets of a day may be called: the last close of what is open in it, plus the
 * hall's grace. A hall that does not close has no such close, so the ticket of one day lives through the next.
 */
export function callableUntil(day: DayId, settings: Settings): EpochMs {
  const { after, endsAt } = calendarDay(day, settings)
  const last = lastClose(day, settings) ?? endsAt
  return last === Number.POSITIVE_INFINITY ? calendarDay(after, settings).endsAt : last + settings.graceMs
}

/** Whether the hall does not close for days, so that no day of it ends. */
export const isWithoutClose = (at: EpochMs, settings: Settings): boolean =>
  openUntil(at, settings) === Number.POSITIVE_INFINITY
