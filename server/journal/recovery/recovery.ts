import { join } from 'node:path'
import { freeName, syncParentOf, writeAll, writeDurably } from '../durable-file.ts'
import { DataDamaged } from '../errors.ts'
import type { FileSystem, OpenFile } from '../file-system.ts'
import {
  type BatchPlace,
  type Fault,
  type JournalRead,
  type Position,
  readJournal,
} from '../journal-reader.ts'
import type { JournalRecord } from '../record-codec.ts'
import { removeUnfinished, segmentName } from '../segments.ts'
import type { Finding } from './judgement-types.ts'

/** The tail that was cut off: the last batch, which was never acknowledged, and the bytes behind it. */
export interface Cut {
  readonly file: string
  readonly offset: number
  readonly bytes: number
  /** Path of the copy of the cut bytes. */
  readonly aside: string
  readonly what: string
}

interface RecoverOptions {
  readonly fs: FileSystem
  readonly directory: string
  readonly hall: string
  /** From a checkpoint; records up to `seq` are already in its state. */
  readonly from?: { readonly seq: number; readonly position: Position } | undefined
  readonly onRecord: (record: JournalRecord, place: BatchPlace) => void
}

interface Recovered {
  readonly run: JournalRead
  readonly cut?: Cut
}

/**
 * Reads the journal and repairs its end. Records reach `onRecord` in whole batches, in order.
 * A damaged last batch (torn, with holes, flipped, garbage or zeros behind) is cut whole: its bytes are copied to
 * another file, the rest of the segment is set to zeros and synced. The last whole batch is made durable once more.
 * Other damage is refused as `DataDamaged`, with nothing written: damage before a later batch, a missing segment, a
 * journal that ends before the checkpoint.
 */
export async function recover(options: RecoverOptions): Promise<Recovered> {
  const { fs, directory, hall, from, onRecord } = options
  const known = from?.seq ?? 0
  const run = await readJournal({
    fs,
    directory,
    hall,
    from: from?.position,
    onBatch: (records, place) => {
      for (const record of records) if (record.seq > known) onRecord(record, place)
    },
  })
  const { fault } = run
  const refusal = startRefusal(run, directory, known)
  if (refusal) throw new DataDamaged(refusal.file, refusal.offset, refusal.what)
  await removeUnfinished(fs, directory)
  const recovered = fault ? { run, cut: await cutTail(fs, fault) } : { run }
  await writeLastAgain(fs, directory, run)
  return recovered
}

/**
 * The damage for which a start does not go on with what it read, with its place; undefined when it goes on. `known` is
 * the last record of the checkpoint.
 */
export function startRefusal(
  { fault, last }: JournalRead,
  directory: string,
  known: number,
): Finding | undefined {
  if (fault?.acknowledged) {
    const { file, failedAt: offset, what, segment } = fault
    return { file, offset, what, segment }
  }
  const lastSeq = last?.seq ?? 0
  if (lastSeq >= known) return undefined
  const segment = last?.segment ?? 1
  const what = `the journal ends with record ${lastSeq}, but the checkpoint knows ${known}`
  return { file: join(directory, segmentName(segment)), offset: last?.offset ?? 0, what, segment }
}

/**
 * Writes the last batch once more, durably, before it is published. A batch that was read may only be in the page
 * cache: a killed process, or a failed sync, leaves it there dirty or wrongly marked clean. A later power cut would
 * lose it, while batches written after it stay.
 */
async function writeLastAgain(
  fs: FileSystem,
  directory: string,
  { last, lastWriteAt }: JournalRead,
): Promise<void> {
  if (!last || lastWriteAt === undefined) return
  const file = await fs.open(join(directory, segmentName(last.segment)), 'durable')
  try {
    const bytes = Buffer.alloc(last.offset - lastWriteAt)
    await readAll(file, bytes, lastWriteAt)
    await writeAll(file, bytes, lastWriteAt)
  } finally {
    await file.close()
  }
}

async function readAll(file: OpenFile, into: Buffer, position: number): Promise<void> {
  for (let at = 0; at < into.length; ) {
    const count = await file.read(into, at, into.length - at, position + at)
    if (count === 0) throw new Error('a segment became shorter while it was read')
    at += count
  }
}

/** Copies the bytes to another file, then sets them to zero; both are durable before it resolves. */
async function cutTail(fs: FileSystem, fault: Fault): Promise<Cut> {
  const { file: path, batchAt: offset, used } = fault
  const file = await fs.open(path, 'edit')
  try {
    const tail = Buffer.alloc(used - offset)
    await readAll(file, tail, offset)
    const aside = await freeName(fs, `${path}.broken`)
    await writeDurably(fs, aside, [tail])
    await writeAll(file, Buffer.alloc(tail.length), offset)
    await file.sync()
    await syncParentOf(fs, path)
    return { file: path, offset, bytes: tail.length, aside, what: fault.what }
  } finally {
    await file.close()
  }
}
