import { join } from 'node:path'
import { Checkpoints, checkpointName, previousCheckpointName } from '../checkpoint.ts'
import { freeName, writeAll } from '../durable-file.ts'
import type { FileSystem } from '../file-system.ts'
import type { Position } from '../journal-reader.ts'
import { limits } from '../limits.ts'
import { crcText, type JournalRecord, readHead, readLine, sha256, statedCrc } from '../record-codec.ts'
import {
  composeHeader,
  journalFolder,
  journalFormat,
  listSegments,
  noCrc,
  prepareSegment,
  readSegment,
  removeUnfinished,
  segmentName,
} from '../segments.ts'
import type { Base, Judgement } from './judgement-types.ts'
import { markRepair, repairMark } from './repair-mark.ts'

interface RepairOptions {
  readonly fs: FileSystem
  /** The data directory. No other process may use it meanwhile. */
  readonly directory: string
  readonly hall: string
  /** Of this directory, as it is now. */
  readonly judgement: Judgement
  /** A name never used before. */
  readonly newEpoch: () => string
  readonly segmentBytes?: number
}

interface RepairReport {
  /** Directory with the copy of everything as it was. */
  readonly aside: string
  readonly epoch: string
  readonly base: Base
  /** The parts of segments behind the base, which are in the copy only. */
  readonly dropped: readonly {
    readonly file: string
    readonly offset: number
    readonly bytes: number
    readonly records: number
  }[]
}

const newline = 10

class Repair {
  readonly #options: RepairOptions
  readonly #fs: FileSystem
  readonly #folder: string
  readonly #dropped: RepairReport['dropped'][number][] = []

  constructor(options: RepairOptions) {
    this.#options = options
    this.#fs = options.fs
    this.#folder = join(options.directory, journalFolder)
  }

