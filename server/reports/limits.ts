/** Reports: every number that bounds this room. Spans in ms. */
export const limits = {
  /** Commands are remembered for this long, so that an undo finds what it takes back; the hall allows 8 s. */
  recentMs: 60_000,
  /** Ended tickets are kept for this long into the next day, for ratings that come late; the hall allows an hour. */
  rateableMs: 2 * 60 * 60_000,
  halfHourMs: 30 * 60_000,
  /** A usual day is made of this many days, looked for on the same weekday of this many weeks before. */
  usualDays: 4,
  usualWeeks: 8,
} as const
