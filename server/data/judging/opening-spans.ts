import { weekdays } from '../../hall/settings.ts'
import type { SchemaProblem } from '../../schema/schema-problems.ts'
import { listOf, objectOf, type Rough } from './rough-hall.ts'

/** Opening hours that nobody means: spans that are reversed, overlap or touch. */

const hour = 60
const dayMinutes = 24 * hour
/** A span over midnight that is longer has its ends the wrong way round. */
const longestNight = 12 * hour

/** A span in minutes from the midnight at which its day begins; over midnight `to` is past 24 h. */
interface Span {
  readonly position: number
  readonly from: number
  readonly to: number
  readonly written: readonly [string, string]
}

/** Minutes of a time of day; undefined for anything else. */
function minutesOf(clock: unknown): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/u.exec(String(clock)) ?? []
  return hours === undefined ? undefined : Number(hours) * hour + Number(minutes)
}

/** The spans of a day whose times can be read, in order. */
function spansOf(day: unknown): Span[] {
  const spans = listOf(day).flatMap((span, position) => {
    const [first, second] = listOf(span)
    const [from, end] = [minutesOf(first), minutesOf(second)]
    if (from === undefined || end === undefined) return []
    const to = end > from ? end : end + dayMinutes
    return [{ position, from, to, written: [String(first), String(second)] as const }]
  })
  return spans.sort((a, b) => a.from - b.from)
}

const wordsOf = ({ written: [from, to] }: Span): string => `${from} to ${to}`

/** Those of the hall, of its services with hours of their own, and of special days. */
export function spanProblems({ hours, dayStartsAt, services, specialDays }: Rough): SchemaProblem[] {
  const start = String(dayStartsAt ?? '00:00')
  return [
    ...weekProblems(['hours'], hours, start),
    ...Object.entries(objectOf(services)).flatMap(([id, one]) => [
      ...weekProblems(['services', id, 'hours'], objectOf(one).hours, start),
      ...specialSpans(['services', id, 'specialDays'], objectOf(one).specialDays, start),
    ]),
    ...specialSpans(['specialDays'], specialDays, start),
  ]
}

type Path = readonly (string | number)[]

function weekProblems(path: Path, hours: unknown, dayStartsAt: string): SchemaProblem[] {
  const days = weekdays.map((day) => spansOf(objectOf(hours)[day]))
  return weekdays.flatMap((day, n) => [
    ...dayProblems([...path, day], days[n]!, dayStartsAt),
    ...intoNextDay(path, day, days[n]!, weekdays[(n + 1) % 7]!, days[(n + 1) % 7]!),
  ])
}

const specialSpans = (path: Path, specialDays: unknown, dayStartsAt: string): SchemaProblem[] =>
  listOf(specialDays).flatMap((one, n) =>
    dayProblems([...path, n, 'hours'], spansOf(objectOf(one).hours), dayStartsAt),
  )

const dayProblems = (path: Path, spans: readonly Span[], dayStartsAt: string): SchemaProblem[] => [
  ...spans.flatMap((span) => reversed(path, span, dayStartsAt)),
  ...met(path, spans),
]

function reversed(day: Path, span: Span, dayStartsAt: string): SchemaProblem[] {
  const { position, from, to, written } = span
  const length = to - from
  const [first, second] = written
  const isWholeDay = length === dayMinutes && (first === '00:00' || first === dayStartsAt)
  if (length <= longestNight || to <= dayMinutes || isWholeDay) return []
  const path = [...day, position]
  if (length === dayMinutes)
    return [
      {
        ...{ path, kind: 'empty-span', facts: { from: first } },
        problem: `${wordsOf(span)} is no time at all: write when it ends; a whole day is ["00:00", "00:00"]`,
      },
    ]
  return [
    {
      ...{ path, kind: 'reversed-span', facts: { from: first, to: second } },
      problem: `${wordsOf(span)} lasts ${Math.round(length / hour)} hours, over midnight: write ["${second}", "${first}"]; a hall that is open all that time has one span to 00:00, and on the next day another from 00:00`,
      correction: { value: [second, first] },
    },
  ]
}

/** Spans of one day that overlap or touch. */
function met(day: Path, spans: readonly Span[]): SchemaProblem[] {
  return spans.slice(1).flatMap((span, n) => {
    const before = spans[n]!
    if (span.from > before.to) return []
    const end = before.to > span.to ? before : span
    const how = span.from === before.to ? 'touch' : 'overlap'
    const problem = `${wordsOf(before)} and ${wordsOf(span)} ${how}: write one span, ["${before.written[0]}", "${end.written[1]}"]`
    const facts = { one: before.written.join('–'), other: span.written.join('–') }
    return [{ path: [...day, span.position], problem, kind: 'spans-meet', facts }]
  })
}

function intoNextDay(
  path: Path,
  day: string,
  spans: readonly Span[],
  next: string,
  after: readonly Span[],
): SchemaProblem[] {
  const [first] = after
  const late = spans.find(({ to }) => first !== undefined && to - dayMinutes > first.from)
  if (!first || !late) return []
  const problem = `${wordsOf(late)} of ${day} ends after the hours of ${next} have begun (${wordsOf(first)}): correct one of them`
  const facts = { one: late.written.join('–'), other: first.written.join('–') }
  return [{ path: [...path, day, late.position], problem, kind: 'span-into-next-day', facts }]
}

/** The days on which the business day would start while the hall is open. */
export function daysOpenAt(clock: string, hours: unknown): string[] {
  const at = minutesOf(clock)!
  return weekdays.filter((day) =>
    spansOf(objectOf(hours)[day]).some(
      ({ from, to }) => (from < at && at < to) || (from < at + dayMinutes && at + dayMinutes < to),
    ),
  )
}
