import { join } from 'node:path'
import { checkpointName, previousCheckpointName, readCheckpointFile } from './checkpoint.ts'
import { DataDamaged, NewerFormat } from './errors.ts'
import type { FileSystem } from './file-system.ts'
import type { BatchPlace } from './journal-reader.ts'
import { limits } from './limits.ts'
import { crcText, type Line, readLine, sha256, shaOf, statedCrc } from './record-codec.ts'
import {
  journalFolder,
  journalFormat,
  listSegments,
  noCrc,
  readHeader,
  readSegment,
  segmentName,
} from './segments.ts'

export interface Problem {
  readonly file: string
  readonly offset: number
  readonly what: string
}

interface VerifyReport {
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
  readonly problems: readonly Problem[]
  /** The number of problems beyond those listed. */
  readonly moreProblems: number
}

/** Throws `DataDamaged` for a record that is no entry, and `NewerRecord` for one of a newer version. */
type RecordCheck = (record: unknown, place: BatchPlace) => void

const newline = 10

/**
 * Verifies the whole journal without stopping at a problem: it continues with the next line that has a valid
 * checksum.
 */
class Verifier {
  readonly #fs: FileSystem
  readonly #directory: string
  readonly #onRecord: RecordCheck
  readonly #problems: Problem[] = []
  #moreProblems = 0
  #batches = 0
  #records = 0
  #firstSeq = 0
  #epochs: string[] = []
  #hall = ''
  /**
   * The state that the next line must follow on. `sound` is false from a problem to the next batch, so that each
   * problem is listed once.
   */
  #seq = 0
  #batch = 0
  #crc = 0
  #sha = ''
  #sound = true
  /** The ends of the good lines by segment, which checkpoints may refer to. */
  readonly #ends = new Map<number, Map<number, string>>()

  constructor(fs: FileSystem, directory: string, onRecord: RecordCheck) {
    this.#fs = fs
    this.#directory = directory
    this.#onRecord = onRecord
  }

