import { expect, test } from 'vitest'
import { type Calendar, dayAt, type SpecialDay, weekdays } from '../../server/calendar/calendar.ts'
import { lastClose, nextBreak, nextOpening, openUntil } from '../../server/calendar/opening.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { dateOf, datesOf, midnightOf, minuteMs, openMinutes, type Stretch, stretchOf } from './oracle.ts'

/** CASES: how many; SEED: where they begin (printed). */
const cases = Number(process.env.CASES ?? 1_500)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

const casesPerStretch = 500
const stretchDays = 24
/** Zones that change their clocks by an hour, by half an hour, at midnight, by a whole day, or never. */
const moments: readonly (readonly [zone: string, around: string])[] = [
  ...(['2026-03-29', '2026-10-25'] as const).map((date) => ['Europe/Berlin', date] as const),
  ...(['2026-03-08', '2026-11-01'] as const).map((date) => ['America/New_York', date] as const),
  ...(['2026-04-05', '2026-10-04'] as const).map((date) => ['Australia/Lord_Howe', date] as const),
  ...(['2026-04-24', '2026-10-30'] as const).map((date) => ['Africa/Cairo', date] as const),
  ...(['2026-03-29', '2026-10-25'] as const).map((date) => ['America/Nuuk', date] as const),
  ['America/Santiago', '2026-09-06'],
  ['Pacific/Apia', '2011-12-30'],
  ['Asia/Shanghai', '2026-10-01'],
  ['Asia/Kathmandu', '2026-04-14'],
  ['America/St_Johns', '2026-11-01'],
]

type Below = (count: number) => number

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Hours of a day: none, some with breaks, over midnight, or near the hours in which clocks change. */
function spansOf(below: Below): [string, string][] {
  const step = [1, 15, 30][below(3)]!
  const time = () => (below(3) === 0 ? below(240) : below(1440 / step) * step)
  return Array.from({ length: [0, 1, 1, 2, 2, 3][below(6)]! }, () => [clockOf(time()), clockOf(time())])
}

function specialDaysOf(below: Below, dates: readonly string[]): SpecialDay[] {
  return Array.from({ length: below(4) }, () => {
    const first = below(dates.length)
    const last = Math.min(first + below(5), dates.length - 1)
    return {
      date: dates[first]!,
      ...(below(2) && { until: dates[last]! }),
      ...[{}, { hours: spansOf(below) }, { like: weekdays[below(7)]! }][below(3)],
    }
  })
}

function calendarOf(below: Below, zone: string, dates: readonly string[], depth = 0): Calendar {
  const week = Object.fromEntries(weekdays.map((day) => [day, spansOf(below)]))
  return {
    timeZone: zone,
    dayStartsAt: ['00:00', '00:00', '06:00', '02:30', '04:00'][below(5)]!,
    hours: below(8) === 0 ? 'always' : below(8) === 0 ? {} : week,
    specialDays: specialDaysOf(below, dates),
    ...(depth === 0 && below(3) === 0 && { within: calendarOf(below, zone, dates, 1) }),
  }
}

/** Compares every answer about one minute with the oracle's. */
function compare(stretch: Stretch, calendar: Calendar, open: Uint8Array, minute: number): void {
  const at = stretch.from + minute * minuteMs
  const momentOf = (n: number) => stretch.from + n * minuteMs
  const next = (wanted: 0 | 1, from: number) => open.indexOf(wanted, from)
  const last = open.length
  const until = openUntil(at, calendar)
  expect(until !== undefined, 'is it open').toBe(open[minute] === 1)
  const closes = open[minute] === 1 ? next(0, minute) : -1
  if (closes >= 0 && closes < minute + 8 * 1440) expect(until, 'until when').toBe(momentOf(closes))
  const opens = next(1, open[minute] === 1 ? (closes < 0 ? last : closes) : minute)
  const opening = nextOpening(at, calendar)
  if (opens >= 0 && (open[minute] === 0 || closes >= 0)) expect(opening, 'next opening').toBe(momentOf(opens))
  else expect(opening ?? momentOf(last), 'no opening that soon').toBeGreaterThanOrEqual(momentOf(last - 1440))
  ofDay(stretch, calendar, open, minute)
}

/** The business day of the minute: its date, its break, its close. */
function ofDay(stretch: Stretch, calendar: Calendar, open: Uint8Array, minute: number): void {
  const momentOf = (n: number) => stretch.from + n * minuteMs
  const start =
    midnightOf('1970-01-01') +
    Number(calendar.dayStartsAt.slice(0, 2)) * 60 +
    Number(calendar.dayStartsAt.slice(3))
  const begins = (date: string) => stretch.reached(midnightOf(date) + start)
  const day = datesOf(stretch).findLast((date) => begins(date) <= minute)!
  expect(dayAt(momentOf(minute), calendar), 'business day').toBe(day)
  const [from, to] = [begins(day), begins(dateOf(midnightOf(day) + 1440))]
  let expected: { beginsAt: number; endsAt: number } | undefined
  for (let reopens = minute + 1; reopens < to && !expected; reopens += 1) {
    if (!open[reopens] || open[reopens - 1]) continue
    const before = open.lastIndexOf(1, reopens - 1)
    if (before >= from) expected = { beginsAt: momentOf(before + 1), endsAt: momentOf(reopens) }
  }
  expect(nextBreak(momentOf(minute), calendar), 'next break').toEqual(expected)
  const lastOpen = open.lastIndexOf(1, to - 1)
  const close = lastOpen < from ? undefined : open.indexOf(0, lastOpen)
  if (close === undefined) expect(lastClose(day, calendar), 'day off').toBeUndefined()
  else if (close >= 0 && close < minute + 8 * 1440)
    expect(lastClose(day, calendar), 'last close').toBe(momentOf(close))
}

test(`${cases} random calendars answer as a minute-by-minute oracle, in zones that change their clocks`, {
  timeout: 3_600_000,
}, () => {
  const stretches = Math.max(1, Math.ceil(cases / casesPerStretch))
  let [compared, differences] = [0, 0]
  let first: Error | undefined
  for (let n = 0; n < stretches; n += 1) {
    const random = seededRandom(seed + n)
    const below = (count: number) => Math.floor(random() * count)
    const [zone, around] = moments[(seed + n) % moments.length]!
    const from = Date.parse(`${around}T00:00Z`) - (8 + below(5)) * 24 * 60 * minuteMs
    const stretch = stretchOf(zone, from, stretchDays)
    const dates = datesOf(stretch).slice(2, -2)
    for (let one = 0; one < casesPerStretch && compared < cases; one += 1) {
      const calendar = calendarOf(below, zone, dates)
      const open = openMinutes(stretch, calendar)
      // Half of the questions are about the day on which clocks change.
      const changes = Math.floor((Date.parse(`${around}T00:00Z`) - from) / minuteMs)
      const minute = below(2) ? changes - 720 + below(2160) : 2 * 1440 + below((stretchDays - 10) * 1440)
      compared += 1
      try {
        compare(stretch, calendar, open, minute)
      } catch (error) {
        differences += 1
        first ??= new Error(
          `SEED=${seed + n} ${new Date(from + minute * minuteMs).toISOString()} ${JSON.stringify(calendar)}: ${error}`,
        )
      }
    }
  }
  process.stdout.write(`calendar: ${compared} cases, ${differences} differences, SEED=${seed}\n`)
  if (first) throw first
  expect(compared).toBe(cases)
})
