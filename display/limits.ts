/** Limits of what the displays show and say. Lengths of time in ms. */

/** A board's picture. */
export const boardLimits = {
  /** So long after its call a ticket counts as being called, as long as it may be announced; then the panel goes quiet. */
  fresh: 30_000,
  /** A row keeps its outline so long after its call. */
  outlined: 30_000,
  /** As long as a ticket takes to tear off; the same as `--tear`. */
  tearing: 400,
  /** The whole picture moves so often, by a few pixels, so that nothing burns into the screen. */
  drift: 180_000,
} as const

/** The screen over a counter. */
export const windowLimits = {
  /** More names of services than that would be too small to read from the seats. */
  services: 4,
} as const

/** A page loads itself anew for a new build at most so often: a stale cache must not make a screen blink. */
export const reloadEvery = 60_000

/** A catalogue that could not be fetched is fetched again after this long. */
export const wordsRetry = 3_000

/** The names of the hall, fetched by its screens. */
export const namesLimits = {
  /** New names are asked for spread over this span, because all screens learn of them at once. */
  spread: 1_000,
} as const

/** Diagonals (inches) beyond these are taken for a slip of the pen. */
export const diagonals = { least: 3, most: 120 } as const

/** What a board says aloud. */
export const voiceLimits = {
  /** A call older than this (ms) is not announced: the customer has heard it elsewhere or has gone. */
  oldest: 30_000,
  /** How long one call has the panel and the voice (ms), by how many more are waiting for it. */
  turns: [
    { waiting: 6, ms: 3_000 },
    { waiting: 3, ms: 4_500 },
    { waiting: 2, ms: 6_000 },
    { waiting: 0, ms: 8_000 },
  ],
  /** Ids of announced calls that a board remembers: more than a hall calls in 30 s by far. */
  remembered: 200,
  /** Announcements kept in the page's log. */
  logged: 12,
} as const
