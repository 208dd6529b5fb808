import type { EpochMs, ServiceId, TicketId } from '../ids.ts'
import type { Quote } from './wait-record.ts'

/** Waits as people are told them: foretold outside the heart, rounded here, and part of the state. */

/** Why no figure is given. */
export type NoFigure = 'no-counter-open' | 'too-little-known' | 'past-closing'

/** Minutes, rounded outward: 1 under 10, 5 under 60, otherwise 10. */
export interface Wait {
  readonly from: number
  readonly to: number
}

/** The wait of one ticket. Without `now`, `wait` says how long, or `why` there is no figure. */
export interface ToldWait {
  /** How many are called before it at the counters that can serve it. */
  readonly ahead: number
  /** Each open counter that can serve it would call it first. */
  readonly next?: true
  /** A counter is free for it. */
  readonly now?: true
  readonly wait?: Wait
  readonly why?: NoFigure
}

/** The wait of one ticket as it was foretold, spans in ms. `quote`: to be remembered beside the wait that comes. */
export interface ForetoldWait {
  readonly ahead: number
  readonly isNext?: boolean
  readonly isNow?: boolean
  readonly bounds?: { readonly low: number; readonly high: number }
  readonly why?: NoFigure
  readonly quote?: Quote
}

/** The wait of one ticket as the hall keeps it between two tellings: its bounds are moments, so they stay true longer. */
export interface KeptWait extends Pick<ToldWait, 'ahead' | 'now' | 'why'> {
  /** Nobody is ahead, but somebody may yet be called before it. */
  readonly notNext?: true
  readonly between?: readonly [from: EpochMs, to: EpochMs]
}

/** A kept wait in an event: how many are ahead, both bounds (s from the entry's time), flags and reason. */
export type Figure = readonly [ahead: number, ...(number | 'not-next' | 'now' | NoFigure)[]]

/** Waits changed. Only what changed is named. */
export interface WaitsTold {
  type: 'waits-told'
  v: 2
  /** Of waiting tickets. */
  tickets?: Readonly<Record<TicketId, Figure>>
  /** Of a ticket that would join now, by `newcomerKey`. */
  newcomers?: Readonly<Record<string, Figure>>
  /** Newcomers with a head start who have the same figure as those without. */
  alike?: readonly string[]
  /** Of tickets that were foretold a figure for the first time: ahead, middle, spread, and the middles of the predictors (s). */
  quotes?: Readonly<Record<TicketId, QuoteFigure>>
}
export type QuoteFigure = readonly [
  ahead: number,
  middle: number,
  spread: number,
  ...middles: (number | null)[],
]

/** Newcomers of one service with equal head starts have equal waits. */
export const newcomerKey = (service: ServiceId, headStartMs: number): string =>
  headStartMs === 0 ? service : `${service} ${headStartMs}`

const minuteMs = 60_000

const grainOf = (minutes: number): number => (minutes < 10 ? 1 : minutes < 60 ? 5 : 10)

/** Minutes from both bounds (ms), rounded outward and never empty. */
export function roundedOutward(low: number, high: number): Wait {
  const [from, to] = [low / minuteMs, high / minuteMs]
  const first = Math.floor(from / grainOf(from)) * grainOf(from)
  const last = Math.ceil(to / grainOf(to)) * grainOf(to)
  return { from: first, to: Math.max(last, first + grainOf(first)) }
}

const secondMs = 1_000
const wholeSeconds = (ms: number): number => Math.round(ms / secondMs)

const isNotNext = ({ ahead, isNext, isNow }: ForetoldWait): boolean => ahead === 0 && !isNext && !isNow

export function figureOf(foretold: ForetoldWait): Figure {
  const { ahead, isNow, bounds, why } = foretold
  const range = !isNow && bounds ? [wholeSeconds(bounds.low), wholeSeconds(bounds.high)] : []
  const notNext = isNotNext(foretold) ? (['not-next'] as const) : []
  const flags = [...notNext, ...(isNow ? (['now'] as const) : [])]
  return [ahead, ...range, ...flags, ...(why === undefined ? [] : [why])]
}

