import type { Hall } from '../hall/hall.ts'
import type { EpochMs, TicketId } from '../hall/ids.ts'
import type { NoFigure } from '../hall/waits/told-waits.ts'
import type { Quote } from '../hall/waits/wait-record.ts'
import { Corrections } from './correction.ts'
import { ForwardRuns, type Target } from './forward-runs.ts'
import type { Newcomer } from './imagined-ticket.ts'
import { limits } from './limits.ts'
import { quantile } from './spans.ts'

/** The forecast of one ticket's wait. Spans in ms. */
export type Foretold =
  | { readonly why: NoFigure; readonly ahead: number }
  | { readonly why?: never; readonly isNow: true; readonly ahead: number; readonly isNext: boolean }
  | {
      readonly why?: never
      readonly ahead: number
      /** Each open counter that can serve it would call it first. */
      readonly isNext: boolean
      /** 30, 50 and 80 of 100 are called by then. */
      readonly low: number
      readonly middle: number
      readonly high: number
      readonly quote: Quote
    }

export interface Forecast {
  readonly tickets: ReadonlyMap<TicketId, Foretold>
  /** In the order in which they were given. */
  readonly newcomers: readonly Foretold[]
}

/**
 * Foretells the waits of all waiting tickets and of newcomers. Pure: the same hall, moment and seed give the same.
 * Yields often, so that others can have their turn; the hall may go on meanwhile.
 */
export function* forecast(
  hall: Hall,
  at: EpochMs,
  newcomers: readonly Newcomer[],
  seed: number,
): Generator<void, Forecast> {
  const runs = new ForwardRuns(hall, at, newcomers, seed)
  const { waits } = hall
  const until = hall.day ? hall.callableUntil.get(hall.day.id) : undefined
  const untilMs = until === undefined ? Number.POSITIVE_INFINITY : until - at
  const picture = { waits, at, untilMs, corrections: new Corrections(waits) }
  yield* runs.run(true)
  yield
  for (let run = 0; run < runs.runs; run += 1) {
    yield* runs.draw()
    yield
  }
  const tickets = new Map<TicketId, Foretold>()
  const ofNewcomers: Foretold[] = []
  for (const [place, target] of runs.targets.entries()) {
    if (place % limits.turnsPerStep === 0) yield
    const foretold = foretell(runs, target, picture)
    if (target.isNewcomer) ofNewcomers.push(foretold)
    else tickets.set(target.ticket.id, foretold)
  }
  return { tickets, newcomers: ofNewcomers }
}

interface Picture {
  readonly waits: Hall['waits']
  readonly at: EpochMs
  readonly untilMs: number
  readonly corrections: Corrections
}

function foretell(runs: ForwardRuns, target: Target, { waits, at, untilMs, corrections }: Picture): Foretold {
  const { ticket, counters, ahead, meanMs, calls } = target
  if (counters.length === 0) return { why: 'no-counter-open', ahead }
  if (meanMs === 0) return { isNow: true, ahead, isNext: runs.isNextEverywhere(target) }
  const known = waits.taken[ticket.service]?.length ?? 0
  if (known < limits.knownLeast) return { why: 'too-little-known', ahead }
  calls.sort((a, b) => a - b)
  const drawn = quantile(calls, 0.5)
  const upper = quantile(calls, 0.8)
  if (!Number.isFinite(drawn) || !Number.isFinite(upper) || drawn > untilMs)
    return { why: 'past-closing', ahead }
  const span = runs.experience.meanTakenMs + runs.experience.gaps.mean
  const middles = [drawn, corrections.pastWait(ticket.service, ahead), ((ahead + 1) * span) / counters.length]
  const shares = corrections.blend(ticket.service, middles.length)
  let sum = 0
  let weight = 0
  for (const [one, middle] of middles.entries()) {
    if (middle === undefined) continue
    sum += middle * shares[one]!
    weight += shares[one]!
  }
  const quote: Quote = {
    ...{ at, ahead, middles },
    middle: sum / weight,
    spread: Math.max(upper - drawn, limits.spreadLeastMs),
  }
  const by = corrections.correction(ticket.service, ahead)
  const corrected = (share: number) => Math.max(0, quote.middle + share * quote.spread)
  const high = corrected(by.high)
  if (high > untilMs) return { why: 'past-closing', ahead }
  const isNext = ahead === 0 && target.passed === 0 && runs.isNextEverywhere(target)
  return {
    ahead,
    isNext,
    low: corrected(by.low),
    middle: corrected(by.middle * limits.middleShare),
    high,
    quote,
  }
}

/** The whole forecast at once. */
export function forecastNow(hall: Hall, at: EpochMs, newcomers: readonly Newcomer[], seed: number): Forecast {
  const steps = forecast(hall, at, newcomers, seed)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
