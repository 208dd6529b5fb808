import type { ServiceId, TicketId } from '../ids.ts'
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

/** Waits changed. Only what changed is named. */
export interface WaitsTold {
  type: 'waits-told'
  /** Of waiting tickets. */
  tickets?: Readonly<Record<TicketId, ToldWait>>
  /** Of a ticket that would join now, by `newcomerKey`. */
  newcomers?: Readonly<Record<string, ToldWait>>
  /** Of tickets that were foretold a figure for the first time. */
  quotes?: Readonly<Record<TicketId, Quote>>
}

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

/** A range that is still true and nearly as narrow as a new one stays, so that figures do not flicker. */
function steady(former: Wait | undefined, low: number, high: number): Wait {
  const now = roundedOutward(low, high)
  if (!former || low < former.from * minuteMs || high > former.to * minuteMs) return now
  const isNarrow =
    former.from >= now.from - grainOf(now.from) && former.to <= now.to + grainOf(Math.max(now.to - 1, 0))
  return isNarrow ? former : now
}

/** The wait as it is told, after the one that was told before. */
export function toldOf({ ahead, isNext, isNow, bounds, why }: ForetoldWait, former?: ToldWait): ToldWait {
  return {
    ahead,
    ...(isNext && { next: true as const }),
    ...(isNow && { now: true as const }),
    ...(!isNow && bounds && { wait: steady(former?.wait, bounds.low, bounds.high) }),
    ...(why !== undefined && { why }),
  }
}

export const isSameWait = (one: ToldWait, other: ToldWait | undefined): boolean =>
  other !== undefined &&
  one.ahead === other.ahead &&
  one.next === other.next &&
  one.now === other.now &&
  one.why === other.why &&
  one.wait?.from === other.wait?.from &&
  one.wait?.to === other.wait?.to
