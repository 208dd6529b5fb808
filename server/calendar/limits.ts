/** All limits of the calendar. */
export const limits = {
  /** Days over which the next opening is looked for; a school's summer and a long renovation fit. */
  daysAhead: 370,
  /** Days that follow one another without a close are one opening; it is told to end after this many. */
  daysInOneOpening: 14,
  /** Days cached per calendar; the opening hours of a moment need four. */
  daysRemembered: 40,
  /** Offsets of zones on dates, cached for all calendars together. */
  offsetsRemembered: 2_000,
} as const
