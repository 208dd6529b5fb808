/** Papers of the hall: every number that bounds this room. Spans in ms. */
export const limits = {
  /** A printer's condition is told when it was the same for this long: answers come one by one. */
  conditionSettlesMs: 300,
  /** File of a logo on paper tickets. */
  logoBytes: 1024 * 1024,
  /** A slip in the hands of a print agent is settled by then: its printer lets it wait a minute, and prints in less. */
  agentOutcomeMs: 120_000,
  /** Asked for again when the agent's line is back within this; later it is unsure, and a marked copy follows. */
  agentReturnMs: 20_000,
  /** Papers a virtual printer keeps. */
  papersKept: 60,
} as const
