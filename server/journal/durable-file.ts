import { basename, dirname } from 'node:path'
import { WrongKind } from './errors.ts'
import type { FileSystem, OpenFile } from './file-system.ts'
import { limits } from './limits.ts'

/** Writes all bytes in a loop, because a write on a nearly full disk may be short without an error. */
export async function writeAll(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  let at = 0
  while (at < bytes.length) {
    const start = at
    const written = await new Promise<number>((resolve, reject) => {
      file.write(bytes, start, bytes.length - start, position + start, (error, count) =>
        error ? reject(error) : resolve(count),
      )
    })
    if (written <= 0)
      throw new Error(`a write of ${bytes.length - at} bytes wrote 0 bytes and reported no error`)
    at += written
  }
}

export function syncParentOf(fs: FileSystem, path: string): Promise<void> {
  return fs.syncDirectory(dirname(path))
}

/** Path of the temporary file. A leftover of a crash is overwritten by the next write. */
export const unfinishedName = (path: string): string => `${path}.new`

interface DurableWrite {
  /** Awaited between the sync of the new content and the rename. */
  readonly before?: () => Promise<void>
}

/**
 * Replaces a file atomically: after it resolves, the new content is durable; after a crash before that, the file is
 * the old or the new one. Steps: a temporary file, all bytes, sync, size check, rename, sync of the directory. When
 * it rejects, the old file is still there, unless the last step (the directory's sync) failed.
 */
export async function writeDurably(
  fs: FileSystem,
  path: string,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { before }: DurableWrite = {},
): Promise<void> {
  const aside = unfinishedName(path)
  try {
    const file = await fs.open(aside, 'fresh')
    try {
      let at = 0
      for await (const piece of pieces) {
        await writeAll(file, piece, at)
        at += piece.length
      }
      await file.sync()
      const size = await file.size()
      if (size !== at) throw new Error(`${aside} has ${size} bytes after ${at} were written`)
    } finally {
      await file.close()
    }
    await before?.()
    await fs.rename(aside, path)
  } catch (error) {
    // Best effort: the caller needs the reason of the failure, not that of the clean-up.
    await fs.remove(aside).catch(() => false)
    throw error
  }
  await syncParentOf(fs, path)
}

/** The whole file, or undefined when there is none. Throws a RangeError above `limit` bytes, `WrongKind` for a directory. */
export async function readWhole(fs: FileSystem, path: string, limit: number): Promise<Buffer | undefined> {
  const facts = await fs.stat(path)
  if (!facts) return undefined
  if (facts.directory) throw new WrongKind(path, true)
  const file = await fs.open(path, 'read')
  try {
    const size = await file.size()
    if (size > limit) throw new RangeError(`${path} has ${size} bytes, the limit is ${limit}`)
    const bytes = Buffer.allocUnsafe(size)
    let at = 0
    while (at < size) {
      const count = await file.read(bytes, at, size - at, at)
      if (count === 0) break
      at += count
    }
    return bytes.subarray(0, at)
  } finally {
    await file.close()
  }
}

/** `<stem>-<n>` with the first free n, so that no earlier copy is overwritten. */
export async function freeName(fs: FileSystem, stem: string): Promise<string> {
  for (let copy = 1; copy <= limits.copiesAside; copy += 1) {
    const name = `${stem}-${copy}`
    if (!(await fs.stat(name))) return name
  }
  throw new RangeError(
    `${limits.copiesAside} copies named ${basename(stem)}-… exist already: look at them and move them away`,
  )
}
