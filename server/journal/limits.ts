/** Every limit of the room that keeps what lasts. Bytes unless the name says otherwise. */
export const limits = {
  /** One journal file. Ten quiet days of a hall; a start reads at most one of these after a checkpoint. */
  segmentBytes: 8 * 1024 * 1024,
  smallestSegmentBytes: 4 * 1024,
  /** A segment is read into memory whole. */
  largestSegmentBytes: 64 * 1024 * 1024,
  /** One record as JSON text; the largest is the end of a day, which names every ticket it ended. */
  recordBytes: 256 * 1024,
  /** The buffer for batches begins with this and doubles as needed. */
  firstBatchBytes: 16 * 1024,
  /** The header line of a segment. */
  headerBytes: 1024,
  /** The next segment is filled with zeros in steps of this size, so that no step holds a pool thread for long. */
  fillBytes: 1024 * 1024,
  /** With no next segment, and less than this left in the present one, the journal says it has no room. */
  reserveBytes: 256 * 1024,
  /** Beside the next segment itself this much must be free, for a checkpoint and the documents. */
  spareBytes: 8 * 1024 * 1024,
  /** Items of a checkpoint's list that are turned into text in one turn of the event loop. */
  checkpointItems: 2_000,
  checkpointSliceBytes: 256 * 1024,
  checkpointBytes: 512 * 1024 * 1024,
  documentBytes: 64 * 1024 * 1024,
  /** Copies that may lie aside (`….broken-17`, `repair-3`) before a person has to tidy up. */
  copiesAside: 10_000,
  /** Problems that one verification names; the rest are counted. */
  problems: 1_000,
  vaultWordsBytes: 64 * 1024,
  vaultWordsPerMatter: 1_000,
  vaultNameBytes: 120,
} as const
