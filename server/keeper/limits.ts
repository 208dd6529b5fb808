/** The keeper of the hall: every number that bounds this room. Spans in ms. */
export const limits = {
  /** Commands accepted but not yet durable; one more is answered `too-many`. */
  commandsUnderway: 4_096,
  /** The same limit while the next segment cannot be created, because accepted commands must fit into the present one. */
  commandsOnLastSegment: 128,
  /** A batch of this size is written without waiting for more; smaller and larger ones were slower with 64 clients. */
  commandsPerBatch: 32,
  /** An entry with more events than this is decided only when its size fits into the free space. */
  eventsWithoutSizeCheck: 50,
  /** A command that nobody waits for shares a write of another command that comes within this time. */
  deferralMs: 5,
  /** The keeper reads the clock at least this often, so that it sees a jump while nothing is due. */
  clockCheckMs: 30_000,
} as const
