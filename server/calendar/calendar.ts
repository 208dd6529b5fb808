import { Temporal } from 'temporal-polyfill'
import { limits } from './limits.ts'

/**
 * The calendar of a hall or of one of its services: weekly hours with breaks, special days, and business days in a time
 * zone. A day has the date on which it begins. Hours that cross midnight belong to the day they begin in. Days last 23
 * to 25 h where clocks change. Pure: it reads no clock.
 */

/** Milliseconds since 1970-01-01T00:00Z. */
type EpochMs = number
/** `YYYY-MM-DD`. */
type DayId = string

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** `HH:MM` from and to; `to` at or before `from` crosses midnight and belongs to the day it begins. */
export type OpenSpan = readonly [string, string]

/** `always`: from one start of the business day to the next. Between two spans of a day is a break. */
export type Hours = 'always' | WeeklyHours
export type WeeklyHours = Readonly<Partial<Record<Weekday, readonly OpenSpan[]>>>

/**
 * A date, or several that follow one another, with other hours than those of its weekday: those of `like` (a make-up
 * day), its own, or none (a holiday).
 */
export interface SpecialDay {
  readonly date: DayId
  /** The last of several dates. */
  readonly until?: DayId | undefined
  readonly like?: Weekday | undefined
  readonly hours?: readonly OpenSpan[] | undefined
  /** Its name per language. */
  readonly name?: Readonly<Record<string, string>> | undefined
}

export interface Calendar {
  readonly timeZone: string
  /** `HH:MM`, when a business day starts. */
  readonly dayStartsAt: string
  readonly hours: Hours
  /** The first that holds a date counts. */
  readonly specialDays?: readonly SpecialDay[]
  /** Open only while that one is open too. */
  readonly within?: Calendar
}

/** From `opensAt` until just before `closesAt`. */
export interface OpenTime {
  readonly opensAt: EpochMs
  readonly closesAt: EpochMs
}

/** A business day. `openTimes`: those that begin on its date, in order, apart from one another. */
interface CalendarDay {
  readonly id: DayId
  readonly before: DayId
  readonly after: DayId
  readonly startsAt: EpochMs
  readonly endsAt: EpochMs
  readonly openTimes: readonly OpenTime[]
}

/** Days cached by the calendar they are computed from, because time zone arithmetic takes 0.3 ms a day. */
const known = new WeakMap<Calendar, Map<DayId, CalendarDay>>()

function daysOf(calendar: Calendar): Map<DayId, CalendarDay> {
  const days = known.get(calendar) ?? new Map<DayId, CalendarDay>()
  known.set(calendar, days)
  return days
}

export function calendarDay(id: DayId, calendar: Calendar): CalendarDay {
  const days = daysOf(calendar)
  const found = days.get(id)
  if (found) return found
  if (days.size >= limits.daysRemembered) days.clear()
  const day = workOut(id, calendar)
  days.set(id, day)
  return day
}

function workOut(id: DayId, calendar: Calendar): CalendarDay {
  const after = dayAfter(id)
  const startsAt = momentOf(id, calendar.dayStartsAt, calendar)
  const endsAt = momentOf(after, calendar.dayStartsAt, calendar)
  const spans = spansOn(id, calendar)
  const times =
    spans === 'all-day'
      ? [{ opensAt: startsAt, closesAt: endsAt }]
      : spans.map(([from, to]) => ({
          opensAt: momentOf(id, from, calendar),
          closesAt: momentOf(to > from ? id : after, to, calendar),
        }))
  return { id, before: shifted(id, -1), after, startsAt, endsAt, openTimes: joined(times) }
}

function spansOn(id: DayId, { hours, specialDays = [] }: Calendar): readonly OpenSpan[] | 'all-day' {
  const special = specialDays.find((day) => day.date <= id && id <= (day.until ?? day.date))
  if (special && special.like === undefined) return special.hours ?? []
  if (hours === 'always') return 'all-day'
  return hours[special?.like ?? weekdayOf(id)] ?? []
}

