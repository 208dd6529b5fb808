import { dirname } from 'node:path'
import type { FileSystem, OpenFile, OpenHow } from '../../server/journal/file-system.ts'
import type { Chances } from './chances.ts'
import { Inode, sectorBytes } from './inode.ts'
import type { Process } from './process.ts'

const failure = (code: string, what: string): Error => Object.assign(new Error(`${code}: ${what}`), { code })

type Names = Map<string, Inode>
type NameChange = readonly (readonly [string, Inode | undefined])[]

function rename(names: Names, change: NameChange): void {
  for (const [path, inode] of change) {
    if (inode) names.set(path, inode)
    else names.delete(path)
  }
}

/** How a disk behaves at the moment; faults change it. Spans in ms. */
export interface DiskMood {
  /** A durable write, a sync of a file or directory. */
  syncMs: [number, number]
  /** Bytes it holds. */
  capacity: number
  /** The next so many durable writes and syncs fail with EIO. */
  failing: number
  /** The next so many writes take only a part of what they were given. */
  shortWrites: number
}

/**
 * A machine's disk. What was written is visible at once and on the platter after its sync; a name after the sync of
 * its directory. A process that dies leaves the page cache as it is; a power cut leaves the platter, with any part of
 * what was on its way. After a failed sync the pages count as clean and are not, as Linux has it.
 */
export class Disk {
  readonly mood: DiskMood
  /** Told before each operation, with how long it will take: a fault may strike right in the middle. */
  onOperation: (what: string, ms: number) => void = () => {}
  operations = 0
  readonly #chances: Chances
  #names: Names = new Map()
  #safeNames: Names = new Map()
  readonly #directories = new Set<string>(['/'])
  #pending: NameChange[] = []

  constructor(chances: Chances, mood: DiskMood) {
    this.#chances = chances
    this.mood = mood
  }

