/** Papers of the hall: every number that bounds this room. Spans in ms. */
export const limits = {
  /** A printer's condition is reported when it was the same for this long, because its answers come one by one. */
  conditionSettlesMs: 300,
  /** File of a logo on paper tickets. */
  logoBytes: 1024 * 1024,
  /** Deadline of a slip at a print agent: its printer lets it wait a minute, and prints in less. */
  agentOutcomeMs: 120_000,
  /** An agent that returns within this is asked again; later the slip is unsure, and a marked copy follows. */
  agentReturnMs: 20_000,
  /** Papers a virtual printer keeps. */
  papersKept: 60,
  /** Formats of date and time that are kept, two for each language of a hall. */
  timeFormatsKept: 100,
} as const
