/** A data directory: every number that bounds this room. Spans in ms. */
export const limits = {
  /** First number of a series of tickets, which has six digits at most. */
  firstNumber: 999_999,
  waitingPerService: 10_000,
  languages: 40,
  /** Entries of the lists of one hall, more than halls have: with texts all of them fit into one change. */
  counters: 500,
  services: 300,
  groups: 100,
  profiles: 500,
  tiers: 10,
  series: 300,
  devices: 1_000,
  hoursPerDay: 6,
  /** Some years of holidays; each may hold several days. */
  specialDays: 200,
  slipSentences: 6,
  reasons: 20,
  publicUrlLength: 200,
  schemaAddress: 500,
  /**
   * Names in columns, of which a Latin letter takes one and a Chinese character two. The pages of
   * test/pages/sizes.test.ts show names of this length whole.
   */
  nameColumns: { hall: 64, service: 64, group: 32, counter: 28, reason: 32, specialDay: 32 },
  zoneName: 40,
  /** For how long a rating device asks (s): usually, at least (WCAG 2.2.1: 20 s to answer), and at most. */
  usualRatingAsk: 30,
  ratingAskLeast: 20,
  ratingAskMost: 300,
  /** Of a sign-in in which nobody acts (minutes): usually, and at most, which is the life of a sign-in. */
  usualLockAfterMinutes: 15,
  lockAfterMinutes: 720,
  slipSentence: 120,
  /** A change of settings as JSON; a record of the journal, with its result, has 256 KiB. */
  settingsChangeBytes: 240 * 1024,
  /** Rows of a page of the record, their size as JSON, and the part of the journal that is looked at for one page. */
  recordRows: 200,
  recordPageBytes: 512 * 1024,
  recordLookBytes: 8 * 1024 * 1024,
  /** Readings of the record at once. */
  recordReadings: 4,
  /** Interval of the checks for free space on a full disk. */
  roomCheckMs: 5_000,
  /** A backup of a hall whose documents change meanwhile is copied at most this many times. */
  backupRounds: 5,
  /** Interval of the checks whether a backup is due. */
  backupCheckMs: 60_000,
  /** A backup that failed is tried again after this time. */
  backupRetryMs: 60 * 60_000,
  /** A backup that is due is late after this time, in which it is made and, if that fails, tried again. */
  backupLateMs: 2 * 60 * 60_000,
  /** From this time before its end a certificate is spoken of; it takes a while to have another on every device. */
  certificateSoonMs: 30 * 24 * 60 * 60_000,
  certificateCheckMs: 24 * 60 * 60_000,
  minuteMs: 60_000,
  halfHourMinutes: 30,
  weekMs: 7 * 24 * 60 * 60_000,
  /** Tickets in one answer about a figure of a report. */
  reportRows: 100,
  dayMs: 24 * 60 * 60_000,
  /** Words that end with their ticket are destroyed this long after it: an undo takes 8 s at most. */
  endedWordsMs: 10_000,
  /** Interval at which the vault is searched for words that have reached their end. */
  vaultPassMs: 60 * 60_000,
} as const
