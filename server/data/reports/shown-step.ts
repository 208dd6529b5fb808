import type { ShownStep } from '../../protocol/reports/today.ts'
import type { Step } from '../../reports/steps.ts'

/** A step as a reader sees it: no id, nobody's name and no badge. */
export function shownStep(step: Step): ShownStep {
  const { label, service, counter, joinedAt, calledAt, startedAt, overAt, how, waitedMs, servedMs } = step
  return {
    ...{ label, service, joinedAt },
    ...(counter === undefined ? {} : { counter }),
    ...(calledAt === undefined ? {} : { calledAt, waitedMs }),
    ...(startedAt === undefined ? {} : { startedAt, servedMs }),
    ...(overAt === undefined ? {} : { overAt }),
    ...(how === undefined ? {} : { how }),
  }
}
