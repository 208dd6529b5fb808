import { DataDamaged, NewerFormat } from './errors.ts'
import type { FileSystem, OpenFile } from './file-system.ts'
import { limits } from './limits.ts'
import { type JournalRecord, readLine, sha256, statedCrc } from './record-codec.ts'
import { journalFormat, readHeader } from './segments.ts'

/** One whole batch of a segment. */
export interface StreamedBatch {
  readonly batch: number
  /** Its first byte, and the byte behind its last, from the start of the file. */
  readonly offset: number
  readonly end: number
  readonly records: readonly JournalRecord[]
  /** SHA-256 of its bytes as the next batch states it, base64url; only until the next batch is taken. */
  sha(): string
}

const newline = 10
/** Enough to hold the checksum of the line before a batch. */
const bytesBefore = 64

/**
 * The whole batches of a segment from an offset on (0: from its header on), read in pieces, so that a long day neither
 * fills the memory nor blocks the event loop. The hall may write to the segment meanwhile; its last batch may then be one
 * that nobody was told of. Throws `DataDamaged`, also for an offset at which no line begins, and `NewerFormat`.
 */
export async function* batchesOf(
  fs: FileSystem,
  path: string,
  from = 0,
  pieceBytes: number = limits.streamBytes,
): AsyncGenerator<StreamedBatch> {
  const file = await fs.open(path, 'read')
  try {
    if (from > (await file.size())) throw new DataDamaged(path, from, 'the segment ends before')
    const window = new Window(file, Math.max(0, from - bytesBefore))
    let at = from
    let crc = -1
    await window.grow(pieceBytes)
    if (from === 0) {
      if (window.isBlank(0)) return
      const header = readHeader(window.bytes, window.bytes.length)
      if (typeof header === 'string') throw new DataDamaged(path, 0, header)
      if (header.format > journalFormat) throw new NewerFormat(path, header.format, journalFormat)
      at = header.end
      crc = header.crc
    } else crc = statedCrc(window.bytes, from - window.base)
    if (crc < 0) throw new DataDamaged(path, from, 'no line begins here')
    for (;;) {
      const found = readBatch(window, path, at, crc)
      if (found === 'end') return
      if (found === 'more') {
        if (!(await window.grow(pieceBytes))) return
        continue
      }
      yield found.batch
      at = found.batch.end
      crc = found.crc
      window.leave(at)
    }
  } finally {
    await file.close()
  }
}

/** A part of a file in memory, which moves forwards. */
class Window {
  readonly #file: OpenFile
  /** Offset of its first byte in the file. */
  base: number
  bytes: Buffer = Buffer.alloc(0)

  constructor(file: OpenFile, base: number) {
    this.#file = file
    this.base = base
  }

  /** Reads on, twice as much each time while nothing is left behind. False at the end of the file. */
  async grow(pieceBytes: number): Promise<boolean> {
    const piece = Buffer.allocUnsafe(Math.max(pieceBytes, this.bytes.length))
    const count = await this.#file.read(piece, 0, piece.length, this.base + this.bytes.length)
    if (count > 0) this.bytes = Buffer.concat([this.bytes, piece.subarray(0, count)])
    return count > 0
  }

  /** Drops the bytes before an offset of the file. */
  leave(offset: number): void {
    this.bytes = this.bytes.subarray(offset - this.base)
    this.base = offset
  }

  /** Whether the zeros of the preallocated rest begin at an offset of the file. */
  isBlank(offset: number): boolean {
    return this.bytes[offset - this.base] === 0 || this.bytes.length === 0
  }
}

function readBatch(
  window: Window,
  path: string,
  offset: number,
  seed: number,
): { batch: StreamedBatch; crc: number } | 'more' | 'end' {
  const { bytes, base } = window
  const start = offset - base
  const records: JournalRecord[] = []
  let [at, crc, left, batch] = [start, seed, 1, 0]
  while (left > 0) {
    if (bytes[at] === 0) return 'end'
    if (bytes.indexOf(newline, at) < 0) return 'more'
    const line = readLine(bytes, at, bytes.length, crc)
    if (typeof line === 'string') throw new DataDamaged(path, base + at, line)
    if (records.length === 0) {
      if (line.count === 0) throw new DataDamaged(path, base + at, 'a batch without its first line')
      left = line.count
      batch = line.batch
    }
    records.push(recordOf(bytes.toString('utf8', at, line.contentEnd)))
    left -= 1
    at = line.end
    crc = line.crc
  }
  const sha = () => sha256(bytes.subarray(start, at))
  return { batch: { batch, offset, end: base + at, records, sha }, crc }
}

/** A record without the fields of the journal. */
function recordOf(line: string): JournalRecord {
  const { b: _b, n: _n, sha: _sha, ...record } = JSON.parse(`${line}}`)
  return record
}
