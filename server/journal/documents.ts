import { type Adapter, Low } from 'lowdb'
import { freeName, readWhole, syncParentOf, writeDurably } from './durable-file.ts'
import { decoded } from './encoding.ts'
import { DocumentDamaged, NewerFormat, type PlacedProblem } from './errors.ts'
import type { FileSystem } from './file-system.ts'
import { type Path, positionAt, positionsIn, readJson } from './json-text.ts'
import { limits } from './limits.ts'

/** A problem of a document's content. */
interface DocumentProblem {
  readonly path: Path
  readonly problem: string
  /** The name at the end of the path is wrong, not its value. */
  readonly isName?: boolean
  /** Causes have a lower one than what may follow from them. */
  readonly rank?: number
}

/** Checks a parsed document: returns it with its type, or its problems, causes first. */
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
  readonly #remedy: string | undefined
  /** The content on the disk; the defaults while there is no file. */
  stored: T
  #newest: T
  #waiting: Promise<void> | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(fs: FileSystem, path: string, defaults: T, check: DocumentCheck<T>, remedy?: string) {
    this.#fs = fs
    this.#remedy = remedy
    this.#path = path
    this.#format = defaults.format
    this.#check = check
    this.stored = defaults
    this.#newest = defaults
  }

  async read(): Promise<T | null> {
    const file = { path: this.#path, remedy: this.#remedy }
    const { bytes: size = 0 } = (await this.#fs.stat(this.#path)) ?? {}
    if (size > limits.documentBytes) {
      const what = `the file has ${size} bytes, the limit is ${limits.documentBytes}`
      throw new DocumentDamaged(file, { line: 1, column: 1, field: '', what })
    }
    const bytes = await readWhole(this.#fs, this.#path, limits.documentBytes)
    if (!bytes) return null
    const read = readDocument(bytes, this.#check)
    const format = formatOf(read.parsed)
    if (format !== undefined && format > this.#format) throw new NewerFormat(this.#path, format, this.#format)
    if ('problems' in read) throw new DocumentDamaged(file, ...read.problems)
    this.stored = read.value
    return read.value
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

type ReadDocument<T> = { readonly parsed?: unknown } & (
  | { readonly value: T }
  | { readonly problems: readonly [PlacedProblem, ...PlacedProblem[]] }
)

/** Reads the bytes of a document: its content, or all problems in them, causes first, each with its place. */
export function readDocument<T>(bytes: Buffer, check: DocumentCheck<T>): ReadDocument<T> {
  const whole = decoded(bytes)
  const text = whole.text
  if ('problem' in whole)
    return { problems: [{ ...positionAt(text, whole.offset), field: '', what: whole.problem }] }
  if (text.trim() === '') return { problems: [{ line: 1, column: 1, field: '', what: 'the file is empty' }] }
  const { value: parsed, mistakes } = readJson(text)
  const checked = parsed === undefined ? { problems: [] } : check(parsed)
  const found = [
    ...mistakes.map((mistake) => ({ ...mistake, field: '' })),
    // A text that nests without end has no problems of its content, and is not parsed once more.
    ...('problems' in checked && checked.problems.length > 0 ? placed(text, checked.problems) : []),
  ]
  const [first, ...others] = found
  if (first) return { parsed, problems: [first, ...others] }
  if ('value' in checked) return { parsed, value: checked.value }
  const what = 'the content is not as it should be'
  return { parsed, problems: [{ line: 1, column: 1, field: '', what }] }
}

/** Problems with their places in a text: by rank, then in the order of the text. */
function placed(text: string, problems: readonly DocumentProblem[]): PlacedProblem[] {
  const positionOf = positionsIn(text)
  return problems
    .map(({ path, problem, isName, rank = 0 }) => ({
      rank,
      field: path.join('.'),
      what: problem,
      ...positionOf(path, isName),
    }))
    .sort((a, b) => a.rank - b.rank || a.line - b.line || a.column - b.column)
    .map(({ rank: _, ...place }) => place)
}

/** The error for problems of a document that only the rest of the hall shows; `path` has dots between its steps. */
export async function damagedAt(
  fs: FileSystem,
  file: string,
  problems: readonly { readonly path: string; readonly problem: string }[],
): Promise<DocumentDamaged> {
  const [first, ...others] = await placedIn(fs, file, problems)
  return new DocumentDamaged(file, first!, ...others)
}

/** Problems with their places in a file. */
export async function placedIn(
  fs: FileSystem,
  file: string,
  problems: readonly { readonly path: string; readonly problem: string }[],
): Promise<PlacedProblem[]> {
  const bytes = await readWhole(fs, file, limits.documentBytes)
  const found = problems.map(({ path, problem }) => ({ path: path.split('.'), problem }))
  return placed(bytes ? decoded(bytes).text : '{}', found)
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
 * newest known format. `remedy`: what to do when it is damaged. Throws `DocumentDamaged` (with line, column, field and
 * remedy) and `NewerFormat`.
 */
export async function openDocument<T extends { readonly format: number }>(
  fs: FileSystem,
  path: string,
  defaults: T,
  check: DocumentCheck<T>,
  remedy?: string,
): Promise<Document<T>> {
  const disk = new DurableAdapter(fs, path, defaults, check, remedy)
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
