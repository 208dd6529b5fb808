import { join } from 'node:path'
import { syncParentOf, writeAll } from './durable-file.ts'
import { DataDamaged } from './errors.ts'
import type { FileSystem, OpenFile } from './file-system.ts'
import { limits } from './limits.ts'
import { composeLine, crcText, readClosed } from './record-codec.ts'

/**
 * Version of segments and their lines. The framing of the header line is the same in every version. Since 2, events
 * state their versions, which programs that know only 1 do not read.
 */
export const journalFormat = 2

/** The folder of the segments in a data directory. */
export const journalFolder = 'journal'

/** The first line of a segment; written together with the first batch in it. */
interface SegmentHeader {
  readonly format: number
  readonly hall: string
  /** Changes when a backup was restored or a journal repaired, so that screens load everything again. */
  readonly epoch: string
  readonly segment: number
  readonly firstSeq: number
  readonly firstBatch: number
  /** CRC of the last line of the segment before, 8 hex digits; zeros in the first. */
  readonly crcBefore: string
  /** SHA-256 of the last batch of the segment before, base64url; empty in the first. */
  readonly shaBefore: string
}

export const segmentName = (segment: number): string => `${String(segment).padStart(8, '0')}.ndjson`

const named = /^(\d{8})\.ndjson$/

/** Numbers of the segments in a directory, ascending; none when there is no directory. */
export async function listSegments(fs: FileSystem, directory: string): Promise<number[]> {
  if (!(await fs.stat(directory))) return []
  const names = await fs.list(directory)
  return names.flatMap((name) => {
    const found = named.exec(name)
    return found ? [Number(found[1])] : []
  })
}

/** Throws a RangeError when the hall's id makes it longer than `limits.headerBytes`. */
export function composeHeader(header: SegmentHeader): Buffer {
  const line = composeLine(JSON.stringify(header), 0)
  if (line.length > limits.headerBytes) {
    throw new RangeError(
      `the segment header takes ${line.length} bytes, the limit is ${limits.headerBytes}: the hall's id is too long`,
    )
  }
  return line
}

const texts = ['hall', 'epoch', 'crcBefore', 'shaBefore'] as const
const numbers = ['format', 'segment', 'firstSeq', 'firstBatch'] as const

export interface ReadHeader extends SegmentHeader {
  /** Offset of the first batch. */
  readonly end: number
  readonly crc: number
}

/**
 * The header of a segment, checked, or a text that says what is wrong. A newer format is returned with the fields it
 * has.
 */
export function readHeader(bytes: Buffer, size: number): ReadHeader | string {
  const closed = readClosed(bytes, 0, size, 0)
  if (typeof closed === 'string') return closed
  const header: Record<string, unknown> = JSON.parse(`${bytes.toString('utf8', 0, closed.contentEnd)}}`)
  const isNewer = typeof header.format === 'number' && header.format > journalFormat
  const isWhole =
    texts.every((name) => typeof header[name] === 'string') &&
    numbers.every((name) => Number.isSafeInteger(header[name]))
  if (!isNewer && !isWhole) return 'a header with fields missing'
  return { ...(header as unknown as SegmentHeader), end: closed.end, crc: closed.crc }
}

/** The header of a segment in use. Throws `DataDamaged`. */
export async function readSegmentHead(fs: FileSystem, path: string): Promise<ReadHeader> {
  const file = await fs.open(path, 'read')
  try {
    const bytes = Buffer.alloc(limits.headerBytes)
    const header = readHeader(bytes, await readFully(file, bytes, 0, bytes.length))
    if (typeof header === 'string') throw new DataDamaged(path, 0, header)
    return header
  } finally {
    await file.close()
  }
}

export const noCrc = crcText(0)

/** A segment that can be written to. */
export interface OpenSegment {
  readonly number: number
  readonly file: OpenFile
  /** Its whole size; the zeros behind the last batch are the free room. */
  readonly bytes: number
}

