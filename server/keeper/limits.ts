/** The keeper of the hall: every number that bounds this room. Spans in ms. */
export const limits = {
  /** Commands accepted but not yet on disk; beyond it a command is answered `too-many`. */
  commandsUnderway: 4_096,
  /** The same once the next segment can't be made: what is under way must fit into what is left. */
  commandsOnLastSegment: 128,
  /** So many are worth a write to the disk of their own; measured with 64 clients, smaller and larger ones were slower. */
  commandsPerBatch: 32,
  /** Entries with more events than this are measured against the room on the disk first. */
  eventsUnmeasured: 50,
  /** A command that nobody waits for shares a write of another command that comes within this time. */
  deferralMs: 5,
  /** At least this often the keeper looks at the clock, whatever it waits for. */
  clockLookMs: 30_000,
} as const
