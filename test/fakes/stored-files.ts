import { dirname } from 'node:path'
import { Inode } from './inode.ts'

type Names = Map<string, Inode>
type NameChange = readonly (readonly [path: string, inode: Inode | undefined])[]

function apply(names: Names, change: NameChange): void {
  for (const [path, inode] of change) {
    if (inode) names.set(path, inode)
    else names.delete(path)
  }
}

const isBelow = (path: string, directory: string): boolean => path.startsWith(`${directory}/`)

export const failure = (code: string, what: string): Error =>
  Object.assign(new Error(`${code}: ${what}`), { code })

/**
 * The files of a disk, as every process sees them and as they are on the platter: content after the sync of a file, a name
 * after the sync of its directory. How long anything takes, and what fails, is for the disks that are made of it.
 */
export class StoredFiles {
  #names: Names = new Map()
  #safeNames: Names = new Map()
  readonly #directories = new Set<string>(['/'])
  readonly #pending: NameChange[] = []

  /** A file that has always been there. */
  put(path: string, content: Uint8Array): void {
    this.makeDirectory(dirname(path))
    const inode = new Inode()
    inode.now = Buffer.from(content)
    inode.safe = Buffer.from(content)
    apply(this.#names, [[path, inode]])
    apply(this.#safeNames, [[path, inode]])
  }

  forget(path: string): void {
    this.#names.delete(path)
  }

  content(path: string): Buffer | undefined {
    return this.#names.get(path)?.now
  }

  /** Every file's path and content. */
  all(): Map<string, Buffer> {
    return new Map([...this.#names].map(([path, { now }]) => [path, now]))
  }

  get used(): number {
    let bytes = 0
    for (const { now } of this.#names.values()) bytes += now.length
    return bytes
  }

  inode(path: string): Inode {
    const inode = this.#names.get(path)
    if (!inode) throw failure('ENOENT', path)
    return inode
  }

  /** Made, or emptied if it was there. */
  fresh(path: string): Inode {
    if (!this.#directories.has(dirname(path))) throw failure('ENOENT', dirname(path))
    const known = this.#names.get(path)
    if (known) known.truncate(0)
    else this.#change([[path, new Inode()]])
    return this.inode(path)
  }

  /** Of a file, or of a directory with all files below it. */
  rename(from: string, to: string): void {
    if (!this.#directories.has(from)) {
      this.#change([
        [to, this.inode(from)],
        [from, undefined],
      ])
      return
    }
    const moved = (path: string) => to + path.slice(from.length)
    const directories = [...this.#directories].filter((path) => path === from || isBelow(path, from))
    for (const path of directories) this.#directories.delete(path)
    for (const path of directories) this.makeDirectory(moved(path))
    const files = [...this.#names].filter(([path]) => isBelow(path, from))
    this.#change(
      files.flatMap(([path, inode]) => [[moved(path), inode] as const, [path, undefined] as const]),
    )
  }

  removeTree(path: string): void {
    for (const one of [...this.#directories])
      if (one === path || isBelow(one, path)) this.#directories.delete(one)
    for (const name of [...this.#names.keys()])
      if (name === path || isBelow(name, path)) this.#change([[name, undefined]])
  }

  has(path: string): boolean {
    return this.#names.has(path)
  }

  remove(path: string): void {
    this.#change([[path, undefined]])
  }

  copyFile(from: string, to: string): void {
    if (this.#names.has(to)) throw failure('EEXIST', to)
    const inode = new Inode()
    inode.write(this.inode(from).now, 0)
    this.#change([[to, inode]])
  }

  /** Changes of names that no sync has made safe. */
  get unsyncedNames(): number {
    return this.#pending.length
  }

  /** The oldest `count` of them are safe from now on. */
  syncNames(count = this.#pending.length): void {
    for (const change of this.#pending.splice(0, count)) apply(this.#safeNames, change)
  }

  facts(path: string) {
    const inode = this.#names.get(path)
    const directory = this.#directories.has(path)
    if (!inode && !directory) return undefined
    // Nothing on such a disk is old.
    const changedAt = Number.POSITIVE_INFINITY
    return {
      bytes: inode?.now.length ?? 0,
      directory,
      changedAt,
      device: '1',
      inode: String(inode?.number ?? 0),
    }
  }

  list(path: string): string[] {
    const inside = [...this.#names.keys(), ...this.#directories].filter(
      (name) => name !== path && dirname(name) === path,
    )
    return inside.map((name) => name.slice(path.length + 1)).sort()
  }

  makeDirectory(path: string): void {
    for (let above = path; !this.#directories.has(above); above = dirname(above)) this.#directories.add(above)
  }

  /** The files as a power cut may leave them: durable names with some of the first changes since, and so each content. */
  afterPowerCut(random: () => number): StoredFiles {
    const kept = Math.floor(random() * (this.#pending.length + 1))
    const names = new Map(this.#safeNames)
    for (const change of this.#pending.slice(0, kept)) apply(names, change)
    const left = new Map<Inode, Inode>()
    for (const inode of names.values()) if (!left.has(inode)) left.set(inode, inode.afterPowerCut(random))
    return this.#with(new Map([...names].map(([path, inode]) => [path, left.get(inode)!])))
  }

  /** The same files on another disk, all of them safe. */
  copied(): StoredFiles {
    const copy = this.#with(new Map())
    for (const [path, { now }] of this.#names) copy.put(path, now)
    return copy
  }

  #with(names: Names): StoredFiles {
    const files = new StoredFiles()
    for (const directory of this.#directories) files.#directories.add(directory)
    for (const path of names.keys()) files.makeDirectory(dirname(path))
    files.#names = names
    files.#safeNames = new Map(names)
    return files
  }

  #change(change: NameChange): void {
    apply(this.#names, change)
    this.#pending.push(change)
  }
}
