import type { EpochMs } from '../hall/ids.ts'
import { type DayReport, type Figures, issuedSteps, reportOf, type Totals } from './day-report.ts'
import { medianOf, type Spread } from './spread.ts'
import type { DayFacts } from './steps.ts'

/** A closed day, with its start. */
export interface ClosedDay {
  readonly startsAt: EpochMs
  readonly facts: DayFacts
}

/** The usual day: of each figure the median over some closed days of the same weekday, up to the same time of day. */
interface UsualDay {
  /** How many days it is made of. */
  readonly days: number
  readonly totals: Totals
  readonly wait?: Spread
  /** Share of the waits that were within the limit, in whole percent. */
  readonly withinPercent?: number
  readonly service?: Spread
  /** Tickets of each half hour of the whole day, by its ms since the start of the day. */
  readonly issued: Readonly<Record<number, number>>
}

interface UsualOptions {
  /** Time of the day up to which figures count, in ms since its start. */
  readonly untilMs: number
  readonly limitMs: number
}

/** Undefined where there is no day to make it of. */
export function usualOf(
  days: readonly ClosedDay[],
  { untilMs, limitMs }: UsualOptions,
): UsualDay | undefined {
  if (days.length === 0) return undefined
  const reports = days.map(({ facts, startsAt }) =>
    reportOf(factsUntil(facts, startsAt + untilMs), { startsAt, limitMs }),
  )
  const median = (figure: (report: DayReport) => number | undefined): number | undefined =>
    medianOf(reports.flatMap((report) => figure(report) ?? []))
  const total = (name: keyof Totals): number => median(({ totals }) => totals[name]) ?? 0
  const spread = (of: 'wait' | 'service'): Spread | undefined => {
    const part = (name: keyof Spread): number | undefined => median(({ all }) => all[of]?.[name])
    const [count, mean, p50, p80, longest] = [
      ...[part('count'), part('mean'), part('p50'), part('p80'), part('longest')],
    ]
    if (count === undefined || mean === undefined || p50 === undefined) return undefined
    return { count, mean, p50, p80: p80!, longest: longest! }
  }
  const [wait, service] = [spread('wait'), spread('service')]
  const withinPercent = median(({ all }) => percentWithin(all))
  return {
    days: days.length,
    totals: {
      ...{ issued: total('issued'), served: total('served'), noShow: total('noShow') },
      ...{ left: total('left'), cancelled: total('cancelled'), unserved: total('unserved') },
    },
    ...(wait && { wait }),
    ...(withinPercent === undefined ? {} : { withinPercent }),
    ...(service && { service }),
    issued: usualArrivals(days, limitMs),
  }
}

/** The share of the waits that were within the limit, in whole percent, rounded down: 100 means all. */
function percentWithin({ wait, within }: Figures): number | undefined {
  return wait && Math.floor((100 * within) / wait.count)
}

/** The facts as they were at a moment: what happened later is left out. */
function factsUntil(facts: DayFacts, until: EpochMs): DayFacts {
  const { steps, ratings } = facts
  const isBefore = (at: EpochMs | undefined): boolean => at !== undefined && at <= until
  return {
    steps: steps.map((step) => ({
      ...step,
      isCalledToday: step.isCalledToday && isBefore(step.calledAt),
      isOverToday: step.isOverToday && isBefore(step.overAt),
    })),
    ratings: ratings.filter(({ at }) => at <= until),
    issued: new Set(
      issuedSteps(facts).flatMap(({ ticket, joinedAt }) => (joinedAt <= until ? [ticket] : [])),
    ),
  }
}

/** A half hour in which one of the days had nothing counts as none. */
function usualArrivals(days: readonly ClosedDay[], limitMs: number): Record<number, number> {
  const counts = days.map(({ facts, startsAt }) => {
    const { halves } = reportOf(facts, { startsAt, limitMs })
    return new Map(halves.map(({ at, issued }) => [at - startsAt, issued]))
  })
  const offsets = [...new Set(counts.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b)
  return Object.fromEntries(
    offsets.map((offset) => [offset, medianOf(counts.map((one) => one.get(offset) ?? 0))!]),
  )
}
