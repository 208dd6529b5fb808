import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { syncParentOf, writeAll } from '../../journal/durable-file.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { type FileFingerprint, fingerprintOf, piecesOf } from './manifest.ts'

/** Copies files of one directory into another, durably, and takes their fingerprints. */
export class Copy {
  readonly #fs: FileSystem
  readonly #from: string
  readonly to: string
  readonly files = new Map<string, FileFingerprint>()

  constructor(fs: FileSystem, from: string, to: string) {
    this.#fs = fs
    this.#from = from
    this.to = to
  }

  /** Copies a file up to `most` bytes; nothing when it is not there. A file that is replaced meanwhile is read to its end. */
  async add(name: string, most?: number): Promise<void> {
    const from = join(this.#from, name)
    if (!(await this.#fs.stat(from))) return
    await this.#fs.makeDirectory(dirname(join(this.to, name)))
    const file = await this.#fs.open(join(this.to, name), 'fresh')
    const hash = createHash('sha256')
    let bytes = 0
    try {
      for await (const piece of piecesOf(this.#fs, from, most)) {
        await writeAll(file, piece, bytes)
        hash.update(piece)
        bytes += piece.length
      }
      await file.sync()
    } finally {
      await file.close()
    }
    this.files.set(name, { bytes, sha256: hash.digest('base64url') })
  }

  /** Whether each of the files is still as it was copied. */
  async isUnchanged(names: readonly string[]): Promise<boolean> {
    for (const name of names) {
      const now = await fingerprintOf(this.#fs, join(this.#from, name))
      if (now?.sha256 !== this.files.get(name)?.sha256) return false
    }
    return true
  }

  /** Cuts a copied file to `bytes`; a file without any goes. */
  async cut(name: string, bytes: number): Promise<void> {
    const path = join(this.to, name)
    this.files.delete(name)
    if (bytes === 0) return void (await this.#fs.remove(path))
    const file = await this.#fs.open(path, 'edit')
    await file
      .truncate(bytes)
      .then(() => file.sync())
      .finally(() => file.close())
    this.files.set(name, (await fingerprintOf(this.#fs, path))!)
  }

  async syncDirectories(): Promise<void> {
    const directories = new Set([...this.files.keys()].map((name) => dirname(join(this.to, name))))
    for (const directory of directories) await this.#fs.syncDirectory(directory)
    for (const directory of directories) await syncParentOf(this.#fs, directory)
  }
}
