import type { Badge, CounterId, End, EpochMs, Label, ServiceId, TicketId } from '../hall/ids.ts'
import type { DayLog, Mark, VisitLog } from './day-log.ts'

/**
 * A step: one service within a visit, from joining its queue to its end. A visit has one step, and one more for each
 * transfer after service has begun. A put-back, a return after a no-show and a hold stay within the step.
 */
export interface Step {
  readonly ticket: TicketId
  readonly label: Label
  readonly isFirst: boolean
  /** In the day of the log: its first call, the end of its service, its end. */
  readonly isCalledToday: boolean
  readonly isOverToday: boolean
  /** The service that it joined for, and the one for which it was called last. */
  readonly joinedFor: ServiceId
  readonly service: ServiceId
  /** Where it was called or served last, and by whom. */
  readonly counter?: CounterId
  readonly badge?: Badge
  readonly joinedAt: EpochMs
  /** Its first call and its first start. */
  readonly calledAt?: EpochMs
  readonly startedAt?: EpochMs
  readonly overAt?: EpochMs
  /** Absent while it is open. */
  readonly how?: End | 'transferred'
  /** Time in queues up to its latest call; only meaningful once it was called. */
  readonly waitedMs: number
  /** Time served, without walking and holds, up to its end. */
  readonly servedMs: number
}

type Open = { -readonly [K in keyof Step]: Step[K] }

/** The steps of visits, kept by their marks, which are another list whenever they change. */
const known = new WeakMap<readonly Mark[], { readonly since: number; readonly steps: readonly Step[] }>()

/** The steps of a visit, in order. `since`: the entry that began the day. */
function stepsOf(visit: VisitLog, since: number): readonly Step[] {
  const found = known.get(visit.marks)
  if (found?.since === since) return found.steps
  const steps = workOut(visit, since)
  known.set(visit.marks, { since, steps })
  return steps
}

function workOut({ ticket, label, marks }: VisitLog, since: number): readonly Step[] {
  const steps: Open[] = []
  let step: Open | undefined
  let [stage, stageAt]: [Mark['to'], EpochMs] = ['ended', 0]
  for (const mark of marks) {
    const { to, at } = mark
    const isFirst = step === undefined
    if (step && stage === 'serving' && to !== 'moved') step.servedMs += at - stageAt
    if (step && to === 'waiting' && mark.isTransfer && stage !== 'waiting' && step.startedAt !== undefined) {
      end(step, mark, 'transferred', since)
      step = undefined
    }
    if (!step) {
      step = {
        ...{ ticket, label, isFirst, isCalledToday: false, isOverToday: false },
        ...{ joinedFor: mark.service!, service: mark.service!, joinedAt: at, waitedMs: 0, servedMs: 0 },
      }
      steps.push(step)
    }
    if (mark.counter !== undefined) step.counter = mark.counter
    if (mark.badge !== undefined) step.badge = mark.badge
    if (to === 'waiting') step.service = mark.service!
    if (to === 'called') call(step, mark, stage === 'waiting' ? at - stageAt : 0, since)
    if (to === 'serving') step.startedAt ??= at
    if (to === 'ended') end(step, mark, mark.how!, since)
    // A ticket that is moved on while it waits has waited since it joined its first queue.
    const goesOn = to === 'moved' || (to === 'waiting' && stage === 'waiting')
    if (!goesOn) [stage, stageAt] = [to, at]
  }
  return steps
}

function call(step: Open, { seq, at }: Mark, waitedMs: number, since: number): void {
  step.waitedMs += waitedMs
  if (step.calledAt !== undefined) return
  step.calledAt = at
  step.isCalledToday = seq >= since
}

function end(step: Open, { seq, at }: Mark, how: NonNullable<Step['how']>, since: number): void {
  step.how = how
  step.overAt = at
  step.isOverToday = seq >= since
}

/** A rating, with the place of the step that it rates. */
export interface RatedStep extends Pick<Step, 'service' | 'counter' | 'badge'> {
  readonly at: EpochMs
  readonly score: number
}

/** The facts of a day from which its figures are worked out. */
export interface DayFacts {
  readonly steps: readonly Step[]
  readonly ratings: readonly RatedStep[]
  /** The ids of tickets that were issued on this day. */
  readonly issued: ReadonlySet<TicketId>
}

/** The facts of the day of a log. */
export function factsOf({ visits, seq: since }: DayLog): DayFacts {
  const steps: Step[] = []
  const ratings: RatedStep[] = []
  const issued = new Set<TicketId>()
  for (const visit of visits.values()) {
    const own = stepsOf(visit, since)
    steps.push(...own)
    if (visit.marks[0]!.seq >= since) issued.add(visit.ticket)
    const { rating } = visit
    if (rating && rating.seq >= since) ratings.push({ ...own.at(-1)!, at: rating.at, score: rating.score })
  }
  return { steps, ratings, issued }
}
