import { Temporal } from 'temporal-polyfill'
import type { Day } from './hall.ts'
import type { DayId, EpochMs } from './ids.ts'
import { limits } from './limits.ts'
import type { Settings } from './settings.ts'
import { weekdays } from './settings.ts'

/**
 * The business day and its opening hours in the hall's own time zone. A day has the date on which it begins. Hours
 * that cross midnight belong to the day they begin in. Days last 23 to 25 h where clocks change.
 */

const { Instant, PlainDate, PlainTime } = Temporal

interface BusinessDay {
  readonly id: DayId
  readonly before: DayId
  readonly after: DayId
  readonly startsAt: EpochMs
  readonly endsAt: EpochMs
  readonly openTimes: readonly OpenTime[]
}

interface OpenTime {
  readonly opensAt: EpochMs
  readonly closesAt: EpochMs
}

/** Business days cached by the settings they are computed from, because time zone arithmetic takes 0.3 ms a day. */
const known = new WeakMap<Settings, Map<DayId, BusinessDay>>()

function daysOf(settings: Settings): Map<DayId, BusinessDay> {
  const days = known.get(settings) ?? new Map<DayId, BusinessDay>()
  known.set(settings, days)
  return days
}

function businessDay(id: DayId, settings: Settings): BusinessDay {
  const days = daysOf(settings)
  let day = days.get(id)
  if (day) return day
  if (days.size >= limits.daysRemembered) days.clear()
  day = workOut(PlainDate.from(id), settings)
  days.set(id, day)
  return day
}

function workOut(date: Temporal.PlainDate, settings: Settings): BusinessDay {
  const tomorrow = date.add({ days: 1 })
  const moment = (on: Temporal.PlainDate, clock: string) => momentOf(on.toPlainDateTime(clock), settings)
  const startsAt = moment(date, settings.dayStartsAt)
  const endsAt = moment(tomorrow, settings.dayStartsAt)
  const spans = settings.hours === 'always' ? [] : settings.hours[weekdays[date.dayOfWeek - 1]!]
  const openTimes = (spans ?? []).map(([from, to]) => ({
    opensAt: moment(date, from),
    closesAt: moment(to > from ? date : tomorrow, to),
  }))
  return {
    id: date.toString(),
    before: date.subtract({ days: 1 }).toString(),
    after: tomorrow.toString(),
    startsAt,
    endsAt,
    openTimes:
      settings.hours === 'always'
        ? [{ opensAt: startsAt, closesAt: endsAt }]
        : openTimes.sort((a, b) => a.opensAt - b.opensAt),
  }
}

/** The instant of a local time (epoch ms): in autumn the first of two; in a spring gap the end of the gap. */
function momentOf(wall: Temporal.PlainDateTime, { timeZone }: Settings): EpochMs {
  const moment = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const isSkipped = !moment.toPlainDateTime().equals(wall)
  return ((isSkipped && moment.getTimeZoneTransition('next')) || moment).epochMilliseconds
}

/** The business day that an instant belongs to. */
export function dayOf(at: EpochMs, settings: Settings): DayId {
  for (const { id, startsAt, endsAt } of daysOf(settings).values())
    if (startsAt <= at && at < endsAt) return id
  const wall = Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(settings.timeZone).toPlainDateTime()
  const sinceMidnight = PlainTime.from('00:00').until(settings.dayStartsAt)
  const { id, after, endsAt } = businessDay(wall.subtract(sinceMidnight).toPlainDate().toString(), settings)
  // A day that starts in the repeated hour of autumn has started, although the local time goes back once more.
  return at < endsAt ? id : after
}

export const startOfDay = (day: DayId, settings: Settings): EpochMs => businessDay(day, settings).startsAt

export const dayAfter = (day: DayId): DayId => PlainDate.from(day).add({ days: 1 }).toString()

/** The opening hours of a business day, in order; empty on a day off. */
export const openTimes = (day: DayId, settings: Settings): readonly OpenTime[] =>
  businessDay(day, settings).openTimes

/**
 * Whether the hall is open, and until when; otherwise when it opens next on this business day. Hours that began on
 * the previous day may still run, because midnight closes nothing.
 */
export function doorsAt(at: EpochMs, settings: Settings): { closesAt: EpochMs } | { opensAt?: EpochMs } {
  const { id, before, after, endsAt } = businessDay(dayOf(at, settings), settings)
  const times = [before, id, after].flatMap((day) => openTimes(day, settings))
  const now = times.find((time) => time.opensAt <= at && at < time.closesAt)
  if (now) return { closesAt: now.closesAt }
  const next = times.find((time) => time.opensAt > at && time.opensAt < endsAt)
  return next ? { opensAt: next.opensAt } : {}
}

/**
 * Whether an appointment is for the business day of `at`: on that day, or in opening hours across its start or end that
 * hold both moments. In a hall that never closes the tolerance counts on both sides of midnight.
 */
export function isForToday(appointment: EpochMs, at: EpochMs, settings: Settings): boolean {
  const { id, before, after, startsAt, endsAt } = businessDay(dayOf(at, settings), settings)
  if (startsAt <= appointment && appointment < endsAt) return true
  if (settings.hours === 'always') return Math.abs(appointment - at) <= settings.appointmentToleranceMs
  const holds = ({ opensAt, closesAt }: OpenTime, moment: EpochMs) => opensAt <= moment && moment < closesAt
  return [before, id, after].some((day) =>
    openTimes(day, settings).some((time) => holds(time, appointment) && holds(time, at)),
  )
}

/**
 * The opening hours that count at the doors' state: those of the day that is open or opens, otherwise of the next day
 * that does; empty where the hall never closes, or opens on no day of the week.
 */
export function nextOpenTimes(day: Day, settings: Settings): readonly OpenTime[] {
  if (settings.hours === 'always') return []
  const { opensAt, closesAt } = day
  const isOver = opensAt === undefined && closesAt === undefined
  const isMeant = (time: OpenTime): boolean => time.closesAt === closesAt || time.opensAt === opensAt
  let id = isOver ? dayAfter(day.id) : businessDay(day.id, settings).before
  for (let n = 0; n < weekdays.length; n += 1) {
    const times = openTimes(id, settings)
    if (isOver ? times.length > 0 : times.some(isMeant)) return times
    id = dayAfter(id)
  }
  return []
}

/**
 * The last instant at which waiting tickets of a day may be called: the last close of its issuing hours, plus the
 * hall's grace. Hours of the previous day count as far as they reach into it. A hall that never closes has no such
 * close, so the ticket of one day lives through the next.
 */
export function callableUntil(day: DayId, settings: Settings): EpochMs {
  const { before, after, startsAt, endsAt } = businessDay(day, settings)
  if (settings.hours === 'always') return businessDay(after, settings).endsAt
  const closes = [before, day]
    .flatMap((id) => openTimes(id, settings))
    .map(({ closesAt }) => closesAt)
    .filter((closesAt) => closesAt > startsAt)
  const last = closes.length > 0 ? Math.max(...closes) : endsAt
  return last + settings.graceMs
}
