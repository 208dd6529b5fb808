import { createHash } from 'node:crypto'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { readWhole, syncParentOf, writeDurably } from './durable-file.ts'
import { NewerFormat, OtherHall } from './errors.ts'
import type { FileSystem } from './file-system.ts'
import type { Position } from './journal-reader.ts'
import { limits } from './limits.ts'

/** 2: states the form of its snapshot. */
export const checkpointFormat = 2
export const checkpointName = 'checkpoint.json'
export const previousCheckpointName = 'checkpoint.previous.json'

/**
 * A state at one record, for a quick start. `head` and the items of `lists` must not change any more while it is saved;
 * they are turned into text piece by piece, in between other work.
 */
export interface Checkpoint {
  readonly hall: string
  readonly epoch: string
  /** The form of `head` and `lists`, as their writer names it; format 1 stated none. */
  readonly version?: string
  /** The last record that is in the state. */
  readonly seq: number
  /** Where reading goes on: behind a batch on the disk whose last record is `seq` or one before it. */
  readonly position: Position
  readonly head: Readonly<Record<string, unknown>>
  /** The big lists by name. */
  readonly lists: Readonly<Record<string, readonly unknown[]>>
}

export interface FoundCheckpoint {
  /** The newest that is whole; undefined: read the journal from its first segment. */
  readonly checkpoint: Checkpoint | undefined
  readonly file: string | undefined
  /** Files that were there and could not be used, and why. */
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

/** A checkpoint that is whole, or what is wrong with it as words, or undefined when there is none. */
export async function readCheckpointFile(
  fs: FileSystem,
  path: string,
): Promise<Checkpoint | string | undefined> {
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

/** The checkpoints of one data directory: the newest and the one before. */
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
   * Throws `NewerFormat` and `OtherHall`. A damaged one, or one whose snapshot has another form than `version`, is
   * passed over and named in `troubles`.
   */
  async read(version?: string): Promise<FoundCheckpoint> {
    const troubles: { file: string; what: string }[] = []
    for (const name of [checkpointName, previousCheckpointName]) {
      const file = join(this.#directory, name)
      const found = await readCheckpointFile(this.#fs, file)
      if (found === undefined) continue
      if (typeof found === 'string') {
        troubles.push({ file, what: found })
        continue
      }
      if (found.hall !== this.#hall) throw new OtherHall(file, found.hall, this.#hall)
      if (version !== undefined && found.version !== version) {
        troubles.push({
          file,
          what: `its snapshot has the form "${found.version ?? ''}", this version reads "${version}"`,
        })
        continue
      }
      this.#presentIsWhole = name === checkpointName
      return { checkpoint: found, file, troubles }
    }
    return { checkpoint: undefined, file: undefined, troubles }
  }

  /**
   * Saves one durably; the one before stays as `checkpoint.previous.json`. It takes its place only after `whenDurable`
   * resolved: a state may run ahead of the disk, a checkpoint may not. Saves follow one another.
   */
  save(checkpoint: Checkpoint, whenDurable: () => Promise<void> = async () => undefined): Promise<void> {
    return this.#mutex(() => this.#write(checkpoint, whenDurable))
  }

  async #write(checkpoint: Checkpoint, whenDurable: () => Promise<void>): Promise<void> {
    const path = join(this.#directory, checkpointName)
    await writeDurably(this.#fs, path, checkpointPieces(checkpoint), {
      before: async () => {
        await whenDurable()
        // A damaged one must not push out the good one before it.
        if (!this.#presentIsWhole) return
        await this.#fs.rename(path, join(this.#directory, previousCheckpointName))
        await syncParentOf(this.#fs, path)
        this.#presentIsWhole = false
      },
    })
    this.#presentIsWhole = true
  }
}
