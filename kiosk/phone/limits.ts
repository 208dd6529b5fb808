/** Limits of the phone page. */
export const phoneLimits = {
  /** A second tap within this time confirms "leave". */
  confirmWithinMs: 6_000,
  /** Without a view after this time the page asks over HTTP whether the ticket exists. */
  requestAfterMs: 1_500,
  maxAheadSoon: 5,
  maxAheadNext: 2,
  maxDots: 12,
  maxLetGo: 3,
  /** The page asks for reasons at this score and below. */
  maxLowScore: 2,
  maxCommentLength: 300,
  /** Interval and number of rings of one call. */
  ringEveryMs: 6_000,
  maxRings: 5,
} as const