/** Whether anything opens on a date, apart from `within`; it needs no arithmetic in a time zone. */
export const opensOn = (id: DayId, calendar: Calendar): boolean => spansOn(id, calendar).length > 0

/**
 * Open times in order; those that touch or overlap are one, and those without length are none: both happen where clocks
 * change.
 */
export function joined(times: readonly OpenTime[]): OpenTime[] {
  const apart: OpenTime[] = []
  for (const time of [...times].sort((a, b) => a.opensAt - b.opensAt)) {
    if (time.closesAt <= time.opensAt) continue
    const last = apart.at(-1)
    if (!last || last.closesAt < time.opensAt) apart.push(time)
    else if (last.closesAt < time.closesAt) apart[apart.length - 1] = { ...last, closesAt: time.closesAt }
  }
  return apart
}

/** The parts of times in which others are open too. */
export const shared = (times: readonly OpenTime[], others: readonly OpenTime[]): OpenTime[] =>
  joined(
    times.flatMap((time) =>
      others.map((other) => ({
        opensAt: Math.max(time.opensAt, other.opensAt),
        closesAt: Math.min(time.closesAt, other.closesAt),
      })),
    ),
  )

const dayMs = 24 * 60 * 60_000
const midnightOf = (id: DayId): number => Date.parse(`${id}T00:00Z`)
/** The date this many days later. */
export const shifted = (id: DayId, days: number): DayId =>
  new Date(midnightOf(id) + days * dayMs).toISOString().slice(0, 10)
export const dayAfter = (id: DayId): DayId => shifted(id, 1)
const weekdayOf = (id: DayId): Weekday => weekdays[(new Date(midnightOf(id)).getUTCDay() + 6) % 7]!

/** Milliseconds since midnight. */
const clockMs = (clock: string): number =>
  (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) * 60_000

const offsetAt = (at: EpochMs, timeZone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6

/** Offsets of a zone on dates around which its clocks do not change (ms); undefined on the others. */
const offsets = new Map<string, number | undefined>()

function steadyOffset(id: DayId, timeZone: string): number | undefined {
  const key = `${id} ${timeZone}`
  if (offsets.has(key)) return offsets.get(key)
  if (offsets.size >= limits.offsetsRemembered) offsets.clear()
  const midnight = midnightOf(id)
  const offset = offsetAt(midnight - dayMs, timeZone)
  const steady = offset === offsetAt(midnight + 2 * dayMs, timeZone) ? offset : undefined
  offsets.set(key, steady)
  return steady
}

/** The instant of a local time: in autumn the first of two; in a spring gap the end of the gap. */
function momentOf(id: DayId, clock: string, { timeZone }: Calendar): EpochMs {
  const offset = steadyOffset(id, timeZone)
  if (offset !== undefined) return midnightOf(id) + clockMs(clock) - offset
  const wall = Temporal.PlainDateTime.from(`${id}T${clock}`)
  const moment = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const isSkipped = !moment.toPlainDateTime().equals(wall)
  return ((isSkipped && moment.getTimeZoneTransition('next')) || moment).epochMilliseconds
}

/** How often a local time comes on a date: never where clocks go forward over it, twice where they go back. */
export function timesOn(id: DayId, clock: string, timeZone: string): 0 | 1 | 2 {
  if (steadyOffset(id, timeZone) !== undefined) return 1
  const wall = Temporal.PlainDateTime.from(`${id}T${clock}`)
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(timeZone, { disambiguation }),
  )
  if (first!.equals(second!)) return 1
  return first!.toPlainDateTime().equals(wall) ? 2 : 0
}

/** The business day that an instant belongs to. */
export function dayAt(at: EpochMs, calendar: Calendar): DayId {
  for (const { id, startsAt, endsAt } of daysOf(calendar).values())
    if (startsAt <= at && at < endsAt) return id
  const wall = at + offsetAt(at, calendar.timeZone) - clockMs(calendar.dayStartsAt)
  const { id, after, endsAt } = calendarDay(new Date(wall).toISOString().slice(0, 10), calendar)
  // A day that starts in the repeated hour of autumn has started, although the local time goes back once more.
  return at < endsAt ? id : after
}
