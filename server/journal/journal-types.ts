import type { FileSystem } from './file-system.ts'
import type { BatchPlace, Position } from './journal-reader.ts'
import type { JournalRecord } from './record-codec.ts'
import type { Cut } from './recovery.ts'

/**
 * `enough`: the next segment is ready or on its way. `last-segment`: it can't be made, the present one is being used up:
 * warn. `none`: that one is nearly full too: refuse commands before they are decided.
 */
export type Room = 'enough' | 'last-segment' | 'none'

export interface FullSegment {
  readonly segment: number
  readonly file: string
  readonly lastSeq: number
}

/** The journal of one directory. One writer, one batch on its way; the caller gathers the next meanwhile. */
export interface Journal {
  readonly epoch: string
  /** The last record that is on the disk; 0 when there is none. */
  readonly lastSeq: number
  /** Behind the last batch on the disk: what a checkpoint remembers. Undefined before the first one. */
  readonly position: Position | undefined
  readonly isWriting: boolean
  /**
   * Writes one batch. `done` is called once, after it is on the disk, never before `write` returned. An error means its
   * outcome is unknown: tell nobody, stop the process, start again from the journal; the journal takes no more.
   * Throws, with nothing written: when one is on its way, `seq` doesn't count on, a record or the batch is too large
   * (RangeError), there is no room (NoRoom).
   */
  write(records: readonly JournalRecord[], done: (error?: Error) => void): void
  readonly room: Room
  /** Why there is no next segment. */
  readonly roomTrouble: Error | undefined
  /** Told of every change of `room`. */
  onRoomChange(listener: (room: Room, trouble: Error | undefined) => void): void
  /** Whether a batch of so many bytes (lines with checksums) fits before or in the next segment. */
  canWrite(bytes: number): boolean
  /** Waits for the next segment that is being made, or tries again when that had failed. */
  checkRoom(): Promise<Room>
  /** Told after the first batch of the following segment is on the disk: the time to write a checkpoint. */
  onSegmentFull(listener: (full: FullSegment) => void): void
  /** The next batch begins a new segment (a business day was closed), as soon as one is ready. */
  endSegment(): void
  /** Cuts the zeros behind the last line of every segment but the present one; returns those that became shorter. */
  trimAndSeal(): Promise<readonly string[]>
  /** Waits for the batch on its way. Nothing can be written afterwards. */
  close(): Promise<void>
}

export interface JournalOptions {
  readonly fs: FileSystem
  /** The folder of the segments; made when it is missing. */
  readonly directory: string
  readonly hall: string
  /** Asked when a journal is begun, or begun anew with `restored`: a name never used before. */
  readonly newEpoch: () => string
  /** The data came from a backup: screens must draw themselves anew, so a new segment and epoch begin. */
  readonly restored?: boolean
  readonly segmentBytes?: number
  /** A checkpoint found: reading begins at its position, records up to its `seq` are not given again. */
  readonly from?: { readonly seq: number; readonly position: Position } | undefined
  /** Each record behind the checkpoint, in order; batches that are not whole never show. */
  readonly onRecord: (record: JournalRecord, place: BatchPlace) => void
}

export interface OpenedJournal {
  readonly journal: Journal
  /** Records and batches read behind the checkpoint. */
  readonly records: number
  readonly batches: number
  /** The last batch was not whole: what was cut off and where it lies now. */
  readonly cut?: Cut
}
