import { assert, constantFrom, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter, dayOf, doorsAt, openTimes, startOfDay } from '../../../server/hall/business-day.ts'
import type { Settings } from '../../../server/hall/settings.ts'
import { furnished, moment } from '../../fakes/hall/hall-settings.ts'
import recorded from '../golden-days.json' with { type: 'json' }

/**
 * `golden-days.json` holds what the hall's own zone arithmetic, which came before a library, said about the days on which
 * 20 zones change their clocks: by a whole hour, half of one, two, a day; at midnight, at two; and where none changes.
 */

const seed = Number(process.env.SEED ?? Math.trunc(Math.random() * 2 ** 31))
const spans = [
  ['01:00', '02:30'],
  ['08:30', '12:00'],
  ['22:00', '03:00'],
] as const
const hours = { mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans }
const hall = (timeZone: string, dayStartsAt: string): Settings => ({
  ...furnished,
  timeZone,
  dayStartsAt,
  hours,
})
const shown = (at: number) => new Date(at).toISOString().replace(':00.000Z', '')
const dayBefore = (date: string) =>
  new Date(Date.parse(`${date}T00:00Z`) - 86_400_000).toISOString().slice(0, 10)

for (const [where, { starts, doors, days }] of Object.entries(recorded)) {
  const [zone = '', date = '', change = ''] = where.split(' ')
  test(`[DAY-1] a day in ${zone} begins, opens and ends around ${change} as it always did`, () => {
    const dates = [dayBefore(date), date, dayAfter(date)]
    const startsOf = (day: string) =>
      ['00:00', '02:30', '06:00'].map((start) => shown(startOfDay(day, hall(zone, start))))
    expect(dates.flatMap(startsOf).join(' ')).toBe(starts)
    const opened = dates.flatMap((day) => openTimes(day, hall(zone, '00:00')))
    // The file also names hours that a change of clocks leaves without length.
    const named = doors.split(' ').filter((span) => span.slice(0, 16) !== span.slice(17))
    expect(opened.map((time) => `${shown(time.opensAt)}/${shown(time.closesAt)}`)).toEqual(named)
    const around = [-3_600_000, -1, 0, 1_800_000, 3_599_999, 3_600_000].map((ms) => moment(change, 'Z') + ms)
    const dayNames = ['00:00', '06:00'].flatMap((start) => around.map((at) => dayOf(at, hall(zone, start))))
    expect(dayNames.join(' ')).toBe(days)
  })
}

test(`[DAY-1] a moment lies within its day, which is the date on the wall, in every zone (SEED=${seed})`, () => {
  const minute = integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 })
  const starts = constantFrom('00:00', '02:30', '06:07', '23:45')
  assert(
    property(constantFrom(...Intl.supportedValuesOf('timeZone')), minute, starts, (zone, minutes, start) => {
      const at = minutes * 60_000
      const settings = hall(zone, start)
      const day = dayOf(at, settings)
      expect(startOfDay(day, settings)).toBeLessThanOrEqual(at)
      expect(startOfDay(dayAfter(day), settings)).toBeGreaterThan(at)
      const onTheWall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at)
      expect(dayOf(at, hall(zone, '00:00'))).toBe(onTheWall)
    }),
    { seed, numRuns: 500 },
  )
})

test('[DAY-1] [C17] a day that starts in the hour that autumn repeats starts once', () => {
  const berlin = hall('Europe/Berlin', '02:30')
  const start = moment('2026-10-25T00:30', 'Z')
  expect(startOfDay('2026-10-25', berlin)).toBe(start)
  const days = Array.from({ length: 180 }, (_, n) => dayOf(start + (n - 60) * 60_000, { ...berlin }))
  expect(days).toEqual([...days].sort())
  expect(days.filter((day) => day === '2026-10-24')).toHaveLength(60)
})

test('[DAY-3] the doors of a day are the same, however many days were asked for before', () => {
  const settings = hall('Australia/Lord_Howe', '06:00')
  const look = (settings: Settings) =>
    Array.from({ length: 60 }, (_, n) => doorsAt(moment('2026-03-20T11:00', 'Z') + n * 43_200_000, settings))
  const first = look(settings)
  expect(look(settings)).toEqual(first)
  expect(look({ ...settings })).toEqual(first)
})