  async verify(): Promise<VerifyReport> {
    const folder = join(this.#directory, journalFolder)
    const segments = await listSegments(this.#fs, folder)
    let blank = ''
    let expected = segments[0] ?? 1
    for (const segment of segments) {
      const file = join(folder, segmentName(segment))
      for (; expected < segment; expected += 1) this.#missing(join(folder, segmentName(expected)))
      expected = segment + 1
      const { bytes, used } = await readSegment(this.#fs, file)
      if (used === 0) {
        blank ||= file
        continue
      }
      if (blank) this.#problem(blank, 0, 'the segment is empty, though a later one is not')
      blank = ''
      const start = this.#header(file, segment, bytes, used, segment === segments[0])
      this.#lines(file, segment, bytes, start, used)
    }
    for (const name of [checkpointName, previousCheckpointName])
      await this.#checkpoint(join(this.#directory, name), segments)
    const counted = { segments: segments.length, batches: this.#batches, records: this.#records }
    const seqs = {
      firstSeq: this.#firstSeq,
      lastSeq: this.#seq,
      head: { batch: this.#batch, sha: this.#sha },
    }
    return {
      ...counted,
      ...seqs,
      epochs: this.#epochs,
      problems: this.#problems,
      moreProblems: this.#moreProblems,
    }
  }

  #problem(file: string, offset: number, what: string): void {
    if (this.#problems.length < limits.problems) this.#problems.push({ file, offset, what })
    else this.#moreProblems += 1
    this.#sound = false
  }

  #missing(file: string): void {
    this.#problem(file, 0, 'this segment is missing')
  }

  /** Checks the header against the segment before, and returns the start of the first line. */
  #header(file: string, segment: number, bytes: Buffer, used: number, isFirst: boolean): number {
    const header = readHeader(bytes, used)
    if (typeof header === 'string') {
      this.#problem(file, 0, `the header can't be read: ${header}`)
      const end = bytes.indexOf(newline) + 1
      this.#crc = statedCrc(bytes, end)
      return end > 0 && end < used ? end : used
    }
    if (header.format > journalFormat) throw new NewerFormat(file, header.format, journalFormat)
    const isBegun = isFirst && segment === 1
    const isKnown = this.#sound && !(isFirst && segment > 1)
    if (header.segment !== segment) this.#problem(file, 0, `the header says it is segment ${header.segment}`)
    if (this.#hall !== '' && header.hall !== this.#hall)
      this.#problem(file, 0, `the segment belongs to the hall "${header.hall}"`)
    const follows = header.firstBatch === this.#batch + 1 && header.firstSeq === this.#seq + 1
    if (isKnown && !isBegun && !follows)
      this.#problem(file, 0, 'the segment does not count on from the one before')
    if (isKnown && header.crcBefore !== (isBegun ? noCrc : crcText(this.#crc))) {
      this.#problem(file, 0, 'the header states another last checksum of the segment before')
    }
    if (isKnown && header.shaBefore !== this.#sha) {
      this.#problem(file, 0, 'the header states another SHA-256 of the batch before: that batch was changed')
    }
    this.#hall = header.hall
    if (this.#epochs.at(-1) !== header.epoch) this.#epochs.push(header.epoch)
    this.#seq = header.firstSeq - 1
    this.#batch = header.firstBatch - 1
    this.#crc = header.crc
    this.#sha = sha256(bytes.subarray(0, header.end))
    this.#sound = true
    this.#end(segment, header.end, header.crc)
    return header.end
  }

  #end(segment: number, offset: number, crc: number): void {
    const ends = this.#ends.get(segment) ?? new Map<number, string>()
    ends.set(offset, crcText(crc))
    this.#ends.set(segment, ends)
  }

  #lines(file: string, segment: number, bytes: Buffer, start: number, used: number): void {
    let batchAt = start
    let left = 0
    for (let at = start; at < used; ) {
      const line =
        this.#crc < 0 ? 'the checksum of the line before is lost' : readLine(bytes, at, used, this.#crc)
      if (typeof line === 'string') {
        if (this.#sound || this.#crc >= 0) this.#problem(file, at, line)
        const found = bytes.indexOf(newline, at)
        at = found < 0 || found >= used ? used : found + 1
        this.#crc = statedCrc(bytes, at)
        left = 0
        continue
      }
      if (left === 0 && line.count > 0) {
        this.#opening(file, at, bytes, line)
        batchAt = at
        left = line.count
      } else if (this.#sound && (line.count > 0 || left === 0)) {
        this.#problem(file, at, left === 0 ? 'a batch without its first line' : 'a batch ends too early')
        left = line.count
        batchAt = at
      }
      if (this.#sound && line.seq !== this.#seq + 1)
        this.#problem(file, at, `record ${line.seq} where ${this.#seq + 1} is next`)
      if (this.#sound && line.batch !== this.#batch)
        this.#problem(file, at, `a line of batch ${line.batch} in batch ${this.#batch}`)
      this.#take(line)
      this.#content(file, at, bytes, line)
      if (left > 0) left -= 1
      at = line.end
      if (left === 0) {
        this.#sha = sha256(bytes.subarray(batchAt, at))
        this.#end(segment, at, line.crc)
      }
    }
    if (left > 0)
      this.#problem(
        file,
        batchAt,
        `batch ${this.#batch} lacks ${left} lines: if it is the last, the next start cuts it`,
      )
  }

  /** Checks the first line of a batch; after a problem the count begins anew with it. */
  #opening(file: string, at: number, bytes: Buffer, line: Line): void {
    const isKnown = this.#sound
    this.#sound = true
    this.#batches += 1
    if (isKnown && line.batch !== this.#batch + 1)
      this.#problem(file, at, `batch ${line.batch} where ${this.#batch + 1} is next`)
    if (isKnown && shaOf(bytes, line) !== this.#sha) {
      this.#problem(
        file,
        at,
        `batch ${this.#batch} is not as it was written: its SHA-256 differs from the one that batch ${line.batch} states`,
      )
    }
    if (!isKnown) this.#seq = line.seq - 1
    this.#batch = line.batch
    this.#sound = isKnown ? this.#sound : true
  }

  #take(line: Line): void {
    this.#records += 1
    if (this.#firstSeq === 0) this.#firstSeq = line.seq
    this.#seq = line.seq
    this.#crc = line.crc
  }

  /** Checks the content of a line as a start does. */
  #content(file: string, at: number, bytes: Buffer, line: Line): void {
    try {
      this.#onRecord(JSON.parse(`${bytes.toString('utf8', at, line.contentEnd)}}`), { file, offset: at })
    } catch (error) {
      if (!(error instanceof DataDamaged)) throw error
      const sound = this.#sound
      this.#problem(file, at, error.what)
      this.#sound = sound
    }
  }

  async #checkpoint(path: string, segments: readonly number[]): Promise<void> {
    const found = await readCheckpointFile(this.#fs, path)
    if (found === undefined) return
    if (typeof found === 'string') {
      this.#problem(path, 0, found)
      return
    }
    const { segment, offset, crc } = found.position
    if (this.#hall !== '' && found.hall !== this.#hall)
      this.#problem(path, 0, `the checkpoint belongs to the hall "${found.hall}"`)
    if (found.seq > this.#seq)
      this.#problem(path, 0, `the checkpoint knows record ${found.seq}, the journal ends with ${this.#seq}`)
    if (!segments.includes(segment) || this.#ends.get(segment)?.get(offset) !== crc) {
      this.#problem(
        path,
        0,
        `the checkpoint stands behind offset ${offset} of ${segmentName(segment)}, where no whole batch ends`,
      )
    }
  }
}

/**
 * Checks a data directory without changing it: checksums, the SHA-256 chain, counts, gapless numbers, the order of
 * segments, the checkpoints, and each record by `onRecord`. Throws `NewerFormat`, `NewerRecord`. The hall may not be
 * writing meanwhile.
 */
export function verifyJournal(
  fs: FileSystem,
  directory: string,
  onRecord: RecordCheck = () => {},
): Promise<VerifyReport> {
  return new Verifier(fs, directory, onRecord).verify()
}
