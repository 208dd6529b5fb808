import { join } from 'node:path'
import { type Cursor, hasLaterBatch, readBatches, type Trouble } from './batches.ts'
import { NewerFormat, OtherHall } from './errors.ts'
import type { FileSystem } from './file-system.ts'
import { crcText, type JournalRecord, sha256, statedCrc } from './record-codec.ts'
import {
  journalFormat,
  listSegments,
  type ReadHeader,
  readHeader,
  readSegment,
  segmentName,
} from './segments.ts'

/** A position behind a whole batch or a segment's header: all that reading or writing needs to continue. */
export interface Position {
  readonly segment: number
  readonly offset: number
  /** The last record before it. */
  readonly seq: number
  readonly batch: number
  /** CRC of the last line before it, 8 hex digits. */
  readonly crc: string
  /** SHA-256 of the last batch or header before it, base64url. */
  readonly sha: string
}

export interface Fault extends Trouble {
  readonly segment: number
  readonly file: string
  /** Behind the last byte of the file that isn't zero. */
  readonly used: number
  /** Later data follows, which could only be written after the damaged batch was acknowledged. */
  readonly acknowledged: boolean
}

/** The longest run of whole batches from a position on. */
export interface JournalRead {
  /** Undefined when there is not even a header. */
  readonly last: Position | undefined
  readonly epoch: string | undefined
  /** Format of the last segment in use; 0 when there is none. */
  readonly format: number
  readonly segments: readonly number[]
  readonly records: number
  readonly batches: number
  readonly fault?: Fault
  /** Preallocated segments of zeros behind the last one in use. */
  readonly blank: readonly number[]
  /** Start of the write that had the last batch read; undefined when none was read. */
  readonly lastWriteAt: number | undefined
}

/** The start of a batch (bytes). */
export interface BatchPlace {
  readonly file: string
  readonly offset: number
}

interface JournalReadOptions {
  readonly fs: FileSystem
  readonly directory: string
  /** Undefined: accepts the hall that the first header names. */
  readonly hall?: string | undefined
  readonly from?: Position | undefined
  /** Whole batches only, in order. */
  readonly onBatch: (records: readonly JournalRecord[], place: BatchPlace) => void
}

/**
 * Throws when the header is of a newer version or of another hall. Returns a text that says why it does not follow
 * on, empty when it does.
 */
function headerTrouble(
  header: ReadHeader,
  segment: number,
  file: string,
  hall: string | undefined,
  before?: Cursor,
): string {
  if (header.format > journalFormat) throw new NewerFormat(file, header.format, journalFormat)
  if (hall !== undefined && header.hall !== hall) throw new OtherHall(file, header.hall, hall)
  if (header.segment !== segment) return `the header says it is segment ${header.segment}`
  if (!before) return ''
  if (header.firstBatch !== before.batch + 1 || header.firstSeq !== before.seq + 1) {
    return `the segment begins with batch ${header.firstBatch} and record ${header.firstSeq}, but the one before ends with batch ${before.batch} and record ${before.seq}`
  }
  if (header.crcBefore !== crcText(before.crc))
    return 'the segment does not follow on the one before (its last checksum differs)'
  return ''
}

const cursorAt = ({ offset, crc, seq, batch }: Position): Cursor => ({
  offset,
  unitAt: -1,
  crc: Number.parseInt(crc, 16),
  seq,
  batch,
})

const cursorBehind = ({ end, crc, firstSeq, firstBatch }: ReadHeader): Cursor => ({
  offset: end,
  unitAt: 0,
  crc,
  seq: firstSeq - 1,
  batch: firstBatch - 1,
})

class RunReader {
  readonly #options: JournalReadOptions
  #hall: string | undefined
  #segments: number[] = []
  #cursor: Cursor | undefined
  #current = 0
  #headerEnd = 0
  #epoch: string | undefined
  #format = 0
  #records = 0
  #batches = 0

  constructor(options: JournalReadOptions) {
    this.#options = options
    this.#hall = options.hall
  }

  async read(): Promise<JournalRead> {
    const { fs, directory, from } = this.#options
    this.#segments = await listSegments(fs, directory)
    const last = this.#segments.at(-1) ?? 0
    const start = from?.segment ?? 1
    if (from && start > last) return this.#run(this.#missing(start))
    for (let segment = start; segment <= last; segment += 1) {
      if (!this.#segments.includes(segment)) return this.#run(this.#missing(segment))
      const { fault, blank } = await this.#readOne(segment)
      if (fault) return this.#run(fault)
      if (blank) break
    }
    return this.#run(undefined)
  }

  #path(segment: number): string {
    return join(this.#options.directory, segmentName(segment))
  }

  #missing(segment: number): Fault {
    const file = this.#path(segment)
    const what = 'this segment is missing, though records of it were acknowledged'
    return { segment, file, batchAt: 0, failedAt: 0, used: 0, what, acknowledged: true }
  }