  /** A file that has always been there. */
  put(path: string, content: Uint8Array): void {
    this.#makeDirectory(dirname(path))
    const inode = new Inode()
    inode.now = Buffer.from(content)
    inode.safe = Buffer.from(content)
    rename(this.#names, [[path, inode]])
    rename(this.#safeNames, [[path, inode]])
  }

  forget(path: string): void {
    this.#names.delete(path)
  }

  files(): Map<string, Buffer> {
    return new Map([...this.#names].map(([path, { now }]) => [path, now]))
  }

  get used(): number {
    let bytes = 0
    for (const { now } of this.#names.values()) bytes += now.length
    return bytes
  }

  powerCut(): void {
    const kept = Math.floor(this.#chances.share() * (this.#pending.length + 1))
    const names = new Map(this.#safeNames)
    for (const change of this.#pending.slice(0, kept)) rename(names, change)
    const left = new Map<Inode, Inode>()
    for (const [path, inode] of names) {
      if (!left.has(inode)) left.set(inode, inode.afterPowerCut(this.#chances))
      names.set(path, left.get(inode)!)
    }
    this.#names = names
    this.#safeNames = new Map(names)
    this.#pending = []
  }

  /** The disk as one process sees it. When that process is dead nothing it asked for happens or is answered any more. */
  seenBy(process: Process): FileSystem {
    const ask = <T>(what: string, ms: number, work: () => T): Promise<T> =>
      new Promise((resolve, reject) => {
        this.#operate(what, ms)
        process.after(ms, () => {
          try {
            resolve(work())
          } catch (error) {
            reject(error)
          }
        })
      })
    const quick = () => this.#chances.between(0.01, 0.05)
    return {
      open: (path, how) => ask(`open ${path}`, quick(), () => this.#open(path, how, process, ask)),
      stat: (path) => ask('stat', quick(), () => this.#stat(path)),
      list: (path) => ask('list', quick(), () => this.#list(path)),
      makeDirectory: (path) => ask('mkdir', quick(), () => this.#makeDirectory(path)),
      rename: (from, to) =>
        ask(`rename ${to}`, quick(), () =>
          this.#change([
            [to, this.#inode(from)],
            [from, undefined],
          ]),
        ),
      remove: (path) =>
        ask(`remove ${path}`, quick(), () => {
          if (!this.#names.has(path)) return false
          this.#change([[path, undefined]])
          return true
        }),
      copy: (from, to) =>
        ask(`copy ${to}`, quick(), () => {
          const inode = new Inode()
          inode.write(this.#inode(from).now, 0)
          this.#change([[to, inode]])
        }),
      syncDirectory: (path) => {
        const covered = this.#pending.length
        return ask(`sync of directory ${path}`, this.#syncMs(), () => {
          this.#failWhenDue()
          for (const change of this.#pending.splice(0, covered)) rename(this.#safeNames, change)
        })
      },
      freeBytes: () => ask('statfs', quick(), () => this.#free()),
    }
  }

  #operate(what: string, ms: number): void {
    this.operations += 1
    this.onOperation(what, ms)
  }

  /** A large disk is not counted out at every write. */
  #free(): number {
    const { capacity } = this.mood
    return capacity === Number.MAX_SAFE_INTEGER ? capacity : capacity - this.used
  }

  #syncMs(): number {
    return this.#chances.between(...this.mood.syncMs)
  }

  #isFailing(): boolean {
    if (this.mood.failing <= 0) return false
    this.mood.failing -= 1
    return true
  }

  #failWhenDue(): void {
    if (this.#isFailing()) throw failure('EIO', 'the disk')
  }

  #change(change: NameChange): void {
    rename(this.#names, change)
    this.#pending.push(change)
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path)
    if (!inode) throw failure('ENOENT', path)
    return inode
  }

  #open(
    path: string,
    how: OpenHow,
    process: Process,
    ask: <T>(what: string, ms: number, work: () => T) => Promise<T>,
  ): OpenFile {
    if (how === 'fresh') {
      if (!this.#directories.has(dirname(path))) throw failure('ENOENT', dirname(path))
      const known = this.#names.get(path)
      if (known) known.truncate(0)
      else this.#change([[path, new Inode()]])
    }
    const inode = this.#inode(path)
    const quick = () => this.#chances.between(0.01, 0.05)
    return {
      write: (bytes, offset, length, position, done) =>
        this.#write(
          inode,
          how === 'durable',
          process,
          bytes.subarray(offset, offset + length),
          position,
          done,
        ),
      read: (into, offset, length, position) =>
        ask('read', quick(), () =>
          inode.now.copy(into, offset, position, Math.min(position + length, inode.now.length)),
        ),
      sync: () => {
        const sectors = [...inode.dirty]
        return ask(`sync of ${path}`, this.#syncMs(), () => this.#sync(inode, sectors))
      },
      truncate: (bytes) => ask('truncate', quick(), () => inode.truncate(bytes)),
      size: async () => inode.now.length,
      close: async () => undefined,
    }
  }

  #sync(inode: Inode, sectors: readonly number[]): void {
    if (!this.#isFailing()) return inode.sync(sectors)
    // Some reached the platter, the others did not and are taken for clean from now on.
    for (const sector of sectors) {
      if (this.#chances.isOne(0.3)) inode.sync([sector])
      else inode.dirty.delete(sector)
    }
    throw failure('EIO', 'the disk')
  }

  #write(
    inode: Inode,
    isDurable: boolean,
    process: Process,
    given: Uint8Array,
    position: number,
    done: (error: Error | null, bytes: number) => void,
  ): void {
    const free = this.#free()
    const growth = Math.max(0, position + given.length - inode.now.length)
    let fits = growth > free ? given.length - (growth - Math.max(0, free)) : given.length
    if (fits > 1 && this.mood.shortWrites > 0) {
      this.mood.shortWrites -= 1
      fits = this.#chances.whole(1, fits)
    }
    const ms = isDurable ? this.#syncMs() : this.#chances.between(0.01, 0.1)
    this.#operate(isDurable ? `write at ${position}` : 'write', ms)
    if (fits <= 0) return void process.after(ms, () => done(failure('ENOSPC', 'the disk is full'), 0))
    inode.write(given.subarray(0, fits), position)
    const from = Math.floor(position / sectorBytes)
    const sectors = Array.from(
      { length: Math.floor((position + fits - 1) / sectorBytes) - from + 1 },
      (_, index) => from + index,
    )
    process.after(ms, () => {
      try {
        if (isDurable) this.#sync(inode, sectors)
      } catch (error) {
        return done(error as Error, 0)
      }
      done(null, fits)
    })
  }

  #stat(path: string) {
    const inode = this.#names.get(path)
    const directory = this.#directories.has(path)
    return inode || directory
      ? { bytes: inode?.now.length ?? 0, directory, device: '1', inode: '1' }
      : undefined
  }

  #list(path: string): string[] {
    const inside: string[] = []
    for (const name of this.#names.keys())
      if (dirname(name) === path) inside.push(name.slice(path.length + 1))
    for (const name of this.#directories)
      if (name !== path && dirname(name) === path) inside.push(name.slice(path.length + 1))
    return inside.sort()
  }

  #makeDirectory(path: string): void {
    for (let above = path; !this.#directories.has(above); above = dirname(above)) this.#directories.add(above)
  }
}
