import {
  type Calendar,
  calendarDay,
  dayAfter,
  dayAt,
  joined,
  type OpenTime,
  opensOn,
  shared,
  shifted,
} from './calendar.ts'
import { limits } from './limits.ts'

/** Questions to a calendar: open now, the next opening, the next break, the close of a day. Moments in epoch ms. */

/** Opening hours that may hold moments of these days: those that begin on them and, over midnight, the day before. */
function timesAround(first: string, days: number, calendar: Calendar): OpenTime[] {
  const times: OpenTime[] = []
  let id = calendarDay(first, calendar).before
  for (let n = 0; n <= days + 1; n += 1) {
    times.push(...calendarDay(id, calendar).openTimes)
    id = dayAfter(id)
  }
  const open = joined(times)
  return calendar.within ? shared(open, timesAround(first, days, calendar.within)) : open
}

/**
 * Until when it is open without a break; undefined when it is closed, infinite when it does not close within
 * `limits.daysInOneOpening`. Hours that follow one another at midnight are one opening.
 */
export function openUntil(at: number, calendar: Calendar): number | undefined {
  const day = dayAt(at, calendar)
  for (let days = 1; ; days = limits.daysInOneOpening) {
    const found = timesAround(day, days, calendar).find(
      ({ opensAt, closesAt }) => opensAt <= at && at < closesAt,
    )
    // An opening that closes later may go on in hours that were not looked at.
    if (!found || found.closesAt < calendarDay(shifted(day, days - 1), calendar).endsAt)
      return found?.closesAt
    if (days > 1) return Number.POSITIVE_INFINITY
  }
}

/** When it opens next after the moment, over days off; undefined when it does not within `limits.daysAhead`. */
export function nextOpening(at: number, calendar: Calendar): number | undefined {
  let id = calendarDay(dayAt(at, calendar), calendar).before
  for (let n = 0; n <= limits.daysAhead; n += 1) {
    const isNext = ({ opensAt }: OpenTime) => opensAt > at && openUntil(opensAt - 1, calendar) === undefined
    const next = opensOn(id, calendar) ? timesAround(id, 1, calendar).find(isNext) : undefined
    if (next) return next.opensAt
    id = dayAfter(id)
  }
  return undefined
}

/**
 * The next break of the business day: from a close to the next opening of the same day, after the moment or around it;
 * undefined when there is none any longer.
 */
export function nextBreak(at: number, calendar: Calendar): { beginsAt: number; endsAt: number } | undefined {
  const day = dayAt(at, calendar)
  const { startsAt, endsAt } = calendarDay(day, calendar)
  const times = timesAround(day, 1, calendar).filter(({ closesAt }) => closesAt > startsAt)
  for (const [n, { closesAt }] of times.entries()) {
    const next = times[n + 1]
    if (next && at < next.opensAt && next.opensAt < endsAt)
      return { beginsAt: closesAt, endsAt: next.opensAt }
  }
  return undefined
}

/** The last close of what is open within the business day; undefined on a day off. */
export function lastClose(day: string, calendar: Calendar): number | undefined {
  const { startsAt, endsAt } = calendarDay(day, calendar)
  const last = timesAround(day, 1, calendar).findLast(
    ({ opensAt, closesAt }) => opensAt < endsAt && closesAt > startsAt,
  )
  return last && openUntil(Math.max(last.opensAt, startsAt), calendar)
}
