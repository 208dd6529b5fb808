/** Sign-ins and sessions: every number that bounds this room. Spans in ms. */
export const limits = {
  sessionMs: 12 * 60 * 60_000,
  sessionsKept: 1_000,
  /** scrypt runs at most this many at once, so that the journal's writes keep threads of the pool. */
  hashesAtOnce: 2,
  hashesWaiting: 64,
  /** Sign-in attempts without success per badge and address before waiting begins; then 1 s, doubled each time, up to a minute. */
  freeAttempts: 5,
  attemptWaitMaxMs: 60_000,
  attemptsKept: 10_000,
  /** A device's secret in a file or on standard input. */
  secretBytes: 1_024,
} as const
