import type { FileSystem, OpenFile, OpenHow } from '../../../server/journal/file-system.ts'
import { type Inode, sectorBytes } from '../../fakes/inode.ts'
import { failure, StoredFiles } from '../../fakes/stored-files.ts'
import type { Process } from '../process.ts'
import type { Chances } from './chances.ts'

/** How a disk behaves at the moment; faults change it. Spans in ms. */
export interface DiskMood {
  /** A durable write, a sync of a file or directory. */
  syncMs: [number, number]
  /** Bytes it holds. */
  capacity: number
  /** This many of the next durable writes and syncs fail with EIO. */
  failing: number
  /** This many of the next writes take only a part of their bytes. */
  shortWrites: number
}

/**
 * A machine's disk, whose operations take time. A process that dies leaves the page cache as it is; a power cut leaves the
 * platter, with any part of what was on its way. After a failed sync the pages count as clean and are not, as Linux has it.
 */
export class Disk {
  readonly mood: DiskMood
  /** Told before each operation, with how long it will take: a fault may strike right in the middle. */
  onOperation: (what: string, ms: number) => void = () => {}
  operations = 0
  readonly #chances: Chances
  #files = new StoredFiles()

  constructor(chances: Chances, mood: DiskMood) {
    this.#chances = chances
    this.mood = mood
  }

  put(path: string, content: Uint8Array): void {
    this.#files.put(path, content)
  }

  forget(path: string): void {
    this.#files.forget(path)
  }

  files(): Map<string, Buffer> {
    return this.#files.all()
  }

  get used(): number {
    return this.#files.used
  }

  powerCut(): void {
    this.#files = this.#files.afterPowerCut(() => this.#chances.share())
  }

  /** The disk as one process sees it. Once that process is dead, its pending operations neither happen nor are answered. */
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
      stat: (path) => ask('stat', quick(), () => this.#files.facts(path)),
      list: (path) => ask('list', quick(), () => this.#files.list(path)),
      makeDirectory: (path) => ask('mkdir', quick(), () => this.#files.makeDirectory(path)),
      rename: (from, to) => ask(`rename ${to}`, quick(), () => this.#files.rename(from, to)),
      remove: (path) =>
        ask(`remove ${path}`, quick(), () => {
          if (!this.#files.has(path)) return false
          this.#files.remove(path)
          return true
        }),
      removeTree: (path) => ask(`remove ${path}`, quick(), () => this.#files.removeTree(path)),
      copy: (from, to) => ask(`copy ${to}`, quick(), () => this.#files.copyFile(from, to)),
      syncDirectory: (path) => {
        const covered = this.#files.unsyncedNames
        return ask(`sync of directory ${path}`, this.#syncMs(), () => {
          this.#failWhenDue()
          this.#files.syncNames(covered)
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

  #open(
    path: string,
    how: OpenHow,
    process: Process,
    ask: <T>(what: string, ms: number, work: () => T) => Promise<T>,
  ): OpenFile {
    const inode = how === 'fresh' ? this.#files.fresh(path) : this.#files.inode(path)
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
}
