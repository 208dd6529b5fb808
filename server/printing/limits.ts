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
  /** Previews of slips that are drawn at once; one more is asked for again. */
  previewsAtOnce: 2,
  /** Papers a virtual printer keeps. */
  papersKept: 60,
  /** A search for printers: sockets at once, time for one connection, networks of 254 addresses, and time in all. */
  searchSockets: 64,
  searchConnectMs: 600,
  searchNetworks: 4,
  searchMs: 12_000,
  /** Formats of date and time that are kept, two for each language of a hall. */
  timeFormatsKept: 100,
} as const