export function keptOf([ahead, ...more]: Figure, at: EpochMs): KeptWait {
  const range = more.filter((one) => typeof one === 'number')
  const why = more.find((one) => typeof one === 'string' && one !== 'not-next' && one !== 'now')
  return {
    ahead,
    ...(more.includes('not-next') && { notNext: true as const }),
    ...(more.includes('now') && { now: true as const }),
    ...(range.length === 2 && { between: [at + range[0]! * secondMs, at + range[1]! * secondMs] as const }),
    ...(why !== undefined && { why: why as NoFigure }),
  }
}

export const quoteFigureOf = ({ ahead, middle, spread, middles }: Quote): QuoteFigure => [
  ahead,
  wholeSeconds(middle),
  wholeSeconds(spread),
  ...middles.map((one) => (one === undefined ? null : wholeSeconds(one))),
]

export const quoteOf = ([ahead, middle, spread, ...middles]: QuoteFigure, at: EpochMs): Quote => ({
  ...{ at, ahead, middle: middle * secondMs, spread: spread * secondMs },
  middles: middles.map((one) => (one === null ? undefined : one * secondMs)),
})

/** The minutes from now of a kept wait; undefined once its end has passed. */
export const waitAt = ({ between }: KeptWait, at: EpochMs, laterMs = 0): Wait | undefined =>
  between && between[1] > at
    ? roundedOutward(Math.max(0, between[0] - at) + laterMs, between[1] - at + laterMs)
    : undefined

/** Whether the kept wait still says what was foretold. */
export function isStillSo(kept: KeptWait, foretold: ForetoldWait, at: EpochMs): boolean {
  return (
    (kept.notNext === true) === isNotNext(foretold) && differenceOf(readAt(kept, at), foretold) === 'none'
  )
}

/** The wait as it reads at that moment, apart from whether it is next. */
export function readAt(kept: KeptWait, at: EpochMs): ToldWait {
  const { between: _, notNext: _not, ...told } = kept
  const wait = waitAt(kept, at)
  return wait ? { ...told, wait } : told
}

/** How a new forecast differs from what people read: by nothing, by less than a step of the figures, or by more. */
export type Difference = 'none' | 'slight' | 'step'

export function differenceOf(
  read: ToldWait,
  { ahead, isNext, isNow, bounds, why }: ForetoldWait,
): Difference {
  const isPromised = read.next === true && !isNext
  if ((read.now === true) !== (isNow === true) || read.why !== why || isPromised) return 'step'
  const byAhead = Math.abs(read.ahead - ahead)
  if (byAhead > 1 + ahead / 10) return 'step'
  const byRange = isNow || !bounds ? 'none' : rangeDifference(read.wait, bounds.low, bounds.high)
  if (byRange !== 'none') return byRange
  return byAhead > 0 ? 'slight' : 'none'
}

/** Minutes by which people notice that a figure was wrong. */
const stepOf = (minutes: number): number => Math.max(2, grainOf(minutes))

/** A step: the wait may end earlier or later than what people read by more than a step, or is known more narrowly by two. */
function rangeDifference(read: Wait | undefined, low: number, high: number): Difference {
  if (!read) return 'step'
  const fresh = roundedOutward(low, high)
  const step = stepOf(read.to)
  const isUntrue = low < (read.from - step) * minuteMs || high > (read.to + step) * minuteMs
  const isWide = read.from < fresh.from - 2 * step || read.to > fresh.to + 2 * step
  if (isUntrue || isWide) return 'step'
  return read.from === fresh.from && read.to === fresh.to ? 'none' : 'slight'
}

/** Whether people who read one would not be misled about the other. */
export const isAlike = (one: ForetoldWait, other: ForetoldWait): boolean =>
  differenceOf(readAt(keptOf(figureOf(one), 0), 0), other) !== 'step'
