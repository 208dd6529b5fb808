import type { DayId, EpochMs } from './ids.ts'
import { limits } from './limits.ts'
import type { Settings } from './settings.ts'
import { weekdays } from './settings.ts'

/**
 * The business day and its doors in the hall's own time zone. A day is named after the date on which it
 * begins; hours that cross midnight belong to the day they begin. Days last 23 to 25 h where clocks change.
 */

const DAY_MS = 86_400_000
/** Clocks change on the quarter of an hour, so an offset holds for one. */
const QUARTER_MS = 15 * 60_000
const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** Offset of local time from UTC (ms) at a moment; formatting is slow, so the latest are remembered. */
function offsetAt(at: EpochMs, timeZone: string): number {
  const quarter = Math.floor(at / QUARTER_MS)
  const name = `${quarter} ${timeZone}`
  const known = offsets.get(name)
  if (known !== undefined) return known
  if (offsets.size >= limits.offsetsKept) offsets.clear()
  const offset = readOffset(quarter * QUARTER_MS, timeZone)
  offsets.set(name, offset)
  return offset
}

function readOffset(at: EpochMs, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** The moment at which local clocks show `localMs` (ms as if UTC). In a spring gap: the moment the gap ends. */
function momentOf(localMs: number, timeZone: string): EpochMs {
  const before = localMs - offsetAt(localMs - DAY_MS, timeZone)
  const after = localMs - offsetAt(localMs + DAY_MS, timeZone)
  for (const guess of [Math.min(before, after), Math.max(before, after)]) {
    if (guess + offsetAt(guess, timeZone) === localMs) return guess
  }
  return firstMomentFrom(Math.min(before, after), localMs, timeZone)
}

/** The first moment whose local time is at or after `localMs`; `from` lies at most a day before it. */
function firstMomentFrom(from: EpochMs, localMs: number, timeZone: string): EpochMs {
  let low = from - DAY_MS
  let high = from + DAY_MS
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (middle + offsetAt(middle, timeZone) >= localMs) high = middle
    else low = middle
  }
  return high
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
const dateMs = (day: DayId): number => Date.parse(`${day}T00:00:00Z`)
const dayIdOf = (localMs: number): DayId => new Date(localMs).toISOString().slice(0, 10)

/** The business day a moment belongs to. */
export function dayOf(at: EpochMs, { timeZone, dayStartsAt }: Settings): DayId {
  return dayIdOf(at + offsetAt(at, timeZone) - minutesOf(dayStartsAt) * 60_000)
}

export function startOfDay(day: DayId, { timeZone, dayStartsAt }: Settings): EpochMs {
  return momentOf(dateMs(day) + minutesOf(dayStartsAt) * 60_000, timeZone)
}

export const dayAfter = (day: DayId): DayId => dayIdOf(dateMs(day) + DAY_MS)
const dayBefore = (day: DayId): DayId => dayIdOf(dateMs(day) - DAY_MS)

export interface OpenTime {
  readonly opensAt: EpochMs
  readonly closesAt: EpochMs
}

/** When the doors are open on a business day, in order; empty on a day off. */
export function openTimes(day: DayId, settings: Settings): OpenTime[] {
  if (settings.hours === 'always') {
    return [{ opensAt: startOfDay(day, settings), closesAt: startOfDay(dayAfter(day), settings) }]
  }
  const weekday = weekdays[(new Date(dateMs(day)).getUTCDay() + 6) % 7]!
  const spans = settings.hours[weekday]
  return (spans ?? [])
    .map(([from, to]) => {
      const opens = minutesOf(from)
      const closes = minutesOf(to) > opens ? minutesOf(to) : minutesOf(to) + 24 * 60
      return {
        opensAt: momentOf(dateMs(day) + opens * 60_000, settings.timeZone),
        closesAt: momentOf(dateMs(day) + closes * 60_000, settings.timeZone),
      }
    })
    .sort((a, b) => a.opensAt - b.opensAt)
}

/**
 * Open now (until when), or closed (and when it opens next on this business day). Hours that began on the day
 * before may still run: midnight closes no door.
 */
export function doorsAt(at: EpochMs, settings: Settings): { closesAt: EpochMs } | { opensAt?: EpochMs } {
  const day = dayOf(at, settings)
  const times = [dayBefore(day), day, dayAfter(day)].flatMap((date) => openTimes(date, settings))
  const now = times.find((time) => time.opensAt <= at && at < time.closesAt)
  if (now) return { closesAt: now.closesAt }
  const dayEndsAt = startOfDay(dayAfter(day), settings)
  const next = times.find((time) => time.opensAt > at && time.opensAt < dayEndsAt)
  return next ? { opensAt: next.opensAt } : {}
}

/**
 * Until when waiting tickets of a day may be called: the last close of the hours it issues in, plus the hall's
 * grace. Hours of the day before count as far as they reach into it.
 */
export function callableUntil(day: DayId, settings: Settings): EpochMs {
  const startsAt = startOfDay(day, settings)
  const closes = [dayBefore(day), day]
    .flatMap((date) => openTimes(date, settings))
    .map(({ closesAt }) => closesAt)
    .filter((closesAt) => closesAt > startsAt)
  const last = closes.length > 0 ? Math.max(...closes) : startOfDay(dayAfter(day), settings)
  return last + settings.graceMs
}
