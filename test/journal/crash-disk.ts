import { dirname } from 'node:path'
import type { FileSystem, OpenFile, OpenHow } from '../../server/journal/file-system.ts'
import { seededRandom } from '../fakes/seeded-random.ts'

const sector = 512

interface Inode {
  now: Buffer
  /** What is on the platter. */
  safe: Buffer
  number: number
}

type NameChange = { readonly path: string; readonly inode: Inode | undefined }

function spliced(content: Buffer, piece: Uint8Array, position: number): Buffer {
  const length = Math.max(content.length, position + piece.length)
  const next = Buffer.alloc(length)
  content.copy(next)
  next.set(piece, position)
  return next
}

export class PowerIsOff extends Error {}

export interface DiskPlan {
  /** The n-th change (from 1) is half done, and nothing works any more. */
  readonly dieAt?: number
  /** Takes at most so many bytes a write. */
  readonly shortWrites?: number
  /** Bytes the disk holds. */
  capacity?: number
  readonly random?: () => number
  /** The n-th write of a durable file fails with EIO. */
  readonly failDurableWrite?: number
}

/**
 * A disk in memory that behaves: what was written is visible at once, but on the platter only after a sync; names only after
 * a sync of their directory. `afterPowerCut` gives the disk as it may be found after the power went.
 */
export class CrashDisk implements FileSystem {
  readonly plan: DiskPlan
  readonly #random: () => number
  readonly #names = new Map<string, Inode>()
  readonly #safeNames = new Map<string, Inode>()
  readonly #directories = new Set<string>(['/'])
  readonly #pending: NameChange[][] = []
  #inodes = 0
  #durableWrites = 0
  changes = 0

  constructor(plan: DiskPlan = {}) {
    this.plan = plan
    this.#random = plan.random ?? seededRandom(1)
  }

