import { batchesOf, type StreamedBatch } from '../../journal/batch-stream.ts'
import { DataDamaged } from '../../journal/errors.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { limits } from '../../journal/limits.ts'
import { readHead } from '../../journal/record-codec.ts'
import { usedSize } from '../../journal/segments.ts'

const newline = 10

/**
 * The whole batches of a segment up to an offset, the newest first, read in pieces; `upTo` absent: from the last whole batch
 * on. Throws as `batchesOf` does, also for an offset at which no batch ends.
 */
export async function* batchesBack(
  fs: FileSystem,
  path: string,
  upTo?: number,
  pieceBytes: number = limits.streamBytes,
): AsyncGenerator<StreamedBatch> {
  let end = upTo ?? (await usedSize(fs, path))
  let isExact = upTo !== undefined
  while (end > 0) {
    const start = await startBefore(fs, path, end, pieceBytes)
    const piece: StreamedBatch[] = []
    for await (const batch of batchesOf(fs, path, start, pieceBytes)) {
      if (batch.end > end) break
      piece.push(batch)
      if (batch.end === end) break
    }
    if (isExact && piece.at(-1)?.end !== end) throw new DataDamaged(path, end, 'no batch ends here')
    yield* piece.reverse()
    if (start === 0) return
    end = start
    isExact = true
  }
}

/** A place not far before an offset at which a batch begins; 0 for the first one with its header. */
async function startBefore(fs: FileSystem, path: string, end: number, pieceBytes: number): Promise<number> {
  const file = await fs.open(path, 'read')
  try {
    if (end > (await file.size())) throw new DataDamaged(path, end, 'the segment ends before')
    for (let size = pieceBytes; size < end; size *= 2) {
      const bytes = Buffer.alloc(size)
      await file.read(bytes, 0, size, end - size)
      for (let at = bytes.indexOf(newline) + 1; at > 0 && at < size; at = bytes.indexOf(newline, at) + 1)
        if ((readHead(bytes, at)?.count ?? 0) > 0) return end - size + at
    }
    return 0
  } finally {
    await file.close()
  }
}
