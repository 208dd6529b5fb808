import { join } from 'node:path'
import { DataDamaged, NewerFormat } from '../errors.ts'
import type { FileSystem } from '../file-system.ts'
import type { Position } from '../journal-reader.ts'
import { limits } from '../limits.ts'
import { crcText, type Line, readLine, sha256, shaOf, statedCrc } from '../record-codec.ts'
import { journalFormat, listSegments, noCrc, readHeader, readSegment, segmentName } from '../segments.ts'
import type { Finding, RecordCheck, Run, SegmentsReport } from './judgement-types.ts'

interface SegmentsOptions {
  readonly fs: FileSystem
  /** The folder of the segments. */
  readonly directory: string
  readonly onRecord: RecordCheck
  /** Positions that a checkpoint names. */
  readonly wanted: readonly Position[]
  readonly notedSha?: string | undefined
}

interface OpenRun {
  readonly first: Position
  last: Position
  /** The position before `last`. */
  before: Position | undefined
  readonly damagedUpTo: number
}

const newline = 10

/** Verifies the whole journal: behind a problem it continues with the next line that has a valid checksum. */
class Verifier {
  readonly #options: SegmentsOptions
  readonly #problems: Finding[] = []
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
  /** The segment of the newest problem. */
  #damagedUpTo = 0
  #run: OpenRun | undefined
  #firstRun: Run | undefined
  readonly #runs = new Map<Position, Run>()
  #noted: SegmentsReport['noted']
  #begins: SegmentsReport['begins']

  constructor(options: SegmentsOptions) {
    this.#options = options
  }

