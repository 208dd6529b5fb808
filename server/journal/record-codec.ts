import { hash } from 'node:crypto'
import { crc32c } from './crc32c.ts'
import { limits } from './limits.ts'

/**
 * The line format: NDJSON that a person can read. The caller's record follows the journal's fields, and a CRC is
 * last:
 *
 *   {"seq":17,"b":5,"n":3,"sha":"<43 of base64url>", …record… ,"crc":"89abcdef"}\n
 *
 * `b` is the batch number, counted without gaps. Only the first line of a batch has `n`, its number of lines, and
 * `sha`: the SHA-256 of all bytes of the previous batch, or of the segment's header line. `crc` is CRC-32C over the
 * line up to the comma before it, seeded with the CRC of the line before.
 */
export interface JournalRecord {
  /** Record number through the journal's whole life, without gaps. The first property. */
  readonly seq: number
}

interface BatchHead {
  readonly batch: number
  /** SHA-256 of the previous batch or header, base64url. */
  readonly sha: string
  /** CRC of the line before. */
  readonly seed: number
}

/** `,"crc":"89abcdef"}\n` */
const crcField = Buffer.from(',"crc":"00000000"}\n')
const crcBytes = crcField.length
const hexAt = 8
const hexDigits = Buffer.from('0123456789abcdef')
const newline = 10
const comma = 44
const brace = 125
const reserved = ['b', 'n', 'sha', 'crc'] as const

export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url')
}

export function crcText(crc: number): string {
  return crc.toString(16).padStart(8, '0')
}

/** Writes `,"crc":"…"}\n` behind the text in `into[start, end)` and returns the end of the line. */
function closeLine(into: Buffer, start: number, end: number, seed: number): { end: number; crc: number } {
  const crc = crc32c(into, start, end, seed)
  crcField.copy(into, end)
  for (let digit = 0; digit < 8; digit += 1) {
    into[end + hexAt + digit] = hexDigits[(crc >>> (28 - 4 * digit)) & 15]!
  }
  return { end: end + crcBytes, crc }
}

/** A line of any kind (also a header) in a buffer of its own. */
export function composeLine(json: string, seed: number): Buffer {
  const text = json.slice(0, -1)
  const into = Buffer.allocUnsafe(Buffer.byteLength(text) + crcBytes)
  into.write(text)
  closeLine(into, 0, into.length - crcBytes, seed)
  return into
}

/** The record's own fields behind `{"seq":17`: `,"at":…` without the closing brace, or nothing. */
function fieldsBehindSeq(record: JournalRecord, opening: string): string {
  for (const name of reserved) {
    if (Object.hasOwn(record, name))
      throw new TypeError(`a record can't have a field "${name}": the journal's own fields have that name`)
  }
  const json = JSON.stringify(record)
  const next = json.charCodeAt(opening.length)
  if (json.startsWith(opening) && (next === comma || next === brace)) return json.slice(opening.length, -1)
  const { seq: _, ...rest } = record
  const others = JSON.stringify(rest)
  return others === '{}' ? '' : `,${others.slice(1, -1)}`
}

/** Serialises batches into one reused buffer, because only one batch is in flight at a time. */
export class BatchWriter {
  #buffer = Buffer.allocUnsafe(limits.firstBatchBytes)
  #end = 0
  #crc = 0

  /** The bytes of the last batch composed. Overwritten by the next. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#end)
  }

  /** CRC of the last line composed. */
  get crc(): number {
    return this.#crc
  }

