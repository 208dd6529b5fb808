import { timesOn } from '../../hall/business-day.ts'
import type { SchemaProblem } from '../../schema/schema-problems.ts'
import { listOf, objectOf, type Rough, textOf } from './rough-hall.ts'

/**
 * Special days that nobody means: a date twice, the last before the first, a make-up day of a weekday that is closed,
 * and times of the day that clocks skip or repeat on it.
 */

type Path = readonly (string | number)[]

export function specialDayProblems(hall: Rough): SchemaProblem[] {
  const { hours, services, specialDays, timeZone } = hall
  const zone = textOf(timeZone)
  return [
    ...problemsOf(['specialDays'], listOf(specialDays), hours, zone),
    ...Object.entries(objectOf(services)).flatMap(([id, one]) =>
      problemsOf(
        ['services', id, 'specialDays'],
        listOf(objectOf(one).specialDays),
        objectOf(one).hours ?? hours,
        zone,
      ),
    ),
  ]
}

function problemsOf(
  path: Path,
  days: readonly unknown[],
  hours: unknown,
  zone: string | undefined,
): SchemaProblem[] {
  const firsts = days.map((one) => textOf(objectOf(one).date) ?? '')
  const lasts = days.map((one, n) => textOf(objectOf(one).until) ?? firsts[n]!)
  return days.flatMap((one, n) => {
    const [date, until] = [firsts[n]!, lasts[n]!]
    const day = objectOf(one)
    const problems: SchemaProblem[] = []
    if (until < date)
      problems.push({
        ...{ path: [...path, n, 'until'], kind: 'reversed-days', facts: { date, until } },
        problem: `the last day ${until} is before the first, ${date}: exchange them`,
        correction: { value: date },
      })
    const other = firsts.findIndex((first, m) => m < n && first <= until && date <= lasts[m]!)
    if (other >= 0 && date !== '') {
      const [, later = date] = [date, firsts[other]!].sort()
      const facts = { date: later, number: other + 1 }
      problems.push({
        ...{ path: [...path, n, 'date'], kind: 'date-twice', facts },
        problem: `${facts.date} is a special day already, by ${[...path, other].join('.')}: take one of them out`,
      })
    }
    return [
      ...problems,
      ...makeUpProblems([...path, n], day, hours),
      ...clockProblems([...path, n], day, zone),
    ]
  })
}

function makeUpProblems(path: Path, { like, hours: own }: Rough, hours: unknown): SchemaProblem[] {
  const weekday = textOf(like)
  if (weekday === undefined) return []
  if (own !== undefined)
    return [
      {
        ...{ path: [...path, 'hours'], kind: 'like-and-hours', facts: { weekday } },
        problem: `a day has the hours of a weekday ("like": "${weekday}") or its own, not both: take one out`,
        correction: 'remove',
      },
    ]
  if (hours === undefined || hours === 'always' || listOf(objectOf(hours)[weekday]).length > 0) return []
  return [
    {
      ...{ path: [...path, 'like'], kind: 'make-up-day-closed', facts: { weekday } },
      problem: `on ${weekday} it is closed, so a day like it is no make-up day: name a weekday that has hours, or write hours`,
    },
  ]
}

/** Times that the clocks of the zone skip or repeat on the date. */
function clockProblems(path: Path, { date, until, hours }: Rough, zone: string | undefined): SchemaProblem[] {
  const day = textOf(date)
  if (day === undefined || zone === undefined || (until !== undefined && until !== date)) return []
  return listOf(hours).flatMap((span, n) =>
    listOf(span).flatMap((clock, end) => {
      const time = textOf(clock) ?? ''
      const times = timesOrOnce(day, time, zone)
      if (times === 1) return []
      const facts = { date: day, time }
      return [
        times === 0
          ? {
              ...{ path: [...path, 'hours', n, end], kind: 'skipped-time', facts },
              problem: `on ${day} clocks go forward over ${time}, so it never comes: write a time before or after`,
            }
          : {
              ...{ path: [...path, 'hours', n, end], kind: 'repeated-time', facts },
              problem: `on ${day} clocks go back over ${time}, so it comes twice: write a time before or after`,
            },
      ]
    }),
  )
}

/** A date, time or zone that cannot be read has a problem of its own. */
function timesOrOnce(day: string, time: string, zone: string): number {
  try {
    return timesOn(day, time, zone)
  } catch {
    return 1
  }
}
