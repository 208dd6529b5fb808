import { type Adapter, Low } from 'lowdb'
import { readWhole, writeDurably } from './durable-file.ts'
import { DocumentDamaged, NewerFormat } from './errors.ts'
import type { FileSystem } from './file-system.ts'
import { type Path, parseJson, positionOfPath } from './json-text.ts'
import { limits } from './limits.ts'

/** What is wrong with a document's content, per field. */
export interface DocumentProblem {
  readonly path: Path
  readonly problem: string
}

/** Takes what was read apart: the document as its type, or what is wrong with it. */
export type DocumentCheck<T> = (
  value: unknown,
) => { readonly value: T } | { readonly problems: readonly DocumentProblem[] }

/** A JSON file that people may read and edit while the hall is closed, and that changes as a whole. */
export interface Document<T> {
  /** What is on the disk (or the defaults, when there was no file). */
  readonly data: T
  /** Whether there was a file when it was opened. */
  readonly existed: boolean
  /**
   * Puts new content in the place of the old. Calls follow one another, and those that wait are merged: the last content wins.
   * Resolves when this content, or a later one, is on the disk; rejects when it isn't known to be.
   */
  write(next: T): Promise<void>
  /** The same, made from the newest content, written or waiting. */
  update(change: (now: T) => T): Promise<void>
}

/** lowdb's own file adapters never sync: after a power cut they left 0 bytes. This one does. */
class DurableAdapter<T extends { readonly format: number }> implements Adapter<T> {
  readonly #fs: FileSystem
  readonly #path: string
  readonly #format: number
  readonly #check: DocumentCheck<T>

  constructor(fs: FileSystem, path: string, format: number, check: DocumentCheck<T>) {
    this.#fs = fs
    this.#path = path
    this.#format = format
    this.#check = check
  }

  async read(): Promise<T | null> {
    const bytes = await readWhole(this.#fs, this.#path, limits.documentBytes)
    if (!bytes) return null
    // Editors on Windows put a byte order mark in front.
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
    if (text.trim() === '')
      throw new DocumentDamaged(this.#path, { line: 1, column: 1 }, '', 'the file is empty')
    const parsed = parseJson(text)
    if ('mistake' in parsed) throw new DocumentDamaged(this.#path, parsed.mistake, '', parsed.mistake.what)
    const { value } = parsed
    const format = formatOf(value)
    if (format !== undefined && format > this.#format) throw new NewerFormat(this.#path, format, this.#format)
    const checked = this.#check(value)
    if ('value' in checked) return checked.value
    const { path, problem } = checked.problems[0] ?? {
      path: [],
      problem: 'the content is not as it should be',
    }
    const more = checked.problems.length > 1 ? ` (and ${checked.problems.length - 1} more problems)` : ''
    throw new DocumentDamaged(this.#path, positionOfPath(text, path), path.join('.'), problem + more)
  }

  async write(data: T): Promise<void> {
    await writeDurably(this.#fs, this.#path, [Buffer.from(`${JSON.stringify(data, undefined, 2)}\n`)])
  }
}

function formatOf(value: unknown): number | undefined {
  const isObject = typeof value === 'object' && value !== null
  return isObject && 'format' in value && typeof value.format === 'number' ? value.format : undefined
}

interface Waiting {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

class LowDocument<T> implements Document<T> {
  readonly #low: Low<T>
  readonly existed: boolean
  #data: T
  #next: T | undefined
  #waiting: Waiting[] = []
  #isWriting = false

  constructor(low: Low<T>, existed: boolean) {
    this.#low = low
    this.#data = low.data
    this.existed = existed
  }

  get data(): T {
    return this.#data
  }

  write(next: T): Promise<void> {
    this.#next = next
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      if (!this.#isWriting) void this.#writeAll()
    })
  }

  update(change: (now: T) => T): Promise<void> {
    return this.write(change(this.#next ?? (this.#isWriting ? this.#low.data : this.#data)))
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    while (this.#next !== undefined) {
      const settled = this.#waiting
      this.#waiting = []
      this.#low.data = this.#next
      this.#next = undefined
      try {
        await this.#low.write()
        this.#data = this.#low.data
        for (const { resolve } of settled) resolve()
      } catch (error) {
        for (const { reject } of settled) reject(error)
      }
    }
    this.#isWriting = false
  }
}

/**
 * Opens a document. A missing file gives `defaults` and is made by the first write; `defaults.format` is the newest format known.
 * Throws `DocumentDamaged` (with line, column and field) and `NewerFormat`.
 */
export async function openDocument<T extends { readonly format: number }>(
  fs: FileSystem,
  path: string,
  defaults: T,
  check: DocumentCheck<T>,
): Promise<Document<T>> {
  const low = new Low<T>(new DurableAdapter(fs, path, defaults.format, check), defaults)
  await low.read()
  return new LowDocument(low, low.data !== defaults)
}