  async verify(): Promise<SegmentsReport> {
    const { fs, directory } = this.#options
    const segments = await listSegments(fs, directory)
    let blank: { file: string; segment: number } | undefined
    let expected = segments[0] ?? 1
    for (const segment of segments) {
      const file = join(directory, segmentName(segment))
      for (; expected < segment; expected += 1)
        this.#problem(expected, join(directory, segmentName(expected)), 0, 'this segment is missing')
      expected = segment + 1
      const { bytes, used } = await readSegment(fs, file)
      if (used === 0) {
        blank ??= { file, segment }
        continue
      }
      if (blank)
        this.#problem(blank.segment, blank.file, 0, 'the segment is empty, though a later one is not')
      blank = undefined
      const start = this.#header(file, segment, bytes, used, segment === segments[0])
      this.#lines(file, segment, bytes, start, used)
    }
    return {
      segments: segments.length,
      batches: this.#batches,
      records: this.#records,
      firstSeq: this.#firstSeq,
      lastSeq: this.#seq,
      head: { batch: this.#batch, sha: this.#sha },
      epochs: this.#epochs,
      begins: this.#begins,
      problems: this.#problems,
      moreProblems: this.#moreProblems,
      noted: this.#noted,
      firstRun: this.#firstRun,
      runs: this.#runs,
    }
  }

  #problem(segment: number, file: string, offset: number, what: string): void {
    if (this.#problems.length < limits.problems) this.#problems.push({ file, offset, what, segment })
    else this.#moreProblems += 1
    this.#sound = false
    this.#damagedUpTo = segment
    this.#run = undefined
  }

  /** Checks the header against the segment before, and returns the start of the first line. */
  #header(file: string, segment: number, bytes: Buffer, used: number, isFirst: boolean): number {
    const header = readHeader(bytes, used)
    if (typeof header === 'string') {
      this.#problem(segment, file, 0, `the header can't be read: ${header}`)
      const end = bytes.indexOf(newline) + 1
      this.#crc = statedCrc(bytes, end)
      return end > 0 && end < used ? end : used
    }
    if (header.format > journalFormat) throw new NewerFormat(file, header.format, journalFormat)
    const isBegun = isFirst && segment === 1
    if (isFirst && !isBegun) this.#begins = { segment, seq: header.firstSeq - 1, sha: header.shaBefore }
    const isKnown = this.#sound && !(isFirst && segment > 1)
    if (header.segment !== segment)
      this.#problem(segment, file, 0, `the header says it is segment ${header.segment}`)
    if (this.#hall !== '' && header.hall !== this.#hall)
      this.#problem(segment, file, 0, `the segment belongs to the hall "${header.hall}"`)
    const follows = header.firstBatch === this.#batch + 1 && header.firstSeq === this.#seq + 1
    if (isKnown && !isBegun && !follows)
      this.#problem(segment, file, 0, 'the segment does not count on from the one before')
    if (isKnown && header.crcBefore !== (isBegun ? noCrc : crcText(this.#crc))) {
      this.#problem(segment, file, 0, 'the header states another last checksum of the segment before')
    }
    if (isKnown && header.shaBefore !== this.#sha) {
      this.#changed(
        segment,
        file,
        0,
        'the header states another SHA-256 of the batch before: that batch was changed',
      )
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

  /** The end of a whole batch, or of a header. */
  #end(segment: number, offset: number, crc: number): void {
    const position: Position = {
      segment,
      offset,
      seq: this.#seq,
      batch: this.#batch,
      crc: crcText(crc),
      sha: this.#sha,
    }
    if (this.#sha === this.#options.notedSha && this.#problems.length === 0)
      this.#noted = { batch: this.#batch, seq: this.#seq }
    const damagedUpTo = this.#damagedUpTo
    if (this.#run) Object.assign(this.#run, { last: position, before: this.#run.last })
    else this.#run = { first: position, last: position, before: undefined, damagedUpTo }
    if (segment === 1 && position.batch === 0 && damagedUpTo === 0) this.#firstRun = this.#run
    for (const wanted of this.#wanted(segment, offset, crc)) this.#runs.set(wanted, this.#run)
  }

  /** The last batch was changed since: the run ends before it, and the next one begins behind it. */
  #changed(segment: number, file: string, offset: number, what: string): void {
    const run = this.#run
    this.#problem(segment, file, offset, what)
    if (!run) return
    const changed = run.last
    this.#damagedUpTo = changed.segment
    if (run.before) run.last = run.before
    else if (this.#firstRun === run) this.#firstRun = undefined
    this.#sound = true
    this.#end(changed.segment, changed.offset, Number.parseInt(changed.crc, 16))
  }

  /** Behind a problem, a checkpoint that stands at this offset says what the next line must follow on. */
  #resume(segment: number, offset: number): void {
    if (this.#sound || this.#crc < 0) return
    const [position] = this.#wanted(segment, offset, this.#crc)
    if (!position) return
    this.#seq = position.seq
    this.#batch = position.batch
    this.#sha = position.sha
    this.#sound = true
    this.#end(segment, offset, this.#crc)
  }

  #wanted(segment: number, offset: number, crc: number): readonly Position[] {
    const stated = crcText(crc)
    return this.#options.wanted.filter(
      (one) => one.segment === segment && one.offset === offset && one.crc === stated,
    )
  }

  #lines(file: string, segment: number, bytes: Buffer, start: number, used: number): void {
    let batchAt = start
    let left = 0
    for (let at = start; at < used; ) {
      this.#resume(segment, at)
      const line =
        this.#crc < 0 ? 'the checksum of the line before is lost' : readLine(bytes, at, used, this.#crc)
      if (typeof line === 'string') {
        if (this.#sound || this.#crc >= 0) this.#problem(segment, file, at, line)
        const found = bytes.indexOf(newline, at)
        at = found < 0 || found >= used ? used : found + 1
        this.#crc = statedCrc(bytes, at)
        left = 0
        continue
      }
      if (left === 0 && line.count > 0) {
        this.#opening(segment, file, at, bytes, line)
        batchAt = at
        left = line.count
      } else if (this.#sound && (line.count > 0 || left === 0)) {
        this.#problem(
          segment,
          file,
          at,
          left === 0 ? 'a batch without its first line' : 'a batch ends too early',
        )
        left = line.count
        batchAt = at
      }
      if (this.#sound && line.seq !== this.#seq + 1)
        this.#problem(segment, file, at, `record ${line.seq} where ${this.#seq + 1} is next`)
      if (this.#sound && line.batch !== this.#batch)
        this.#problem(segment, file, at, `a line of batch ${line.batch} in batch ${this.#batch}`)
      this.#take(line)
      this.#content(segment, file, at, bytes, line)
      if (left > 0) left -= 1
      at = line.end
      if (left === 0) {
        this.#sha = sha256(bytes.subarray(batchAt, at))
        if (this.#sound) this.#end(segment, at, line.crc)
      }
    }
    this.#resume(segment, used)
    if (left > 0)
      this.#problem(
        segment,
        file,
        batchAt,
        `batch ${this.#batch} lacks ${left} lines: if it is the last, the next start cuts it`,
      )
  }

  /** Checks the first line of a batch; after a problem the count begins anew with it. */
  #opening(segment: number, file: string, at: number, bytes: Buffer, line: Line): void {
    const isKnown = this.#sound
    this.#sound = true
    this.#batches += 1
    if (isKnown && line.batch !== this.#batch + 1)
      this.#problem(segment, file, at, `batch ${line.batch} where ${this.#batch + 1} is next`)
    if (isKnown && shaOf(bytes, line) !== this.#sha) {
      this.#changed(
        segment,
        file,
        at,
        `batch ${this.#batch} is not as it was written: its SHA-256 differs from the one that batch ${line.batch} states`,
      )
    }
    if (!isKnown) this.#seq = line.seq - 1
    this.#batch = line.batch
  }

  #take(line: Line): void {
    this.#records += 1
    if (this.#firstSeq === 0) this.#firstSeq = line.seq
    this.#seq = line.seq
    this.#crc = line.crc
  }

  /** Checks the content of a line as a start does. */
  #content(segment: number, file: string, at: number, bytes: Buffer, line: Line): void {
    try {
      this.#options.onRecord(JSON.parse(`${bytes.toString('utf8', at, line.contentEnd)}}`), {
        file,
        offset: at,
      })
    } catch (error) {
      if (!(error instanceof DataDamaged)) throw error
      const sound = this.#sound
      this.#problem(segment, file, at, error.what)
      this.#sound = sound
    }
  }
}

/**
 * Checks all segments without changing them: checksums, the SHA-256 chain, counts, gapless numbers, the order of
 * segments, and each record by `onRecord`. Throws `NewerFormat`, `NewerRecord`.
 */
export function verifySegments(options: SegmentsOptions): Promise<SegmentsReport> {
  return new Verifier(options).verify()
}