  /** Puts a file on the platter, as if it had always been there. */
  put(path: string, content: Uint8Array): void {
    for (let above = dirname(path); !this.#directories.has(above); above = dirname(above))
      this.#directories.add(above)
    this.#inodes += 1
    const inode = { now: Buffer.from(content), safe: Buffer.from(content), number: this.#inodes }
    this.#names.set(path, inode)
    this.#safeNames.set(path, inode)
  }

  content(path: string): Buffer | undefined {
    return this.#names.get(path)?.now
  }

  /** Every file's path and content. */
  files(): Map<string, Buffer> {
    return new Map([...this.#names].map(([path, { now }]) => [path, now]))
  }

  /** The same files on another disk with another plan: a restart, or a copy to damage. */
  copyWith(plan: DiskPlan = {}): CrashDisk {
    const copy = new CrashDisk(plan)
    for (const directory of this.#directories) copy.#directories.add(directory)
    for (const [path, { now }] of this.#names) copy.put(path, now)
    return copy
  }

  /** Synced content, with any subset of the sectors written since; synced names, with the first so many changes since. */
  afterPowerCut(plan: DiskPlan = {}): CrashDisk {
    const names = new Map(this.#safeNames)
    const kept = Math.floor(this.#random() * (this.#pending.length + 1))
    for (const change of this.#pending.slice(0, kept))
      for (const { path, inode } of change) setName(names, path, inode)
    const copy = new CrashDisk(plan)
    for (const directory of this.#directories) copy.#directories.add(directory)
    for (const [path, { now, safe }] of names) {
      const content = Buffer.alloc(this.#random() < 0.5 ? safe.length : now.length)
      for (let at = 0; at < content.length; at += sector) {
        const source = this.#random() < 0.5 ? safe : now
        if (at < source.length) source.copy(content, at, at, Math.min(at + sector, content.length))
      }
      copy.put(path, content)
    }
    return copy
  }

  /** Counts a change; false when the power goes just now, so that only a part may be done. */
  #isAlive(): boolean {
    this.changes += 1
    const { dieAt } = this.plan
    if (dieAt !== undefined && this.changes > dieAt) throw new PowerIsOff('the power is off')
    return this.changes !== dieAt
  }

  #rename(change: NameChange[]): void {
    for (const { path, inode } of change) setName(this.#names, path, inode)
    this.#pending.push(change)
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path)
    if (!inode) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
    return inode
  }

  #used(): number {
    let bytes = 0
    for (const { now } of this.#names.values()) bytes += now.length
    return bytes
  }

  async open(path: string, how: OpenHow): Promise<OpenFile> {
    if (how === 'fresh') {
      if (!this.#directories.has(dirname(path)))
        throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
      if (!this.#isAlive()) throw new PowerIsOff('the power is off')
      this.#inodes += 1
      const inode = this.#names.get(path) ?? {
        now: Buffer.alloc(0),
        safe: Buffer.alloc(0),
        number: this.#inodes,
      }
      inode.now = Buffer.alloc(0)
      if (!this.#names.has(path)) this.#rename([{ path, inode }])
    }
    const inode = this.#inode(path)
    return this.#file(inode, how === 'durable')
  }

  #file(inode: Inode, isDurable: boolean): OpenFile {
    const change = <T>(work: () => T): Promise<T> =>
      this.#isAlive() ? Promise.resolve(work()) : Promise.reject(new PowerIsOff('the power is off'))
    return {
      write: (bytes, offset, length, position, done) => {
        const piece = bytes.slice(offset, offset + length)
        setImmediate(() => {
          try {
            const count = this.#write(inode, isDurable, piece, position)
            done(null, count)
          } catch (error) {
            done(error as Error, 0)
          }
        })
      },
      read: async (into, offset, length, position) =>
        inode.now.copy(into, offset, position, Math.min(position + length, inode.now.length)),
      sync: async () =>
        change(() => {
          inode.safe = inode.now
        }),
      truncate: async (bytes) =>
        change(() => {
          inode.now = Buffer.from(inode.now.subarray(0, bytes))
        }),
      size: async () => inode.now.length,
      close: async () => undefined,
    }
  }

  #write(inode: Inode, isDurable: boolean, piece: Uint8Array, position: number): number {
    const isAlive = this.#isAlive()
    if (isDurable) this.#durableWrites += 1
    if (isDurable && this.#durableWrites === this.plan.failDurableWrite)
      throw Object.assign(new Error('EIO'), { code: 'EIO' })
    const growth = Math.max(0, position + piece.length - inode.now.length)
    const free = (this.plan.capacity ?? Number.POSITIVE_INFINITY) - this.#used()
    if (growth > free && free <= 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    const fits = growth > free ? piece.length - (growth - free) : piece.length
    const taken = piece.subarray(0, Math.min(fits, this.plan.shortWrites ?? fits))
    if (isAlive) {
      inode.now = spliced(inode.now, taken, position)
      if (isDurable) inode.safe = spliced(inode.safe, taken, position)
      return taken.length
    }
    for (let at = 0; at < taken.length; at += sector - ((position + at) % sector)) {
      const end = Math.min(taken.length, at + sector - ((position + at) % sector))
      if (this.#random() < 0.5) inode.now = spliced(inode.now, taken.subarray(at, end), position + at)
    }
    if (isDurable) inode.safe = inode.now
    throw new PowerIsOff('the power is off')
  }

  async stat(path: string) {
    const inode = this.#names.get(path)
    const directory = this.#directories.has(path)
    if (!inode && !directory) return undefined
    return { bytes: inode?.now.length ?? 0, directory, device: '1', inode: String(inode?.number ?? 0) }
  }

  async list(path: string): Promise<string[]> {
    const inside = [...this.#names.keys(), ...this.#directories].filter(
      (name) => name !== path && dirname(name) === path,
    )
    return inside.map((name) => name.slice(path.length + 1)).sort()
  }

  async makeDirectory(path: string): Promise<void> {
    for (let above = path; !this.#directories.has(above); above = dirname(above)) this.#directories.add(above)
  }

  async rename(from: string, to: string): Promise<void> {
    if (!this.#isAlive()) throw new PowerIsOff('the power is off')
    const inode = this.#inode(from)
    this.#rename([
      { path: to, inode },
      { path: from, inode: undefined },
    ])
  }

  async remove(path: string): Promise<boolean> {
    if (!this.#names.has(path)) return false
    if (!this.#isAlive()) throw new PowerIsOff('the power is off')
    this.#rename([{ path, inode: undefined }])
    return true
  }

  async copy(from: string, to: string): Promise<void> {
    if (this.#names.has(to)) throw Object.assign(new Error(`EEXIST: ${to}`), { code: 'EEXIST' })
    if (!this.#isAlive()) throw new PowerIsOff('the power is off')
    this.#inodes += 1
    this.#rename([
      {
        path: to,
        inode: { now: Buffer.from(this.#inode(from).now), safe: Buffer.alloc(0), number: this.#inodes },
      },
    ])
  }

  async syncDirectory(): Promise<void> {
    if (!this.#isAlive()) throw new PowerIsOff('the power is off')
    for (const change of this.#pending.splice(0)) {
      for (const { path, inode } of change) setName(this.#safeNames, path, inode)
    }
  }

  async freeBytes(): Promise<number> {
    return (this.plan.capacity ?? 2 ** 40) - this.#used()
  }
}

function setName(names: Map<string, Inode>, path: string, inode: Inode | undefined): void {
  if (inode) names.set(path, inode)
  else names.delete(path)
}
