/** The command line: every number that bounds this room. */
export const limits = {
  /** Characters of the value of a flag. */
  valueLength: 1_000,
  /** Characters of the text of a button. */
  openIdLabelLength: 60,
  highestPort: 65_535,
  /** Number of a ticket: as many digits as a hall sets up, and some more. */
  highestNumber: 9_999_999,
  /** Backups that --keep may keep. */
  backups: 10_000,
  /** Multiplier of `--speed`. */
  lowestSpeed: 0.1,
  highestSpeed: 1_000,
  /** Names and addresses of one certificate. */
  certificateNames: 40,
  /** Longest time for one message to the service manager (ms). */
  notifyMost: 5_000,
} as const
