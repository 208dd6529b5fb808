import { join } from 'node:path'
import {
  type Checkpoint,
  Checkpoints,
  checkpointName,
  previousCheckpointName,
  readCheckpointFile,
} from './checkpoint.ts'
import { writeAll } from './durable-file.ts'
import { OtherHall } from './errors.ts'
import type { FileSystem } from './file-system.ts'
import { type JournalRead, type Position, readJournal } from './journal-reader.ts'
import { limits } from './limits.ts'
import { crcText, type JournalRecord, readHead, sha256, statedCrc } from './record-codec.ts'
import { freeName } from './recovery.ts'
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
} from './segments.ts'

interface RepairOptions {
  readonly fs: FileSystem
  /** The data directory. No other process may use it meanwhile. */
  readonly directory: string
  readonly hall: string
  /** A name never used before. */
  readonly newEpoch: () => string
  readonly segmentBytes?: number
  /** Called for every readable record that is not kept, so that new numbers can begin above the highest ever given. */
  readonly onDropped: (record: JournalRecord) => void
}

interface RepairReport {
  /** False: nothing needed repair and nothing was changed. */
  readonly repaired: boolean
  /** Directory with the copy of everything as it was. */
  readonly aside: string
  readonly epoch: string
  /** The state that the hall continues from. */
  readonly base: 'the first segment' | typeof checkpointName | typeof previousCheckpointName | 'nothing'
  /** The last record kept; the next one written is `keptSeq + 1`. */
  readonly keptSeq: number
  /** The highest readable record of all files. */
  readonly highestSeq: number
  readonly dropped: readonly {
    readonly file: string
    readonly offset: number
    readonly bytes: number
    readonly records: number
  }[]
}

type CheckpointName = typeof checkpointName | typeof previousCheckpointName

/**
 * A state to continue from: a run of whole batches, from the first segment or from a checkpoint, or a checkpoint
 * alone.
 */
interface Base {
  readonly name: RepairReport['base']
  readonly checkpoint?: Checkpoint
  /** The end of the run; undefined for a checkpoint alone. */
  readonly last: Position | undefined
  readonly seq: number
  readonly isFaultless: boolean
}

const newline = 10
const nothing: Base = { name: 'nothing', last: undefined, seq: 0, isFaultless: false }

class Repair {
  readonly #options: RepairOptions
  readonly #fs: FileSystem
  readonly #folder: string
  #highestSeq = 0
  readonly #dropped: RepairReport['dropped'][number][] = []
  /** Checkpoints by name: intact, damaged (a text), or missing. */
  readonly #checkpoints = new Map<CheckpointName, Checkpoint | string>()

  constructor(options: RepairOptions) {
    this.#options = options
    this.#fs = options.fs
    this.#folder = join(options.directory, journalFolder)
  }

  async repair(): Promise<RepairReport> {
    const { directory, newEpoch } = this.#options
    await this.#fs.makeDirectory(this.#folder)
    const bases = await this.#bases()
    const best = bases.reduce((a, b) => (b.seq > a.seq ? b : a), nothing)
    this.#highestSeq = best.seq
    const isWhole = [...this.#checkpoints.values()].every((found) => typeof found !== 'string')
    const kept = { base: best.name, keptSeq: best.seq }
    if (isWhole && bases.every((base) => base.isFaultless) && (bases.length > 0 || !(await this.#isUsed()))) {
      return { repaired: false, aside: '', epoch: '', highestSeq: best.seq, dropped: [], ...kept }
    }
    const aside = await freeName(this.#fs, join(directory, 'repair'))
    await this.#setAside(aside)
    const epoch = newEpoch()
    await this.#cutBehind(best)
    const begun = await this.#beginAnew(best, epoch)
    await this.#keepCheckpoints(best, bases, begun, epoch)
    return { repaired: true, aside, epoch, highestSeq: this.#highestSeq, dropped: this.#dropped, ...kept }
  }

  async #isUsed(): Promise<boolean> {
    return (await listSegments(this.#fs, this.#folder)).length > 0
  }

  /** Every possible state to continue from. The first of equal ones wins: the whole journal before a checkpoint. */
  async #bases(): Promise<Base[]> {
    const bases: Base[] = []
    const run = await this.#run(undefined)
    if (run.last)
      bases.push({ name: 'the first segment', last: run.last, seq: run.last.seq, isFaultless: !run.fault })
    for (const name of [checkpointName, previousCheckpointName] as const) {
      const file = join(this.#options.directory, name)
      const checkpoint = await readCheckpointFile(this.#fs, file)
      if (checkpoint === undefined) continue
      this.#checkpoints.set(name, checkpoint)
      if (typeof checkpoint === 'string') continue
      if (checkpoint.hall !== this.#options.hall)
        throw new OtherHall(file, checkpoint.hall, this.#options.hall)
      const { last, fault } = await this.#run(checkpoint.position)
      const isReached = last !== undefined && last.seq >= checkpoint.seq
      bases.push({
        name,
        checkpoint,
        last: isReached ? last : undefined,
        seq: isReached ? last.seq : checkpoint.seq,
        isFaultless: isReached && !fault,
      })
    }
    return bases
  }

  #run(from: Position | undefined): Promise<JournalRead> {
    return readJournal({
      fs: this.#fs,
      directory: this.#folder,
      hall: this.#options.hall,
      from,
      onBatch: () => undefined,
    })
  }

  async #setAside(aside: string): Promise<void> {
    const copies = join(aside, journalFolder)
    await this.#fs.makeDirectory(copies)
    const pairs = (await this.#fs.list(this.#folder)).map(
      (name) => [join(this.#folder, name), join(copies, name)] as const,
    )
    for (const name of this.#checkpoints.keys())
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
    for (let at = offset; at < used; ) {
      const found = bytes.indexOf(newline, at)
      const end = found < 0 || found >= used ? used : found + 1
      const record = readableRecord(bytes, at, end)
      if (record) {
        records += 1
        this.#highestSeq = Math.max(this.#highestSeq, record.seq)
        this.#options.onDropped(record)
      }
      at = end
    }
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
  async #keepCheckpoints(best: Base, bases: readonly Base[], begun: Position, epoch: string): Promise<void> {
    const { directory, hall } = this.#options
    const isAlone = best.checkpoint !== undefined && best.last === undefined
    if (isAlone)
      await new Checkpoints(this.#fs, directory, hall).save({ ...best.checkpoint, epoch, position: begun })
    for (const name of this.#checkpoints.keys()) {
      const base = bases.find((other) => other.name === name)
      const reachesEnd = best.last !== undefined && base?.last?.seq === best.seq
      if (!reachesEnd && !(isAlone && name === checkpointName)) await this.#fs.remove(join(directory, name))
    }
    await this.#fs.syncDirectory(directory)
  }
}

/** The record of a line whose form and JSON are intact, whatever its checksum. */
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
 * Makes a damaged data directory open again. First everything is copied to `repair-<n>/`. Then the longest state is
 * kept: whole batches from the first segment, or from a good checkpoint, or that checkpoint alone. All behind it is
 * removed, and a segment with a new epoch begins.
 * After opening, write one first record, because numbers continue above `highestSeq` and above all that `onDropped`
 * got. Throws `NewerFormat` and `OtherHall`, with nothing changed.
 */
export function repairJournal(options: RepairOptions): Promise<RepairReport> {
  return new Repair(options).repair()
}