  /**
   * Composes a batch behind an optional header line. Throws a RangeError when a record is larger than
   * `limits.recordBytes`. Throws a TypeError when a `seq` is not the next one, or a field has a name of the
   * journal's.
   */
  compose(records: readonly JournalRecord[], firstSeq: number, head: BatchHead, header?: Buffer): void {
    if (records.length === 0) throw new TypeError('a batch holds at least one record')
    this.#end = 0
    if (header) {
      this.#room(header.length)
      header.copy(this.#buffer)
      this.#end = header.length
    }
    let crc = head.seed
    const rest = `,"b":${head.batch}`
    const first = `${rest},"n":${records.length},"sha":"${head.sha}"`
    for (let index = 0; index < records.length; index += 1) {
      const record = records[index]!
      if (record.seq !== firstSeq + index)
        throw new TypeError(`record ${record.seq} where ${firstSeq + index} is next`)
      const opening = `{"seq":${record.seq}`
      const text = opening + (index === 0 ? first : rest) + fieldsBehindSeq(record, opening)
      this.#room(text.length * 3 + crcBytes)
      const start = this.#end
      const end = start + this.#buffer.write(text, start)
      if (end - start > limits.recordBytes) {
        throw new RangeError(
          `record ${record.seq} takes ${end - start} bytes, the limit is ${limits.recordBytes}`,
        )
      }
      const line = closeLine(this.#buffer, start, end, crc)
      this.#end = line.end
      crc = line.crc
    }
    this.#crc = crc
  }

  #room(bytes: number): void {
    if (this.#end + bytes <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#end + bytes))
    this.#buffer.copy(larger, 0, 0, this.#end)
    this.#buffer = larger
  }
}

/** A line whose CRC is right. Offsets count from the start of the buffer it was read from. */
export interface Closed {
  /** Behind the newline. */
  readonly end: number
  /** At the comma before `"crc"`. */
  readonly contentEnd: number
  readonly crc: number
}

export interface Line extends Closed {
  readonly seq: number
  readonly batch: number
  /** The batch's number of lines, on its first line; otherwise 0. */
  readonly count: number
  /** Offset of the 43 characters of `sha`, on the first line of a batch; otherwise -1. */
  readonly shaAt: number
  /** Offset behind `{"seq":17`. */
  readonly seqEnd: number
  /** Offset of the record's own fields. */
  readonly fieldsAt: number
}

/** The CRC that a well-formed line states before `end` (behind its newline), or -1. */
export function statedCrc(bytes: Buffer, end: number): number {
  const at = end - crcBytes
  if (at < 0) return -1
  for (let index = 0; index < crcBytes; index += 1) {
    const inDigits = index >= hexAt && index < hexAt + 8
    if (!inDigits && bytes[at + index] !== crcField[index]) return -1
  }
  let crc = 0
  for (let index = at + hexAt; index < at + hexAt + 8; index += 1) {
    const digit = hexDigits.indexOf(bytes[index]!)
    if (digit < 0) return -1
    crc = crc * 16 + digit
  }
  return crc
}

/** A line's end and CRC, checked, or a text that says what is wrong. */
export function readClosed(bytes: Buffer, at: number, size: number, seed: number): Closed | string {
  if (bytes[at] === 0) return 'zeros where a line should begin'
  const found = bytes.indexOf(newline, at)
  if (found < 0 || found >= size) return 'a line without an end'
  const end = found + 1
  const stated = statedCrc(bytes, end)
  const contentEnd = end - crcBytes
  if (stated < 0 || contentEnd <= at) return 'a line without a checksum'
  if (crc32c(bytes, at, contentEnd, seed) !== stated)
    return 'the checksum does not fit the line and the one before'
  return { end, contentEnd, crc: stated }
}

const seqOpening = Buffer.from('{"seq":')
const batchOpening = Buffer.from(',"b":')
const countOpening = Buffer.from(',"n":')
const shaOpening = Buffer.from(',"sha":"')
const shaLength = 43
const quote = 34
const mostDigits = 15

function startsWith(bytes: Buffer, at: number, text: Buffer): boolean {
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text[index]) return false
  return true
}

/** The end of the digits from `at` on; `at` itself when there are none or too many. */
function digitsEnd(bytes: Buffer, at: number): number {
  let end = at
  while (end - at <= mostDigits && bytes[end]! >= 48 && bytes[end]! <= 57) end += 1
  return end - at > mostDigits ? at : end
}

function number(bytes: Buffer, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at += 1) value = value * 10 + bytes[at]! - 48
  return value
}

type LineHead = Omit<Line, keyof Closed>

/**
 * The journal's fields in front of a record, read without a check of the CRC; undefined when the line is not a
 * record.
 */
export function readHead(bytes: Buffer, at: number): LineHead | undefined {
  if (!startsWith(bytes, at, seqOpening)) return undefined
  const seqAt = at + seqOpening.length
  const seqEnd = digitsEnd(bytes, seqAt)
  if (seqEnd === seqAt || !startsWith(bytes, seqEnd, batchOpening)) return undefined
  const batchAt = seqEnd + batchOpening.length
  const batchEnd = digitsEnd(bytes, batchAt)
  if (batchEnd === batchAt) return undefined
  const seq = number(bytes, seqAt, seqEnd)
  const batch = number(bytes, batchAt, batchEnd)
  // Object literals, because spreading objects here made reading a journal five times slower.
  if (!startsWith(bytes, batchEnd, countOpening))
    return { seq, batch, count: 0, shaAt: -1, seqEnd, fieldsAt: batchEnd }
  const countAt = batchEnd + countOpening.length
  const countEnd = digitsEnd(bytes, countAt)
  const shaAt = countEnd + shaOpening.length
  const isWhole =
    countEnd > countAt && startsWith(bytes, countEnd, shaOpening) && bytes[shaAt + shaLength] === quote
  if (!isWhole) return undefined
  return {
    seq,
    batch,
    count: number(bytes, countAt, countEnd),
    shaAt,
    seqEnd,
    fieldsAt: shaAt + shaLength + 1,
  }
}

/** A record's line, checked, or a text that says what is wrong. */
export function readLine(bytes: Buffer, at: number, size: number, seed: number): Line | string {
  const closed = readClosed(bytes, at, size, seed)
  if (typeof closed === 'string') return closed
  const head = readHead(bytes, at)
  if (!head) return 'a line without sequence and batch number'
  const { end, contentEnd, crc } = closed
  const { seq, batch, count, shaAt, seqEnd, fieldsAt } = head
  return { end, contentEnd, crc, seq, batch, count, shaAt, seqEnd, fieldsAt }
}

export function shaOf(bytes: Buffer, line: { readonly shaAt: number }): string {
  return bytes.toString('latin1', line.shaAt, line.shaAt + shaLength)
}

/**
 * The record of a line just read, without the journal's fields. Overwrites its input, so that nothing is copied or
 * parsed twice: the fields in front become `{"seq":17`, the CRC becomes the closing brace.
 */
export function takeRecord(bytes: Buffer, at: number, line: Line): JournalRecord {
  const opening = line.seqEnd - at
  const start = line.fieldsAt - opening
  bytes.copyWithin(start, at, line.seqEnd)
  bytes[line.contentEnd] = brace
  return JSON.parse(bytes.toString('utf8', start, line.contentEnd + 1))
}
