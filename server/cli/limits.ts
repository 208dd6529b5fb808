/** The command line: every number that bounds this room. */
export const limits = {
  /** Characters of the value of a flag. */
  valueLength: 1_000,
  highestPort: 65_535,
  /** Backups that --keep may keep. */
  backups: 10_000,
  /** Multiplier of `--speed`. */
  lowestSpeed: 0.1,
  highestSpeed: 1_000,
} as const
