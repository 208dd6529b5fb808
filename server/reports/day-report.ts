import type { Badge, CounterId, EpochMs, ServiceId } from '../hall/ids.ts'
import { limits } from './limits.ts'
import { type Spread, spreadOf } from './spread.ts'
import type { DayFacts, RatedStep, Step } from './steps.ts'

/** The figures of some steps. */
export interface Figures {
  /** Of the steps that were called. */
  readonly wait?: Spread
  /** How many of these waits were shorter than the limit. */
  readonly within: number
  /** Of the steps whose service is over. */
  readonly service?: Spread
  /** How many ratings had each score, from 1 to 5. */
  readonly scores: Scores
}
type Scores = readonly [number, number, number, number, number]

interface HalfHour extends Figures {
  readonly at: EpochMs
  /** Tickets that were issued in it. */
  readonly issued: number
}

/** Tickets of the day by what became of them. */
export interface Totals {
  readonly issued: number
  readonly served: number
  readonly noShow: number
  readonly left: number
  readonly cancelled: number
  readonly unserved: number
}

export interface DayReport {
  readonly totals: Totals
  readonly all: Figures
  readonly services: Readonly<Record<ServiceId, Figures & { readonly issued: number }>>
  readonly counters: Readonly<Record<CounterId, Figures>>
  readonly people: Readonly<Record<Badge, Figures>>
  /** From the first in which anything happened to the last, without a gap. */
  readonly halves: readonly HalfHour[]
}

interface ReportOptions {
  /** Where half hours begin to be counted. */
  readonly startsAt: EpochMs
  readonly limitMs: number
}

/** Whether the step is counted among the waits of the day. */
export const isWait = ({ isCalledToday }: Step): boolean => isCalledToday

/** Whether it is counted among the services of the day: service was given, and the step is over. */
export const isService = ({ isOverToday, startedAt, how }: Step): boolean =>
  isOverToday && startedAt !== undefined && (how === 'served' || how === 'transferred')

/** The half hour of the day in which a moment lies, by its start. */
export const halfHourOf = (at: EpochMs, startsAt: EpochMs): EpochMs =>
  startsAt + Math.floor((at - startsAt) / limits.halfHourMs) * limits.halfHourMs

/** The figures of a day. Each is worked out from the list of steps that it opens to. */
export function reportOf(facts: DayFacts, { startsAt, limitMs }: ReportOptions): DayReport {
  const { steps, ratings } = facts
  const figures = (own: readonly Step[], rated: readonly RatedStep[]): Figures =>
    figuresOf(own, rated, limitMs)
  const grouped = (keyOf: (step: Pick<Step, 'service' | 'counter' | 'badge'>) => string | undefined) => {
    const [bySteps, byRatings] = [groups(steps.filter(isCounted), keyOf), groups(ratings, keyOf)]
    const keys = [...new Set([...bySteps.keys(), ...byRatings.keys()])].sort(byNumber)
    return keys.map((key) => [key, figures(bySteps.get(key) ?? [], byRatings.get(key) ?? [])] as const)
  }
  const issued = issuedSteps(facts)
  const issuedOf = groups(issued, ({ joinedFor }) => joinedFor)
  const services = new Map(grouped(({ service }) => service))
  for (const id of issuedOf.keys()) if (!services.has(id)) services.set(id, figures([], []))
  return {
    totals: totalsOf(facts),
    all: figures(steps, ratings),
    services: Object.fromEntries(
      [...services].map(([id, own]) => [id, { issued: issuedOf.get(id)?.length ?? 0, ...own }]),
    ),
    counters: Object.fromEntries(grouped(({ counter }) => counter)),
    people: Object.fromEntries(grouped(({ badge }) => badge)),
    halves: halvesOf(steps, issued, startsAt, figures),
  }
}

const isCounted = (step: Step): boolean => isWait(step) || isService(step)

function figuresOf(steps: readonly Step[], ratings: readonly RatedStep[], limitMs: number): Figures {
  const waits = steps.filter(isWait).map(({ waitedMs }) => waitedMs)
  const [wait, service] = [spreadOf(waits), spreadOf(steps.filter(isService).map(({ servedMs }) => servedMs))]
  const scores: [number, number, number, number, number] = [0, 0, 0, 0, 0]
  for (const { score } of ratings) scores[score - 1]! += 1
  return {
    ...(wait && { wait }),
    within: waits.filter((waited) => waited < limitMs).length,
    ...(service && { service }),
    scores,
  }
}

/** The first steps of the tickets that were issued on the day. */
export const issuedSteps = ({ steps, issued }: DayFacts): readonly Step[] =>
  steps.filter(({ isFirst, ticket }) => isFirst && issued.has(ticket))

function totalsOf(facts: DayFacts): Totals {
  const ended = groups(
    facts.steps.filter(({ isOverToday }) => isOverToday),
    ({ how }) => how,
  )
  const count = (how: NonNullable<Step['how']>): number => ended.get(how)?.length ?? 0
  return {
    issued: facts.issued.size,
    served: count('served'),
    noShow: count('no-show'),
    left: count('left'),
    cancelled: count('cancelled'),
    unserved: count('unserved'),
  }
}

/** A step stands in the half hour of its first call, also with its service. */
function halvesOf(
  steps: readonly Step[],
  issued: readonly Step[],
  startsAt: EpochMs,
  figures: (own: readonly Step[], rated: readonly RatedStep[]) => Figures,
): readonly HalfHour[] {
  const called = groups(steps.filter(isWait), ({ calledAt }) => halfHourOf(calledAt!, startsAt))
  const given = groups(issued, ({ joinedAt }) => halfHourOf(joinedAt, startsAt))
  const moments = [...called.keys(), ...given.keys()]
  const halves: HalfHour[] = []
  for (let at = Math.min(...moments); at <= Math.max(...moments); at += limits.halfHourMs)
    halves.push({ at, issued: given.get(at)?.length ?? 0, ...figures(called.get(at) ?? [], []) })
  return halves
}

/** Those with a key, by it, in their order. */
function groups<T, K>(list: readonly T[], keyOf: (one: T) => K | undefined): Map<K, T[]> {
  const found = new Map<K, T[]>()
  for (const one of list) {
    const key = keyOf(one)
    if (key === undefined) continue
    const group = found.get(key)
    if (group) group.push(one)
    else found.set(key, [one])
  }
  return found
}

const byNumber = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1)
