import { type Calendar, type OpenSpan, weekdays } from '../../server/calendar/calendar.ts'

/**
 * Open or closed, minute by minute: local times by `Intl` and written rules, without any of the calendar's code. A
 * moment of the day is reached in the first minute whose local time is that or later.
 */

export const minuteMs = 60_000
const dayMinutes = 24 * 60

/** A stretch of time in a zone: `walls[n]` is the local time of its minute n, in minutes since 1970-01-01T00:00. */
export interface Stretch {
  readonly zone: string
  readonly from: number
  readonly walls: readonly number[]
  /** The first minute at which a local time is reached. */
  reached(wall: number): number
}

export function stretchOf(zone: string, from: number, days: number): Stretch {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  })
  const walls: number[] = []
  const highest: number[] = []
  for (let n = 0; n < days * dayMinutes; n += 1) {
    const told = format.format(from + n * minuteMs)
    const [month, day, year, hour, minute] = told.split(/\D+/u).map(Number)
    const wall = Date.UTC(year!, month! - 1, day!, hour!, minute!) / minuteMs
    walls.push(wall)
    highest.push(Math.max(wall, highest.at(-1) ?? wall))
  }
  const reached = (wall: number): number => {
    let [low, high] = [0, highest.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (highest[middle]! < wall) low = middle + 1
      else high = middle
    }
    return low
  }
  return { zone, from, walls, reached }
}

const minutesOf = (clock: string): number => {
  const [hours, minutes] = clock.split(':').map(Number)
  return hours! * 60 + minutes!
}
export const midnightOf = (date: string): number => Date.parse(`${date}T00:00Z`) / minuteMs
export const dateOf = (wall: number): string => new Date(wall * minuteMs).toISOString().slice(0, 10)

/** The hours that the written rules give a date. */
function hoursOf(date: string, { hours, specialDays = [] }: Calendar): readonly OpenSpan[] | 'all-day' {
  const weekday = weekdays[(new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7]!
  for (const special of specialDays) {
    if (date < special.date || date > (special.until ?? special.date)) continue
    if (special.like === undefined) return special.hours ?? []
    return hours === 'always' ? 'all-day' : (hours[special.like] ?? [])
  }
  return hours === 'always' ? 'all-day' : (hours[weekday] ?? [])
}

/** The first and the last date of a stretch whose days lie in it as a whole. */
export const datesOf = ({ walls }: Stretch): string[] => {
  const dates: string[] = []
  for (let wall = midnightOf(dateOf(walls[0]!)); wall < walls.at(-1)! + dayMinutes; wall += dayMinutes)
    dates.push(dateOf(wall))
  return dates
}

/** For each minute of the stretch whether it is open. */
export function openMinutes(stretch: Stretch, calendar: Calendar): Uint8Array {
  const open = new Uint8Array(stretch.walls.length)
  for (const date of datesOf(stretch)) {
    const midnight = midnightOf(date)
    const hours = hoursOf(date, calendar)
    const start = minutesOf(calendar.dayStartsAt)
    const spans =
      hours === 'all-day'
        ? [[midnight + start, midnight + dayMinutes + start] as const]
        : hours.map(([from, to]) => {
            const [first, last] = [minutesOf(from), minutesOf(to)]
            return [midnight + first, midnight + (last > first ? last : last + dayMinutes)] as const
          })
    for (const [first, last] of spans) open.fill(1, stretch.reached(first), stretch.reached(last))
  }
  if (calendar.within === undefined) return open
  const around = openMinutes(stretch, calendar.within)
  return open.map((minute, n) => minute & around[n]!)
}