  async repair(): Promise<RepairReport> {
    const { directory, newEpoch, judgement } = this.#options
    const { base } = judgement
    await this.#fs.makeDirectory(this.#folder)
    const aside = judgement.unfinished || (await freeName(this.#fs, join(directory, 'repair')))
    if (aside !== judgement.unfinished) {
      await this.#setAside(aside)
      await markRepair(this.#fs, directory, aside)
    }
    const epoch = newEpoch()
    await this.#cutBehind(base)
    const begun = await this.#beginAnew(base, epoch)
    await this.#keepCheckpoints(base, begun, epoch)
    return { aside, epoch, base, dropped: this.#dropped }
  }

  async #setAside(aside: string): Promise<void> {
    const copies = join(aside, journalFolder)
    await this.#fs.makeDirectory(copies)
    const pairs = (await this.#fs.list(this.#folder)).map(
      (name) => [join(this.#folder, name), join(copies, name)] as const,
    )
    for (const name of this.#options.judgement.checkpoints.keys())
      pairs.push([join(this.#options.directory, name), join(aside, name)])
    for (const [from, to] of pairs) {
      await this.#fs.copy(from, to)
      const file = await this.#fs.open(to, 'edit')
      await file.sync().finally(() => file.close())
    }
    for (const directory of [copies, aside, this.#options.directory]) await this.#fs.syncDirectory(directory)
  }

  /** Removes everything behind the base, the newest segment first, so that a stopped repair can be run again. */
  async #cutBehind({ last }: Base): Promise<void> {
    await removeUnfinished(this.#fs, this.#folder)
    const segments = await listSegments(this.#fs, this.#folder)
    const behind = segments.filter((segment) => !last || segment >= last.segment)
    const kept = (segment: number) => (last && segment === last.segment ? last.offset : 0)
    const pathOf = (segment: number) => join(this.#folder, segmentName(segment))
    for (const segment of behind) await this.#reportDropped(pathOf(segment), kept(segment))
    for (const segment of behind.reverse()) {
      const path = pathOf(segment)
      const keep = kept(segment)
      if (keep === 0) await this.#fs.remove(path)
      else {
        const file = await this.#fs.open(path, 'edit')
        await file
          .truncate(keep)
          .then(() => file.sync())
          .finally(() => file.close())
      }
    }
    await this.#fs.syncDirectory(this.#folder)
  }

  async #reportDropped(path: string, offset: number): Promise<void> {
    const { bytes, used } = await readSegment(this.#fs, path)
    if (used <= offset) return
    let records = 0
    for (const _ of readableLines(bytes, offset, used)) records += 1
    this.#dropped.push({ file: path, offset, bytes: used - offset, records })
  }

  /** Writes a segment with only a header, so that the new epoch is durable before the hall opens. */
  async #beginAnew({ last, checkpoint, seq }: Base, epoch: string): Promise<Position> {
    const { hall, segmentBytes = limits.segmentBytes } = this.#options
    // Behind a checkpoint alone, skips all numbers of segments and batches that may have been used.
    const segment = last
      ? last.segment + 1
      : checkpoint
        ? checkpoint.position.segment + limits.segmentsSkipped
        : 1
    const batch = last?.batch ?? (checkpoint ? checkpoint.position.batch + seq : 0)
    const header = composeHeader({
      format: journalFormat,
      hall,
      epoch,
      segment,
      firstSeq: seq + 1,
      firstBatch: batch + 1,
      crcBefore: last?.crc ?? noCrc,
      shaBefore: last?.sha ?? '',
    })
    const made = await prepareSegment(this.#fs, this.#folder, segment, segmentBytes, () => false)
    await made?.file.close()
    const file = await this.#fs.open(join(this.#folder, segmentName(segment)), 'edit')
    await writeAll(file, header, 0)
      .then(() => file.sync())
      .finally(() => file.close())
    return {
      segment,
      offset: header.length,
      seq,
      batch,
      crc: crcText(statedCrc(header, header.length)),
      sha: sha256(header),
    }
  }

  /**
   * Removes checkpoints that no longer fit, which are copied already. If a checkpoint is the whole base, it gets its
   * new position.
   */
  async #keepCheckpoints(base: Base, begun: Position, epoch: string): Promise<void> {
    const { directory, hall, judgement } = this.#options
    const isAlone = base.checkpoint !== undefined && base.last === undefined
    if (isAlone)
      await new Checkpoints(this.#fs, directory, hall).save({ ...base.checkpoint, epoch, position: begun })
    for (const [name, { reaches }] of judgement.checkpoints) {
      const reachesEnd = base.last !== undefined && reaches === base.seq
      if (!reachesEnd && !(isAlone && name === checkpointName)) await this.#fs.remove(join(directory, name))
    }
    await this.#fs.syncDirectory(directory)
  }
}

/** The records of the lines whose form and JSON are intact; `isSound` when the checksum fits as well. */
function* readableLines(
  bytes: Buffer,
  from: number,
  used: number,
): Generator<{ record: JournalRecord; isSound: boolean }> {
  for (let at = from; at < used; ) {
    const found = bytes.indexOf(newline, at)
    const end = found < 0 || found >= used ? used : found + 1
    const record = readableRecord(bytes, at, end)
    if (record) yield { record, isSound: typeof readLine(bytes, at, used, statedCrc(bytes, at)) !== 'string' }
    at = end
  }
}

function readableRecord(bytes: Buffer, at: number, end: number): JournalRecord | undefined {
  if (statedCrc(bytes, end) < 0 || !readHead(bytes, at)) return undefined
  try {
    const { b: _b, n: _n, sha: _sha, crc: _crc, ...record } = JSON.parse(bytes.toString('utf8', at, end))
    return record
  } catch {
    // Not readable, so there is no record.
    return undefined
  }
}

/**
 * Every record of a folder of segments that can be read, so that new numbers can begin above the highest ever given.
 * `isSound` is false for a record with a checksum that does not fit.
 */
export async function readableRecords(
  fs: FileSystem,
  folder: string,
  onRecord: (record: JournalRecord, isSound: boolean) => void,
): Promise<void> {
  for (const segment of await listSegments(fs, folder)) {
    const { bytes, used } = await readSegment(fs, join(folder, segmentName(segment)))
    for (const { record, isSound } of readableLines(bytes, 0, used)) onRecord(record, isSound)
  }
}

/**
 * The first part of a repair. First everything is copied to `repair-<n>/`, unless an interrupted repair did so. Then
 * the base of the judgement is kept, all behind it is removed, and a segment with a new epoch begins. Until
 * `endRepair` no hall starts on the directory.
 * Between the two the hall is opened, its numbers are raised above all `readableRecords` of the copy when anything was
 * dropped, and a checkpoint is saved.
 */
export function beginRepair(options: RepairOptions): Promise<RepairReport> {
  return new Repair(options).repair()
}

/**
 * The last part of a repair: the damaged segments before the base, which only the copy keeps now, are removed. The
 * newest checkpoint stands behind all of them.
 */
export async function endRepair(fs: FileSystem, directory: string, { base }: Judgement): Promise<void> {
  const folder = join(directory, journalFolder)
  for (const segment of await listSegments(fs, folder))
    if (segment <= base.damagedUpTo) await fs.remove(join(folder, segmentName(segment)))
  await fs.syncDirectory(folder)
  if (base.damagedUpTo > 0) await fs.remove(join(directory, previousCheckpointName))
  await fs.syncDirectory(directory)
  await fs.remove(repairMark(directory))
  await fs.syncDirectory(directory)
}
