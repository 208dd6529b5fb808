/** A data directory: every number that bounds this room. Spans in ms. */
export const limits = {
  /** How often room on the disk is looked for when there is none. */
  roomLookMs: 5_000,
  /** Words in the vault are kept this long after their day's end. */
  wordsKeptMs: 24 * 60 * 60_000,
} as const
