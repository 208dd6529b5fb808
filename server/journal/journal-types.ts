import type { FileSystem } from './file-system.ts'
import type { BatchPlace, Position } from './journal-reader.ts'
import type { JournalRecord } from './record-codec.ts'
import type { Cut } from './recovery/recovery.ts'

/**
 * `enough`: the next segment is ready or being made. `last-segment`: it can't be made and the present one is being
 * filled; warn. `none`: the present one is nearly full too; refuse commands before they are decided.
 */
export type Room = 'enough' | 'last-segment' | 'none'

export interface FullSegment {
  readonly segment: number
  readonly file: string
  readonly lastSeq: number
}

/** The journal of one directory, with one writer and one batch in flight; the caller collects the next meanwhile. */
export interface Journal {
  readonly epoch: string
  /** The last durable record; 0 when there is none. */
  readonly lastSeq: number
  /** The position behind the last durable batch, stored in a checkpoint. Undefined before the first batch. */
  readonly position: Position | undefined
  readonly isWriting: boolean
  /**
   * Writes one batch. `done` is called once, after the batch is durable and after `write` returned. An error means
   * that the outcome is unknown: answer nobody, stop the process, start again from the journal, which takes no more
   * batches.
   * Throws, with nothing written: a RangeError when a record or the batch is too large. NoRoom when there is no room.
   * An Error when a batch is in flight or `seq` is not the next one.
   */
  write(records: readonly JournalRecord[], done: (error?: Error) => void): void
  readonly room: Room
  /** The reason why there is no next segment. */
  readonly roomTrouble: Error | undefined
  /** Called at every change of `room`. */
  onRoomChange(listener: (room: Room, trouble: Error | undefined) => void): void
  /** Whether a batch of this many bytes (lines with checksums) fits before or in the next segment. */
  canWrite(bytes: number): boolean
  /** Waits for the next segment that is being made, or tries again after a failure. */
  checkRoom(): Promise<Room>
  /** Called after the first batch of the following segment is durable: the time to write a checkpoint. */
  onSegmentFull(listener: (full: FullSegment) => void): void
  /** The next batch begins a new segment (a business day was closed), as soon as one is ready. */
  endSegment(): void
  /**
   * Cuts the zeros behind the last line of every segment but the present one. Returns the segments that became
   * shorter.
   */
  trimAndSeal(): Promise<readonly string[]>
  /** Waits for the batch in flight. Nothing can be written afterwards. */
  close(): Promise<void>
}

export interface JournalOptions {
  readonly fs: FileSystem
  /** The folder of the segments; created when it is missing. */
  readonly directory: string
  readonly hall: string
  /** Called when a journal is begun, or begun anew with `restored`. Returns a name never used before. */
  readonly newEpoch: () => string
  /** The data came from a backup. A new segment and epoch begin, so that screens load everything again. */
  readonly restored?: boolean
  readonly segmentBytes?: number
  /** A checkpoint: reading begins at its position, and records up to its `seq` are skipped. */
  readonly from?: { readonly seq: number; readonly position: Position } | undefined
  /** Called for each record behind the checkpoint, in order; never for batches that are not whole. */
  readonly onRecord: (record: JournalRecord, place: BatchPlace) => void
}

export interface OpenedJournal {
  readonly journal: Journal
  /** Records and batches read behind the checkpoint. */
  readonly records: number
  readonly batches: number
  /** Set when the last batch was not whole: the part that was cut off, and its copy. */
  readonly cut?: Cut
}
