import { basename, join } from 'node:path'
import { DataDamaged } from './damage.ts'
import { syncParentOf, writeAll, writeDurably } from './durable-file.ts'
import type { FileSystem } from './file-system.ts'
import type { JournalRecord } from './frames.ts'
import { limits } from './limits.ts'
import { type Fault, type Position, type Run, readRun } from './run.ts'
import { removeUnfinished, segmentName } from './segments.ts'

/** What was cut off the end: the last batch, which nobody was told of, with whatever lay behind it. */
export interface Cut {
  readonly file: string
  readonly offset: number
  readonly bytes: number
  /** Where the cut bytes lie now. */
  readonly aside: string
  readonly what: string
}

export interface RecoverOptions {
  readonly fs: FileSystem
  readonly directory: string
  readonly hall: string
  /** From a checkpoint; records up to `seq` are already in its state. */
  readonly from?: { readonly seq: number; readonly position: Position } | undefined
  readonly onRecord: (record: JournalRecord) => void
}

export interface Recovered {
  readonly run: Run
  readonly cut?: Cut
}

/**
 * Reads the journal and makes its end clean. Records reach `onRecord` in whole batches, in order.
 * Damage in the last batch (torn, with holes, flipped, garbage or zeros behind): cut whole, its bytes copied aside, the rest
 * of the segment set to zeros and synced. Anything else is refused as `DataDamaged`, with nothing written:
 * damage that a later batch follows, a missing segment, a journal that ends before the checkpoint.
 */
export async function recover(options: RecoverOptions): Promise<Recovered> {
  const { fs, directory, hall, from, onRecord } = options
  const known = from?.seq ?? 0
  const run = await readRun({
    fs,
    directory,
    hall,
    from: from?.position,
    onBatch: (records) => {
      for (const record of records) if (record.seq > known) onRecord(record)
    },
  })
  const { fault, last } = run
  if (fault?.acknowledged) throw new DataDamaged(fault.file, fault.failedAt, fault.what)
  const lastSeq = last?.seq ?? 0
  if (lastSeq < known) {
    const file = join(directory, segmentName(last?.segment ?? 1))
    throw new DataDamaged(
      file,
      last?.offset ?? 0,
      `the journal ends with record ${lastSeq}, but the checkpoint knows ${known}`,
    )
  }
  await removeUnfinished(fs, directory)
  return fault ? { run, cut: await cutTail(fs, fault) } : { run }
}

/** Copies the bytes aside, then sets them to zero; both synced before it resolves. */
export async function cutTail(fs: FileSystem, fault: Fault): Promise<Cut> {
  const { file: path, batchAt: offset, used } = fault
  const file = await fs.open(path, 'edit')
  try {
    const tail = Buffer.alloc(used - offset)
    let at = 0
    while (at < tail.length) {
      const count = await file.read(tail, at, tail.length - at, offset + at)
      if (count === 0) throw new Error(`${path} became shorter while it was read`)
      at += count
    }
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

/** `<stem>-<n>` with the first n that nothing has yet: what was set aside before is never overwritten. */
export async function freeName(fs: FileSystem, stem: string): Promise<string> {
  for (let copy = 1; copy <= limits.copiesAside; copy += 1) {
    const name = `${stem}-${copy}`
    if (!(await fs.stat(name))) return name
  }
  throw new RangeError(
    `${limits.copiesAside} copies named ${basename(stem)}-… lie there already: look at them and move them away`,
  )
}
