import { join } from 'node:path'
import {
  type Checkpoint,
  type CheckpointName,
  checkpointNames,
  otherFormOf,
  readCheckpointFile,
} from '../checkpoint.ts'
import { OtherHall } from '../errors.ts'
import type { FileSystem } from '../file-system.ts'
import { readJournal } from '../journal-reader.ts'
import { journalFolder } from '../segments.ts'
import type { Base, Finding, Judgement, Problem, RecordCheck, SegmentsReport } from './judgement-types.ts'
import { startRefusal } from './recovery.ts'
import { interruptedRepair, repairMark, unfinishedRepair } from './repair-mark.ts'
import { verifySegments } from './verify.ts'

interface JudgementOptions {
  readonly fs: FileSystem
  /** The data directory. The hall may not be writing meanwhile. */
  readonly directory: string
  readonly hall: string
  /** The form of snapshots that the program reads; undefined: any. */
  readonly snapshotVersion?: string
  readonly onRecord?: RecordCheck
  /** The SHA-256 of a batch that was noted elsewhere. */
  readonly notedSha?: string | undefined
}

interface FoundCheckpoint {
  readonly name: CheckpointName
  readonly file: string
  /** Undefined when a start does not use it. */
  readonly checkpoint: Checkpoint | undefined
  /** The reason why; empty when it is used. */
  readonly what: string
}

const nothing: Base = { name: 'nothing', last: undefined, seq: 0, damagedUpTo: 0 }

async function findCheckpoints(options: JudgementOptions): Promise<FoundCheckpoint[]> {
  const { fs, directory, hall, snapshotVersion } = options
  const all: FoundCheckpoint[] = []
  for (const name of checkpointNames) {
    const file = join(directory, name)
    const found = await readCheckpointFile(fs, file)
    if (found === undefined) continue
    if (typeof found === 'string') {
      all.push({ name, file, checkpoint: undefined, what: found })
      continue
    }
    if (found.hall !== hall) throw new OtherHall(file, found.hall, hall)
    const otherForm = otherFormOf(found, snapshotVersion)
    all.push({ name, file, checkpoint: otherForm === undefined ? found : undefined, what: otherForm ?? '' })
  }
  return all
}

/** Every possible state to continue from. The first of equal ones wins: the whole journal before a checkpoint. */
function basesOf({ firstRun, runs }: SegmentsReport, found: readonly FoundCheckpoint[]): Base[] {
  const bases: Base[] = []
  if (firstRun)
    bases.push({ name: 'the first segment', last: firstRun.last, seq: firstRun.last.seq, damagedUpTo: 0 })
  for (const { name, checkpoint } of found) {
    if (!checkpoint) continue
    const run = runs.get(checkpoint.position)
    const isReached = run !== undefined && run.last.seq >= checkpoint.seq
    bases.push(
      isReached
        ? { name, checkpoint, last: run.last, seq: run.last.seq, damagedUpTo: run.damagedUpTo }
        : { name, checkpoint, last: undefined, seq: checkpoint.seq, damagedUpTo: 0 },
    )
  }
  return bases
}

/** A start cuts an unacknowledged tail, and writes a checkpoint anew that is damaged or that it does not use. */
async function whoMends(
  options: JudgementOptions,
  report: SegmentsReport,
  found: readonly FoundCheckpoint[],
): Promise<Problem[]> {
  const { fs, directory, hall } = options
  const folder = join(directory, journalFolder)
  const inUse = found.find(({ checkpoint }) => checkpoint)?.checkpoint
  const onBatch = () => undefined
  const run = await readJournal({ fs, directory: folder, hall, from: inUse?.position, onBatch })
  const { fault } = run
  const isTail = ({ segment, offset }: Finding): boolean =>
    fault?.acknowledged === false && segment === fault.segment && offset >= fault.batchAt
  const problems: Problem[] = report.problems.map((finding) => ({
    ...finding,
    mendedBy: isTail(finding) ? 'start' : 'repair',
  }))
  const refusal = startRefusal(run, folder, inUse?.seq ?? 0)
  if (refusal && problems.every(({ mendedBy }) => mendedBy === 'start'))
    problems.push({ ...refusal, mendedBy: 'repair' })
  for (const { file, what } of found)
    if (what !== '') problems.push({ file, offset: 0, what, segment: 0, mendedBy: 'start' })
  const previous = found.find(({ checkpoint }) => checkpoint && checkpoint !== inUse)
  if (previous?.checkpoint && !report.runs.has(previous.checkpoint.position)) {
    const what = 'the checkpoint stands where no whole batch ends; a newer one is used instead'
    problems.push({ file: previous.file, offset: 0, what, segment: 0, mendedBy: 'start' })
  }
  return problems
}

/**
 * The one judgement of a journal and its checkpoints, which changes nothing: `verify` prints it, `repair` acts on it,
 * and its `needsRepair` holds for all that a start refuses. Throws `NewerFormat`, `NewerRecord`, `OtherHall`.
 */
export async function judgeJournal(options: JudgementOptions): Promise<Judgement> {
  const { fs, directory, onRecord = () => undefined, notedSha } = options
  const found = await findCheckpoints(options)
  const wanted = found.flatMap(({ checkpoint }) => (checkpoint ? [checkpoint.position] : []))
  const folder = join(directory, journalFolder)
  const verified = await verifySegments({ fs, directory: folder, onRecord, wanted, notedSha })
  const problems = await whoMends(options, verified, found)
  const unfinished = await unfinishedRepair(fs, directory)
  if (unfinished !== undefined) {
    const file = repairMark(directory)
    problems.unshift({ file, offset: 0, what: interruptedRepair, segment: 0, mendedBy: 'repair' })
  }
  const bases = basesOf(verified, found)
  const { problems: _, firstRun: _first, runs: _runs, ...report } = verified
  const reachOf = (name: CheckpointName) => bases.find((base) => base.name === name)?.last?.seq ?? 0
  return {
    report,
    problems,
    needsRepair: problems.some(({ mendedBy }) => mendedBy === 'repair'),
    unfinished,
    base: bases.reduce((a, b) => (b.seq > a.seq ? b : a), nothing),
    checkpoints: new Map(found.map(({ name }) => [name, { reaches: reachOf(name) }])),
  }
}