  async #readOne(segment: number): Promise<{ fault?: Fault; blank?: boolean }> {
    const file = this.#path(segment)
    const { bytes, used } = await readSegment(this.#options.fs, file)
    const { from } = this.#options
    const isFirst = from?.segment === segment
    if (used === 0 && !isFirst) {
      if (!(await this.#isUsedAfter(segment))) return { blank: true }
      const what = 'the segment is empty, though the next one is not'
      return { fault: { segment, file, batchAt: 0, failedAt: 0, used, what, acknowledged: true } }
    }
    const header = readHeader(bytes, used)
    if (typeof header === 'string' && !isFirst) {
      const what = `the header can't be read: ${header}`
      return { fault: await this.#fault(segment, { batchAt: 0, failedAt: 0, what }) }
    }
    if (typeof header !== 'string') {
      const trouble = headerTrouble(header, segment, file, this.#hall, isFirst ? undefined : this.#cursor)
      // A position in the segment says all that its header does, except the epoch.
      if (trouble && !isFirst)
        return { fault: { segment, file, batchAt: 0, failedAt: 0, used, what: trouble, acknowledged: true } }
    }
    const next = isFirst ? cursorAt(from) : cursorBehind(header as ReadHeader)
    if (isFirst && (from.offset > used || statedCrc(bytes, from.offset) !== next.crc)) {
      const what = `the checkpoint stands behind record ${from.seq} here, but the segment ${from.offset > used ? 'ends before' : 'holds something else'}`
      return {
        fault: {
          segment,
          file,
          batchAt: 0,
          failedAt: Math.min(from.offset, used),
          used,
          what,
          acknowledged: true,
        },
      }
    }
    this.#cursor = next
    this.#current = segment
    if (typeof header !== 'string') {
      this.#hall = header.hall
      this.#epoch = header.epoch
      this.#format = header.format
      this.#headerEnd = header.end
    }
    const found = readBatches(bytes, used, next, (records) => {
      this.#records += records.length
      this.#batches += 1
      this.#options.onBatch(records, { file, offset: next.offset })
    })
    return found ? { fault: await this.#fault(segment, found) } : {}
  }

  async #isUsedAfter(segment: number): Promise<boolean> {
    for (const later of this.#segments) {
      if (later > segment && (await readSegment(this.#options.fs, this.#path(later))).used > 0) return true
    }
    return false
  }

  /** Reads the segment again, because reading overwrote the bytes. */
  async #fault(segment: number, trouble: Trouble): Promise<Fault> {
    const file = this.#path(segment)
    const { bytes, used } = await readSegment(this.#options.fs, file)
    const damaged = (this.#cursor?.batch ?? 0) + 1
    const isAcknowledged =
      hasLaterBatch(bytes, trouble.batchAt, used, damaged) || (await this.#isUsedAfter(segment))
    return { segment, file, ...trouble, used, acknowledged: isAcknowledged }
  }

  async #run(fault: Fault | undefined): Promise<JournalRead> {
    const counts = {
      epoch: this.#epoch,
      format: this.#format,
      segments: this.#segments,
      records: this.#records,
      batches: this.#batches,
    }
    const last = await this.#position()
    const unitAt = this.#cursor?.unitAt ?? -1
    // A segment's header is written together with the first batch.
    const lastWriteAt = unitAt < 0 ? undefined : unitAt === this.#headerEnd ? 0 : unitAt
    // A segment whose only batch is cut together with its header becomes blank.
    const isCutWhole = fault && !fault.acknowledged && fault.batchAt === 0
    const lastUsed = fault && !isCutWhole ? fault.segment : this.#current
    const blank = this.#segments.filter((segment) => segment > lastUsed)
    const found = { ...counts, last, blank, lastWriteAt }
    return fault ? { ...found, fault } : found
  }

  async #position(): Promise<Position | undefined> {
    const cursor = this.#cursor
    if (!cursor) return undefined
    const { offset, unitAt, seq, batch } = cursor
    if (unitAt < 0) return this.#options.from
    const { bytes } = await readSegment(this.#options.fs, this.#path(this.#current))
    return {
      segment: this.#current,
      offset,
      seq,
      batch,
      crc: crcText(cursor.crc),
      sha: sha256(bytes.subarray(unitAt, offset)),
    }
  }
}

/**
 * Reads batches from a position (or from the first segment) as far as they are whole. Changes nothing. Throws
 * `NewerFormat` and `OtherHall`. Damage is returned in `fault`, because the callers differ: one cuts it, another
 * refuses it, a third repairs it.
 */
export function readJournal(options: JournalReadOptions): Promise<JournalRead> {
  return new RunReader(options).read()
}
