import type { Checkpoint, CheckpointName } from '../checkpoint.ts'
import type { BatchPlace, Position } from '../journal-reader.ts'

export interface Finding {
  readonly file: string
  readonly offset: number
  readonly what: string
  /** 0 for a file that is no segment. */
  readonly segment: number
}

/** Whole batches that follow one another without a problem in between. */
export interface Run {
  readonly first: Position
  readonly last: Position
  /** The segment of the last problem before it; 0 when there is none. */
  readonly damagedUpTo: number
}

export interface SegmentsReport {
  readonly segments: number
  readonly batches: number
  readonly records: number
  /** 0 when there is no record. */
  readonly firstSeq: number
  readonly lastSeq: number
  /**
   * The newest batch and its SHA-256, which covers everything before it. A rewritten journal can have a new,
   * consistent chain; only a copy of this line kept elsewhere (a print, an export) shows the change.
   */
  readonly head: { readonly batch: number; readonly sha: string }
  readonly epochs: readonly string[]
  /** The first segment when it is not the first of the journal: what went before it, as its header states. */
  readonly begins: { readonly segment: number; readonly seq: number; readonly sha: string } | undefined
  /** The batch whose SHA-256 was noted elsewhere, when it and everything before it are as they were then. */
  readonly noted: { readonly batch: number; readonly seq: number } | undefined
  readonly problems: readonly Finding[]
  /** The number of problems beyond those listed; all of them lie behind those. */
  readonly moreProblems: number
  /** The run that begins with the header of the first segment. */
  readonly firstRun: Run | undefined
  /** The run of each position of a checkpoint that stands behind a whole batch. */
  readonly runs: ReadonlyMap<Position, Run>
}

/** Throws `DataDamaged` for a record that is no entry, and `NewerRecord` for one of a newer version. */
export type RecordCheck = (record: unknown, place: BatchPlace) => void

/** A problem with the one that mends it: the next start does without being asked, or a person gives `repair`. */
export interface Problem extends Finding {
  readonly mendedBy: 'start' | 'repair'
}

/**
 * The longest state that a hall can continue from: a run of whole batches, from the first segment or from a checkpoint,
 * or a checkpoint alone.
 */
export interface Base {
  readonly name: 'the first segment' | CheckpointName | 'nothing'
  readonly checkpoint?: Checkpoint
  /** The end of the run; undefined for a checkpoint alone. */
  readonly last: Position | undefined
  readonly seq: number
  /** The segments up to this one are damaged and not needed for the state; 0 when there are none. */
  readonly damagedUpTo: number
}

/** Everything that verify, repair and a start know of a journal and its checkpoints. */
export interface Judgement {
  readonly report: Omit<SegmentsReport, 'problems' | 'firstRun' | 'runs'>
  readonly problems: readonly Problem[]
  readonly needsRepair: boolean
  /** The copy aside of a repair that was interrupted behind it; empty when that is lost. */
  readonly unfinished: string | undefined
  readonly base: Base
  /** The checkpoint files that are there, with the last record that each reaches through the journal; 0 for none. */
  readonly checkpoints: ReadonlyMap<CheckpointName, { readonly reaches: number }>
}
