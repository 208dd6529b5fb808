/** Limits of what a board says aloud. */
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
