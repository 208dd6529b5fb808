import { createHash } from 'node:crypto'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { readWhole, syncParentOf, writeDurably } from './durable-file.ts'
import { NewerFormat, OtherHall } from './errors.ts'
import type { FileSystem } from './file-system.ts'
import type { Position } from './journal-reader.ts'
import { parseJson } from './json-text.ts'
import { limits } from './limits.ts'

/** Format 2 states the version of its snapshot. */
const checkpointFormat = 2
export const checkpointName = 'checkpoint.json'
export const previousCheckpointName = 'checkpoint.previous.json'
/** The newest first. */
export const checkpointNames = [checkpointName, previousCheckpointName] as const
export type CheckpointName = (typeof checkpointNames)[number]

/**
 * A state at one record, for a quick start. `head` and the items of `lists` must not change during a save. They are
 * serialised piece by piece, in between other work.
 */
export interface Checkpoint {
  readonly hall: string
  readonly epoch: string
  /** The version of `head` and `lists`, as their writer names it; format 1 had none. */
  readonly version?: string
  /** The last record that is in the state. */
  readonly seq: number
  /** The position to continue reading from: behind a durable batch whose last record is `seq` or an earlier one. */
  readonly position: Position
  readonly head: Readonly<Record<string, unknown>>
  /** The big lists by name. */
  readonly lists: Readonly<Record<string, readonly unknown[]>>
}

interface FoundCheckpoint {
  /** The newest intact checkpoint; undefined: read the journal from its first segment. */
  readonly checkpoint: Checkpoint | undefined
  readonly file: string | undefined
  /** Files that could not be used, and why. */
  readonly troubles: readonly { readonly file: string; readonly what: string }[]
}

const tailOpening = '"sha256":"'
/** `"sha256":"<64 hex>"}\n`: fixed width, the hash is over all bytes before it. */
const tailBytes = tailOpening.length + 64 + 3

/** Text of a checkpoint in pieces of at most `limits.checkpointItems` items. */
function* checkpointTexts({
  hall,
  epoch,
  version,
  seq,
  position,
  head,
  lists,
}: Checkpoint): Generator<string> {
  const opening = JSON.stringify({ format: checkpointFormat, hall, epoch, version, seq, position })
  yield `${opening.slice(0, -1)},\n"head":${JSON.stringify(head)},\n"lists":{`
  let between = '\n'
  for (const [name, items] of Object.entries(lists)) {
    yield `${between}${JSON.stringify(name)}:[`
    between = ',\n'
    let text = ''
    let count = 0
    for (let index = 0; index < items.length; index += 1) {
      text += `${index === 0 ? '\n' : ',\n'}${JSON.stringify(items[index]) ?? 'null'}`
      count += 1
      if (count < limits.checkpointItems && text.length < limits.checkpointSliceBytes) continue
      yield text
      text = ''
      count = 0
    }
    yield `${text}\n]`
  }
  yield '\n},\n'
}

function* checkpointPieces(checkpoint: Checkpoint): Generator<Buffer> {
  const hash = createHash('sha256')
  for (const text of checkpointTexts(checkpoint)) {
    const piece = Buffer.from(text)
    hash.update(piece)
    yield piece
  }
  yield Buffer.from(`${tailOpening}${hash.digest('hex')}"}\n`)
}

/** An intact checkpoint, or a text that says what is wrong with it, or undefined when there is none. */
export async function readCheckpointFile(
  fs: FileSystem,
  path: string,
): Promise<Checkpoint | string | undefined> {
  const { bytes: size } = (await fs.stat(path)) ?? {}
  if (size !== undefined && size > limits.checkpointBytes)
    return `the checkpoint has ${size} bytes, the limit is ${limits.checkpointBytes}`
  const bytes = await readWhole(fs, path, limits.checkpointBytes)
  if (!bytes) return undefined
  const end = bytes.length - tailBytes
  if (end <= 0) return 'the checkpoint is cut short'
  const stated = bytes.toString('latin1', end)
  const hash = createHash('sha256').update(bytes.subarray(0, end)).digest('hex')
  if (stated !== `${tailOpening}${hash}"}\n`) return 'the checksum of the checkpoint does not fit its content'
  const read: Checkpoint & { format: number } = JSON.parse(bytes.toString('utf8'))
  if (read.format > checkpointFormat) throw new NewerFormat(path, read.format, checkpointFormat)
  const { hall, epoch, version, seq, position, head, lists } = read
  return { hall, epoch, ...(version === undefined ? {} : { version }), seq, position, head, lists }
}

