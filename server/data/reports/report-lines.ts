import type { DayReport, Figures } from '../../reports/day-report.ts'
import type { Spread } from '../../reports/spread.ts'
import type { DayFacts } from '../../reports/steps.ts'
import { csvLine } from '../record/csv.ts'
import { shownStep } from './shown-step.ts'

/** A report as lines of CSV. Moments are ISO 8601 in UTC, times are whole seconds. */

const spreadColumns = (of: string): string[] =>
  ['mean', 'p50', 'p80', 'longest'].map((figure) => `${of}_${figure}_s`)
const figureColumns = [
  ...['group', 'id', 'issued', 'called', ...spreadColumns('wait'), 'within_limit', 'limit_s'],
  ...['served', ...spreadColumns('service'), 'ratings', 'rating_mean'],
]

const seconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.round(ms / 1000)
const spreadFields = (spread: Spread | undefined) =>
  [spread?.mean, spread?.p50, spread?.p80, spread?.longest].map(seconds)

/** A line for the whole day, then one for each service, counter, person and half hour. */
export function figureLines(report: DayReport, limitMs: number): string[] {
  const line = (group: string, id: string, { wait, within, service, scores }: Figures, issued?: number) => {
    const ratings = scores.reduce((sum, one) => sum + one, 0)
    const sum = scores.reduce((all, one, at) => all + one * (at + 1), 0)
    return csvLine([
      ...[group, id, issued, wait?.count ?? 0, ...spreadFields(wait), within, seconds(limitMs)],
      ...[service?.count ?? 0, ...spreadFields(service), ratings],
      ratings === 0 ? undefined : (sum / ratings).toFixed(2),
    ])
  }
  const { all, totals, services, counters, people, halves } = report
  return [
    csvLine(figureColumns),
    line('all', '', all, totals.issued),
    ...Object.entries(services).map(([id, own]) => line('service', id, own, own.issued)),
    ...Object.entries(counters).map(([id, own]) => line('counter', id, own)),
    ...Object.entries(people).map(([badge, own]) => line('person', badge, own)),
    ...halves.map((half) => line('half-hour', iso(half.at)!, half, half.issued)),
  ]
}

const iso = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString()

const ticketColumns = [
  ...['label', 'service', 'counter', 'joined', 'called', 'started', 'over', 'how'],
  ...['waited_s', 'served_s'],
]

/** A line for each step of the day, in the order in which they joined. */
export function ticketLines({ steps, issued }: DayFacts): string[] {
  const own = steps.filter(
    ({ ticket, isCalledToday, isOverToday }) => issued.has(ticket) || isCalledToday || isOverToday,
  )
  const inOrder = [...own].sort((a, b) => a.joinedAt - b.joinedAt)
  const lines = inOrder.map(shownStep).map((step) => {
    const { label, service, counter, joinedAt, calledAt, startedAt, overAt, how } = step
    return csvLine([
      ...[label, service, counter, ...[joinedAt, calledAt, startedAt, overAt].map(iso), how],
      ...[step.waitedMs, step.servedMs].map(seconds),
    ])
  })
  return [csvLine(ticketColumns), ...lines]
}
