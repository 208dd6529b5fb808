import { type JournalRecord, type Line, readHead, readLine, statedCrc, takeRecord } from './record-codec.ts'

/** The reader's position inside a segment. */
export interface Cursor {
  offset: number
  /** Start of the last batch or header read; -1 when none was read. */
  unitAt: number
  crc: number
  seq: number
  batch: number
}

/** A batch that is not whole: its start, the offset at which reading failed, and why. */
export interface Trouble {
  readonly batchAt: number
  readonly failedAt: number
  readonly what: string
}

function lineTrouble(line: Line, first: boolean, cursor: Cursor, seq: number): string {
  if (line.batch !== cursor.batch + 1)
    return `a line of batch ${line.batch} where batch ${cursor.batch + 1} is next`
  if (line.seq !== seq) return `record ${line.seq} where ${seq} is next`
  if (first !== line.count > 0)
    return first ? 'a batch without its first line' : 'a batch that begins inside another'
  return ''
}

/** Reads whole batches and moves the cursor behind each. Overwrites its input. */
export function readBatches(
  bytes: Buffer,
  used: number,
  cursor: Cursor,
  onBatch: (records: readonly JournalRecord[]) => void,
): Trouble | undefined {
  while (cursor.offset < used) {
    const batchAt = cursor.offset
    const records: JournalRecord[] = []
    let at = batchAt
    let seed = cursor.crc
    let count = 1
    while (records.length < count) {
      if (at >= used)
        return {
          batchAt,
          failedAt: at,
          what: `batch ${cursor.batch + 1} ends after ${records.length} of ${count} lines`,
        }
      const line = readLine(bytes, at, used, seed)
      if (typeof line === 'string') return { batchAt, failedAt: at, what: line }
      const trouble = lineTrouble(line, records.length === 0, cursor, cursor.seq + records.length + 1)
      if (trouble) return { batchAt, failedAt: at, what: trouble }
      if (records.length === 0) count = line.count
      records.push(takeRecord(bytes, at, line))
      at = line.end
      seed = line.crc
    }
    onBatch(records)
    cursor.offset = at
    cursor.unitAt = batchAt
    cursor.crc = seed
    cursor.seq += count
    cursor.batch += 1
  }
  return undefined
}

const lineOpening = Buffer.from('{"seq":')

/**
 * Whether a later batch than `batch` left a trace behind `start`. Then `batch` was acknowledged, because only one
 * batch is in flight at a time. Traces are the first line of a batch (with count and SHA-256), or a line whose
 * checksum follows on.
 */
export function hasLaterBatch(bytes: Buffer, start: number, used: number, batch: number): boolean {
  for (
    let at = bytes.indexOf(lineOpening, start + 1);
    at >= 0 && at < used;
    at = bytes.indexOf(lineOpening, at + 1)
  ) {
    const head = readHead(bytes, at)
    if (!head || head.batch <= batch) continue
    if (head.count > 0) return true
    const seed = statedCrc(bytes, at)
    if (seed >= 0 && typeof readLine(bytes, at, used, seed) !== 'string') return true
  }
  return false
}