/** The position of a checkpoint by its first line alone; undefined when there is none, or none that can be read. */
export async function readCheckpointPosition(fs: FileSystem, path: string): Promise<Position | undefined> {
  if (!(await fs.stat(path))) return undefined
  const file = await fs.open(path, 'read')
  try {
    const bytes = Buffer.alloc(limits.checkpointHeadBytes)
    const text = bytes.toString('utf8', 0, await file.read(bytes, 0, bytes.length, 0))
    const [line = ''] = text.split(',\n', 1)
    const parsed = parseJson(`${line}}`)
    return 'value' in parsed ? (parsed.value as Partial<Checkpoint>).position : undefined
  } finally {
    await file.close()
  }
}

/** The reason for which a program that reads snapshots of `version` does not use the checkpoint. */
export const otherFormOf = (found: Checkpoint, version: string | undefined): string | undefined =>
  version === undefined || found.version === version
    ? undefined
    : `its snapshot has the form "${found.version ?? ''}", this version reads "${version}"`

/** The checkpoints of one data directory: the newest and the previous one. */
export class Checkpoints {
  readonly #fs: FileSystem
  readonly #directory: string
  readonly #hall: string
  #presentIsWhole = false
  readonly #mutex = pLimit(1)

  constructor(fs: FileSystem, directory: string, hall: string) {
    this.#fs = fs
    this.#directory = directory
    this.#hall = hall
  }

  /**
   * Throws `NewerFormat` and `OtherHall`. A damaged checkpoint, or one of another snapshot version than `version`, is
   * skipped and listed in `troubles`.
   */
  async read(version?: string): Promise<FoundCheckpoint> {
    const troubles: { file: string; what: string }[] = []
    for (const name of checkpointNames) {
      const file = join(this.#directory, name)
      const found = await readCheckpointFile(this.#fs, file)
      if (found === undefined) continue
      if (typeof found === 'string') {
        troubles.push({ file, what: found })
        continue
      }
      if (found.hall !== this.#hall) throw new OtherHall(file, found.hall, this.#hall)
      const otherForm = otherFormOf(found, version)
      if (otherForm !== undefined) {
        troubles.push({ file, what: otherForm })
        continue
      }
      this.#presentIsWhole = name === checkpointName
      return { checkpoint: found, file, troubles }
    }
    return { checkpoint: undefined, file: undefined, troubles }
  }

  /**
   * Saves a checkpoint durably; the previous one stays as `checkpoint.previous.json`. The rename waits for
   * `whenDurable`, because a state may be ahead of the disk and a checkpoint may not. Saves run one after another.
   */
  save(checkpoint: Checkpoint, whenDurable: () => Promise<void> = async () => undefined): Promise<void> {
    return this.#mutex(() => this.#write(checkpoint, whenDurable))
  }

  async #write(checkpoint: Checkpoint, whenDurable: () => Promise<void>): Promise<void> {
    const path = join(this.#directory, checkpointName)
    await writeDurably(this.#fs, path, checkpointPieces(checkpoint), {
      before: async () => {
        await whenDurable()
        // A damaged checkpoint must not replace the intact previous one.
        if (!this.#presentIsWhole) return
        await this.#fs.rename(path, join(this.#directory, previousCheckpointName))
        await syncParentOf(this.#fs, path)
        this.#presentIsWhole = false
      },
    })
    this.#presentIsWhole = true
  }
}