const unfinished = '.preparing'

/** Removes leftovers of a stopped preallocation. */
export async function removeUnfinished(fs: FileSystem, directory: string): Promise<void> {
  for (const name of await fs.list(directory))
    if (name.endsWith(unfinished)) await fs.remove(join(directory, name))
}

/**
 * Preallocates a segment of zeros: filled in steps, synced, renamed, the directory synced, and only then opened. So a
 * later write changes neither size nor block list, and an unfinished segment never has a segment's name. Resolves
 * undefined when `stopped` returns true in between; rejects (`ENOSPC`, …) with nothing left behind.
 */
export async function prepareSegment(
  fs: FileSystem,
  directory: string,
  segment: number,
  bytes: number,
  stopped: () => boolean,
): Promise<OpenSegment | undefined> {
  const path = join(directory, segmentName(segment))
  const temporary = `${path}${unfinished}`
  try {
    const file = await fs.open(temporary, 'fresh')
    try {
      const zeros = Buffer.alloc(Math.min(bytes, limits.fillBytes))
      for (let at = 0; at < bytes; at += zeros.length) {
        if (stopped()) break
        await writeAll(file, zeros.subarray(0, Math.min(zeros.length, bytes - at)), at)
      }
      if (!stopped()) await file.sync()
    } finally {
      await file.close()
    }
    if (stopped()) {
      await fs.remove(temporary)
      return undefined
    }
    await fs.rename(temporary, path)
    await syncParentOf(fs, path)
  } catch (error) {
    // The clean-up may fail too; the caller needs the reason why the preallocation failed.
    await fs.remove(temporary).catch(() => false)
    throw error
  }
  return { number: segment, file: await fs.open(path, 'durable'), bytes }
}

/** Cuts the zeros behind the last line. Returns the bytes that remain. */
export async function trimSegment(fs: FileSystem, path: string): Promise<number> {
  const file = await fs.open(path, 'edit')
  try {
    const size = await file.size()
    const used = await usedBytes(file, size)
    if (used < size) {
      await file.truncate(used)
      await file.sync()
    }
    return used
  } finally {
    await file.close()
  }
}

/** Bytes of a segment up to the zeros at its end; another process may write to it meanwhile. */
export async function usedSize(fs: FileSystem, path: string): Promise<number> {
  const file = await fs.open(path, 'read')
  try {
    return await usedBytes(file, await file.size())
  } finally {
    await file.close()
  }
}

async function usedBytes(file: OpenFile, size: number): Promise<number> {
  const piece = Buffer.allocUnsafe(Math.min(size, limits.recordBytes))
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - piece.length)
    const count = await readFully(file, piece, start, end - start)
    const last = lastUsed(piece, count)
    if (last > 0) return start + last
    end = start
  }
  return 0
}

async function readFully(file: OpenFile, into: Buffer, position: number, length: number): Promise<number> {
  let count = 0
  while (count < length) {
    const more = await file.read(into, count, length - count, position + count)
    if (more === 0) break
    count += more
  }
  return count
}

/** Start of the zeros at the end of `bytes[0, size)`. */
export function lastUsed(bytes: Buffer, size: number): number {
  let end = size
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  return end
}

/** A whole segment in memory, and the start of its trailing zeros. */
export async function readSegment(
  fs: FileSystem,
  path: string,
): Promise<{ bytes: Buffer; size: number; used: number }> {
  const file = await fs.open(path, 'read')
  try {
    const size = await file.size()
    if (size > limits.largestSegmentBytes) {
      throw new RangeError(`${path} has ${size} bytes, a segment has at most ${limits.largestSegmentBytes}`)
    }
    const bytes = Buffer.allocUnsafe(size)
    const count = await readFully(file, bytes, 0, size)
    return { bytes, size: count, used: lastUsed(bytes, count) }
  } finally {
    await file.close()
  }
}
