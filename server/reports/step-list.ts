import type { Badge, CounterId, EpochMs, ServiceId } from '../hall/ids.ts'
import { halfHourOf, isService, issuedSteps, isWait } from './day-report.ts'
import type { DayFacts, Step } from './steps.ts'

/** The figures that open to their tickets. */
export const stepLists = [
  ...(['wait', 'over-limit', 'service', 'issued'] as const),
  ...(['served', 'no-show', 'left', 'cancelled', 'unserved'] as const),
] as const
export type StepList = (typeof stepLists)[number]

export interface StepFilter {
  readonly of: StepList
  readonly service?: ServiceId | undefined
  readonly counter?: CounterId | undefined
  readonly person?: Badge | undefined
  /** A half hour, by its start. */
  readonly half?: EpochMs | undefined
}

/** The steps that a figure counts: waits and services longest first, others latest first. */
export function stepsBehind(
  facts: DayFacts,
  { of, service, counter, person, half }: StepFilter,
  { startsAt, limitMs }: { startsAt: EpochMs; limitMs: number },
): readonly Step[] {
  const inHalf = (at: EpochMs | undefined): boolean =>
    half === undefined || (at !== undefined && halfHourOf(at, startsAt) === half)
  const own = listed(facts, of, limitMs).filter(
    (step) =>
      (service === undefined || (of === 'issued' ? step.joinedFor : step.service) === service) &&
      (counter === undefined || step.counter === counter) &&
      (person === undefined || step.badge === person) &&
      inHalf(of === 'issued' ? step.joinedAt : step.calledAt),
  )
  return own.sort(orders[of === 'wait' || of === 'over-limit' || of === 'service' ? of : 'others'])
}

const orders = {
  wait: (a: Step, b: Step) => b.waitedMs - a.waitedMs,
  'over-limit': (a: Step, b: Step) => b.waitedMs - a.waitedMs,
  service: (a: Step, b: Step) => b.servedMs - a.servedMs,
  others: (a: Step, b: Step) => (b.overAt ?? b.joinedAt) - (a.overAt ?? a.joinedAt),
} as const

function listed(facts: DayFacts, of: StepList, limitMs: number): Step[] {
  const { steps } = facts
  switch (of) {
    case 'wait':
      return steps.filter(isWait)
    case 'over-limit':
      return steps.filter((step) => isWait(step) && step.waitedMs >= limitMs)
    case 'service':
      return steps.filter(isService)
    case 'issued':
      return [...issuedSteps(facts)]
    default:
      return steps.filter(({ isOverToday, how }) => isOverToday && how === of)
  }
}
