/** All limits of the journal, its documents and the vault. Bytes unless the name says otherwise. */
export const limits = {
  /** One journal file: ten quiet days of a hall. After a checkpoint, a start reads at most one. */
  segmentBytes: 8 * 1024 * 1024,
  smallestSegmentBytes: 4 * 1024,
  /** The largest segment that is read, because a segment is read into memory whole. */
  largestSegmentBytes: 64 * 1024 * 1024,
  /** One record as JSON text; the largest is the end of a day, which names every ticket it ended. */
  recordBytes: 256 * 1024,
  /** Initial size of the buffer for batches, which doubles as needed. */
  firstBatchBytes: 16 * 1024,
  /** The header line of a segment. */
  headerBytes: 1024,
  /**
   * Step of preallocation. The next segment is filled with zeros in steps, so that none blocks a thread of the pool
   * for long.
   */
  fillBytes: 1024 * 1024,
  /** With no next segment and less than this left in the present one, the journal has no room. */
  reserveBytes: 256 * 1024,
  /** Free space needed beside the next segment, for a checkpoint and the documents. */
  spareBytes: 8 * 1024 * 1024,
  /** Read at once of a segment that is read in pieces: some milliseconds of work. */
  streamBytes: 128 * 1024,
  /** The same to find only the first record of a segment. */
  headBytes: 8 * 1024,
  /** Items of a checkpoint's list that are serialised in one turn of the event loop. */
  checkpointItems: 2_000,
  checkpointSliceBytes: 256 * 1024,
  /** The first line of a checkpoint. */
  checkpointHeadBytes: 4 * 1024,
  checkpointBytes: 512 * 1024 * 1024,
  documentBytes: 64 * 1024 * 1024,
  /** Copies kept aside (`….broken-17`, `repair-3`) before a person has to remove some. */
  copiesAside: 10_000,
  /** Numbers of segments that a repair skips behind a checkpoint alone, because some of them may have been used. */
  segmentsSkipped: 1_000,
  /** Problems that one verification names; the rest are counted. */
  problems: 1_000,
  vaultWordsBytes: 64 * 1024,
  vaultWordsPerMatter: 1_000,
  vaultNameBytes: 120,
} as const
