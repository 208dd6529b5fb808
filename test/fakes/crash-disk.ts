import type { FileSystem, OpenFile, OpenHow } from '../../server/journal/file-system.ts'
import { type Inode, sectorBytes } from './inode.ts'
import { seededRandom } from './seeded-random.ts'
import { failure, StoredFiles } from './stored-files.ts'

export class PowerIsOff extends Error {}

export interface DiskPlan {
  /** The n-th change (from 1) is half done, and every later operation fails. */
  readonly dieAt?: number
  /** Takes at most this many bytes per write. */
  readonly shortWrites?: number
  /** Bytes the disk holds. */
  capacity?: number
  readonly random?: () => number
  /** The n-th write of a durable file fails with EIO. */
  readonly failDurableWrite?: number
}

/** A disk in memory on which everything happens at once, and that dies at the change which its plan names. */
export class CrashDisk implements FileSystem {
  readonly plan: DiskPlan
  readonly #random: () => number
  readonly #files: StoredFiles
  #durableWrites = 0
  changes = 0

  constructor(plan: DiskPlan = {}, files = new StoredFiles()) {
    this.plan = plan
    this.#random = plan.random ?? seededRandom(1)
    this.#files = files
  }

  put(path: string, content: Uint8Array): void {
    this.#files.put(path, content)
  }

  content(path: string): Buffer | undefined {
    return this.#files.content(path)
  }

  files(): Map<string, Buffer> {
    return this.#files.all()
  }

  /** The same files on another disk with another plan: a restart, or a copy to damage. */
  copyWith(plan: DiskPlan = {}): CrashDisk {
    return new CrashDisk(plan, this.#files.copied())
  }

  /** The disk as it may be found after the power went. */
  afterPowerCut(plan: DiskPlan = {}): CrashDisk {
    return new CrashDisk(plan, this.#files.afterPowerCut(this.#random))
  }

  /** Counts a change; false when the power goes just now, so that only a part may be done. */
  #isAlive(): boolean {
    this.changes += 1
    const { dieAt } = this.plan
    if (dieAt !== undefined && this.changes > dieAt) throw new PowerIsOff('the power is off')
    return this.changes !== dieAt
  }

  async #change<T>(work: () => T): Promise<T> {
    if (!this.#isAlive()) throw new PowerIsOff('the power is off')
    return work()
  }

  async open(path: string, how: OpenHow): Promise<OpenFile> {
    const inode =
      how === 'fresh' ? await this.#change(() => this.#files.fresh(path)) : this.#files.inode(path)
    return {
      write: (bytes, offset, length, position, done) => {
        const piece = bytes.slice(offset, offset + length)
        setImmediate(() => {
          try {
            const count = this.#write(inode, how === 'durable', piece, position)
            done(null, count)
          } catch (error) {
            done(error as Error, 0)
          }
        })
      },
      read: async (into, offset, length, position) =>
        inode.now.copy(into, offset, position, Math.min(position + length, inode.now.length)),
      sync: () => this.#change(() => inode.sync([...inode.dirty])),
      truncate: (bytes) => this.#change(() => inode.truncate(bytes)),
      size: async () => inode.now.length,
      close: async () => undefined,
    }
  }

  #write(inode: Inode, isDurable: boolean, piece: Uint8Array, position: number): number {
    const isAlive = this.#isAlive()
    if (isDurable) this.#durableWrites += 1
    if (isDurable && this.#durableWrites === this.plan.failDurableWrite) throw failure('EIO', 'the disk')
    const growth = Math.max(0, position + piece.length - inode.now.length)
    const free = (this.plan.capacity ?? Number.POSITIVE_INFINITY) - this.#files.used
    if (growth > free && free <= 0) throw failure('ENOSPC', 'the disk is full')
    const fits = growth > free ? piece.length - (growth - free) : piece.length
    const taken = piece.subarray(0, Math.min(fits, this.plan.shortWrites ?? fits))
    if (isAlive) inode.write(taken, position)
    else this.#writeInPart(inode, taken, position)
    if (isDurable) inode.sync([...inode.dirty])
    if (!isAlive) throw new PowerIsOff('the power is off')
    return taken.length
  }

  /** Any of the sectors, whole or not at all. */
  #writeInPart(inode: Inode, taken: Uint8Array, position: number): void {
    for (let at = 0; at < taken.length; at += sectorBytes - ((position + at) % sectorBytes)) {
      const end = Math.min(taken.length, at + sectorBytes - ((position + at) % sectorBytes))
      if (this.#random() < 0.5) inode.write(taken.subarray(at, end), position + at)
    }
  }

  async stat(path: string) {
    return this.#files.facts(path)
  }

  async list(path: string): Promise<string[]> {
    return this.#files.list(path)
  }

  async makeDirectory(path: string): Promise<void> {
    this.#files.makeDirectory(path)
  }

  rename(from: string, to: string): Promise<void> {
    return this.#change(() => this.#files.rename(from, to))
  }

  async remove(path: string): Promise<boolean> {
    if (!this.#files.has(path)) return false
    await this.#change(() => this.#files.remove(path))
    return true
  }

  removeTree(path: string): Promise<void> {
    return this.#change(() => this.#files.removeTree(path))
  }

  copy(from: string, to: string): Promise<void> {
    return this.#change(() => this.#files.copyFile(from, to))
  }

  syncDirectory(): Promise<void> {
    return this.#change(() => this.#files.syncNames())
  }

  async freeBytes(): Promise<number> {
    return (this.plan.capacity ?? 2 ** 40) - this.#files.used
  }
}
