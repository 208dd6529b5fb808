import { join } from 'node:path'
import type { AnyEvent, EntryOf } from '../../hall/entry.ts'
import type { EpochMs } from '../../hall/ids.ts'
import { batchesOf } from '../../journal/batch-stream.ts'
import { checkpointNames, readCheckpointPosition } from '../../journal/checkpoint.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { limits as journalLimits } from '../../journal/limits.ts'
import { journalFolder, listSegments, readSegmentHead, segmentName } from '../../journal/segments.ts'

/** The beginning of a journal that has reached its age, as the hall records its removal. */
export interface OldRecords {
  /** The last segment that goes, its last record and batch, and the SHA-256 of that batch. */
  readonly segment: number
  readonly seq: number
  readonly batch: number
  readonly sha256: string
  /** All records that go are older than this. */
  readonly before: EpochMs
}

/**
 * The segments before a business day whose records are all older than `before`; undefined when there are none. A start never reads them:
 * both checkpoints must stand behind them. The segment that is being written is never among them.
 */
export async function oldRecords(
  fs: FileSystem,
  directory: string,
  before: EpochMs,
): Promise<OldRecords | undefined> {
  const positions = await Promise.all(
    checkpointNames.map((name) => readCheckpointPosition(fs, join(directory, name))),
  )
  const needed = Math.min(...positions.map((position) => position?.segment ?? 0))
  const folder = join(directory, journalFolder)
  const segments = await listSegments(fs, folder)
  const pathOf = (segment: number) => join(folder, segmentName(segment))
  let place = 0
  while (place + 1 < segments.length) {
    const next = segments[place + 1]!
    if (next > needed || (await firstAtOf(fs, pathOf(next))) > before) break
    place += 1
  }
  // The first day that stays keeps its beginning.
  while (place > 0 && !(await beginsDay(fs, pathOf(segments[place]!)))) place -= 1
  const kept = segments[place]
  if (kept === undefined || place === 0) return undefined
  const { firstSeq, firstBatch, shaBefore } = await readSegmentHead(fs, pathOf(kept))
  return { segment: kept - 1, seq: firstSeq - 1, batch: firstBatch - 1, sha256: shaBefore, before }
}

async function firstAtOf(fs: FileSystem, path: string): Promise<EpochMs> {
  for await (const { records } of batchesOf(fs, path, 0, journalLimits.headBytes))
    return (records[0] as EntryOf<AnyEvent>).at
  return Number.POSITIVE_INFINITY
}

/** Whether a business day begins in a segment. */
async function beginsDay(fs: FileSystem, path: string): Promise<boolean> {
  for await (const { records } of batchesOf(fs, path))
    for (const { events } of records as readonly EntryOf<AnyEvent>[])
      if (events.some(({ type }) => type === 'day-started')) return true
  return false
}

/** Removes them, durably, the oldest first, so that what stays is always one piece. Returns the paths. */
export async function removeOldRecords(
  fs: FileSystem,
  directory: string,
  { segment: last }: Pick<OldRecords, 'segment'>,
): Promise<readonly string[]> {
  const folder = join(directory, journalFolder)
  const old = (await listSegments(fs, folder)).filter((segment) => segment <= last)
  const paths = old.map((segment) => join(folder, segmentName(segment)))
  for (const path of paths) {
    await fs.remove(path)
    await fs.syncDirectory(folder)
  }
  return paths
}
