/** Sign-ins and sessions: every number that bounds this room. Spans in ms. */
export const limits = {
  /** Characters of the name of a person, and of a device. */
  nameLength: 60,
  sessionMs: 12 * 60 * 60_000,
  /** Sessions of one person; one more ends the oldest of the same person. */
  sessionsPerPerson: 10,
  /** Accounts of a hall, disabled ones among them. */
  staffCount: 1_000,
  /** API keys of a hall. */
  keys: 100,
  /** Signs of a password for one sign-in, of 4.95 bits each. */
  oneTimeSigns: 12,
  /** Life of the code with which the first administrator signs in; a restart gives another. */
  setupCodeMs: 60 * 60_000,
  /** Concurrent scrypt runs, so that the writes of the journal keep threads of the pool. */
  hashesAtOnce: 2,
  hashesWaiting: 64,
  /** Failed sign-ins before the back-off begins, which doubles each time: per badge and address, … */
  freeAttempts: 5,
  /** … per badge from any address, and per address, at which a whole hall may sit behind one router. */
  freeAttemptsOfAccount: 10,
  freeAttemptsOfAddress: 50,
  attemptWaitMs: 1_000,
  attemptWaitMaxMs: 60_000,
  attemptsKept: 10_000,
  /** Interval of the lines about refused attempts of one kind. */
  refusedLineMs: 60_000,
  /** Failures are forgotten this long after the last one. */
  attemptsForgottenMs: 15 * 60_000,
  /** Bytes read of a device's secret, from a file or standard input. */
  secretBytes: 1_024,
} as const
