import type { Category, CounterId, EpochMs, ServiceId, TicketId } from '../ids.ts'

/**
 * Recent experience with waits: spans at counters, pauses, returns, joins, and the waits that were quoted beside those
 * that came. A part of the state, so a replay gives the same. Spans in ms.
 */
export interface WaitRecord {
  /** From a call to the moment at which that ticket left the counter, newest last, per service. */
  readonly taken: Readonly<Record<ServiceId, readonly number[]>>
  /** From a free counter to its next call, while somebody whom it could call was waiting. */
  readonly gaps: readonly number[]
  /** The lengths of pauses. */
  readonly pauses: readonly number[]
  /** Counts of pauses and calls. They and the returns are halved now and then, because the latest count more. */
  readonly pausesBegun: number
  readonly callsMade: number
  /** How many tickets came back after a missed call, and how long after it. */
  readonly returnsMade: number
  readonly returnDelays: readonly number[]
  /** When each counter without a ticket was left by its last one, or opened. */
  readonly freeSince: Readonly<Record<CounterId, EpochMs>>
  /** Tickets that joined lately, oldest first. */
  readonly joins: readonly Join[]
  /** Quoted waits that came, oldest first. */
  readonly settled: readonly SettledQuote[]
  /** Lessons of the entry that is being applied; empty between two entries. */
  readonly fresh: readonly Lesson[]
}

/** A fact that a move on the floor adds to the record, at the latest when the move can no longer be undone. Spans in ms. */
export type Lesson =
  | { readonly of: 'call' }
  | { readonly of: 'gap'; readonly ms: number }
  | { readonly of: 'taken'; readonly service: ServiceId; readonly ms: number }
  | { readonly of: 'return'; readonly ms: number }
  | { readonly of: 'quote'; readonly settled: SettledQuote }

/** The record's part of an undo record: lessons that are learnt later, and what an undo puts back. */
export interface HeldLessons {
  readonly lessons: readonly Lesson[]
  /** As they were before the command: of its counters and of its tickets. */
  readonly freeSince: Readonly<Record<CounterId, EpochMs>>
  readonly quotes: readonly (readonly [TicketId, Quote])[]
}

interface Join {
  readonly at: EpochMs
  readonly service: ServiceId
  readonly category: Category
}

/** A quote as it was worked out, before rounding and before it was corrected by the record. */
export interface Quote {
  readonly at: EpochMs
  readonly ahead: number
  /** The middles of the predictors, in a fixed order; undefined where one could tell nothing. */
  readonly middles: readonly (number | undefined)[]
  /** The blended middle, and how far the upper bound lies above it. */
  readonly middle: number
  readonly spread: number
}

export interface SettledQuote extends Quote {
  readonly service: ServiceId
  readonly waitedMs: number
}

export const noWaits: WaitRecord = {
  taken: {},
  gaps: [],
  pauses: [],
  pausesBegun: 0,
  callsMade: 0,
  returnsMade: 0,
  returnDelays: [],
  freeSince: {},
  joins: [],
  settled: [],
  fresh: [],
}
