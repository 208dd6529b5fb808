import { type Adapter, Low } from 'lowdb'
import { freeName, readWhole, syncParentOf, writeDurably } from './durable-file.ts'
import { DocumentDamaged, NewerFormat } from './errors.ts'
import type { FileSystem } from './file-system.ts'
import { type Path, parseJson, positionOfPath } from './json-text.ts'
import { limits } from './limits.ts'

/** The problems of a document's content, per field. */
interface DocumentProblem {
  readonly path: Path
  readonly problem: string
}

/** Checks a parsed document: returns it with its type, or its problems. */
export type DocumentCheck<T> = (
  value: unknown,
) => { readonly value: T } | { readonly problems: readonly DocumentProblem[] }

/**
 * A durable adapter for lowdb, whose own file adapters never sync: after a power cut they left 0 bytes. Writes run
 * one after another; all waiting writes become one write of the newest content.
 */
class DurableAdapter<T extends { readonly format: number }> implements Adapter<T> {
  readonly #fs: FileSystem
  readonly #path: string
  readonly #format: number
  readonly #check: DocumentCheck<T>
  /** The content on the disk; the defaults while there is no file. */
  stored: T
  #newest: T
  #waiting: Promise<void> | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(fs: FileSystem, path: string, defaults: T, check: DocumentCheck<T>) {
    this.#fs = fs
    this.#path = path
    this.#format = defaults.format
    this.#check = check
    this.stored = defaults
    this.#newest = defaults
  }

  async read(): Promise<T | null> {
    const { bytes: size = 0 } = (await this.#fs.stat(this.#path)) ?? {}
    if (size > limits.documentBytes) {
      const what = `the file has ${size} bytes, the limit is ${limits.documentBytes}`
      throw new DocumentDamaged(this.#path, { line: 1, column: 1 }, '', what)
    }
    const bytes = await readWhole(this.#fs, this.#path, limits.documentBytes)
    if (!bytes) return null
    // Editors on Windows write a byte order mark.
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
    if (text.trim() === '')
      throw new DocumentDamaged(this.#path, { line: 1, column: 1 }, '', 'the file is empty')
    const parsed = parseJson(text)
    if ('mistake' in parsed) throw new DocumentDamaged(this.#path, parsed.mistake, '', parsed.mistake.what)
    const { value } = parsed
    const format = formatOf(value)
    if (format !== undefined && format > this.#format) throw new NewerFormat(this.#path, format, this.#format)
    const checked = this.#check(value)
    if ('value' in checked) {
      this.stored = checked.value
      return checked.value
    }
    const { path, problem } = checked.problems[0] ?? {
      path: [],
      problem: 'the content is not as it should be',
    }
    const more = checked.problems.length > 1 ? ` (and ${checked.problems.length - 1} more problems)` : ''
    throw new DocumentDamaged(this.#path, positionOfPath(text, path), path.join('.'), problem + more)
  }

  write(data: T): Promise<void> {
    this.#newest = data
    this.#waiting ??= this.#last.then(() => {
      this.#waiting = undefined
      return this.#store(this.#newest)
    })
    this.#last = this.#waiting.catch(() => undefined)
    return this.#waiting
  }

  async #store(data: T): Promise<void> {
    await writeDurably(this.#fs, this.#path, [Buffer.from(documentText(data))])
    this.stored = data
  }
}

/** The text of a document as it is written. */
export const documentText = (data: object): string => `${JSON.stringify(data, undefined, 2)}\n`

function formatOf(value: unknown): number | undefined {
  const isObject = typeof value === 'object' && value !== null
  return isObject && 'format' in value && typeof value.format === 'number' ? value.format : undefined
}

/**
 * A JSON file that people may read, and may edit while the hall is closed; it is replaced as a whole. `data` is the
 * newest content, which may not be durable yet. `write` and `update` resolve when this content, or a later one, is
 * durable. They reject when that is unknown; `data` is then the content of the disk again.
 */
export class Document<T extends { readonly format: number }> extends Low<T> {
  /** Whether the file existed when the document was opened. */
  readonly existed: boolean
  readonly #disk: DurableAdapter<T>

  constructor(disk: DurableAdapter<T>, data: T, existed: boolean) {
    super(disk, data)
    this.#disk = disk
    this.existed = existed
  }

  /** Replaces the content by a function of the newest content. */
  override update(change: (now: T) => T): Promise<void> {
    this.data = change(this.data)
    return this.write()
  }

  override async write(): Promise<void> {
    const asked = this.data
    try {
      await super.write()
    } catch (error) {
      if (this.data === asked) this.data = this.#disk.stored
      throw error
    }
  }
}

/**
 * Opens a document. A missing file gives `defaults` and is created by the first write. `defaults.format` is the
 * newest known format. Throws `DocumentDamaged` (with line, column and field) and `NewerFormat`.
 */
export async function openDocument<T extends { readonly format: number }>(
  fs: FileSystem,
  path: string,
  defaults: T,
  check: DocumentCheck<T>,
): Promise<Document<T>> {
  const disk = new DurableAdapter(fs, path, defaults, check)
  const found = await disk.read()
  return new Document(disk, found ?? defaults, found !== null)
}

/**
 * Opens a document that can be begun anew because it is no truth about the hall: a damaged one is set aside, and
 * `report` says so. Throws `NewerFormat`.
 */
export async function openReplaceable<T extends { readonly format: number }>(
  fs: FileSystem,
  path: string,
  defaults: T,
  check: DocumentCheck<T>,
): Promise<{ readonly document: Document<T>; readonly report?: string }> {
  try {
    return { document: await openDocument(fs, path, defaults, check) }
  } catch (error) {
    if (!(error instanceof DocumentDamaged)) throw error
    const aside = await freeName(fs, `${path}.broken`)
    await fs.rename(path, aside)
    await syncParentOf(fs, path)
    const report = `${path}: ${error.what}; the file is begun anew, the damaged one is ${aside}`
    return { document: await openDocument(fs, path, defaults, check), report }
  }
}
