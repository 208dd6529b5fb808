import {
  close,
  constants,
  copyFile,
  fstat,
  fsync,
  ftruncate,
  mkdir,
  open,
  read,
  readdir,
  rename,
  rm,
  stat,
  statfs,
  unlink,
  write,
} from 'node:fs'
import { dirname } from 'node:path'

/** Called once, with an error or the number of bytes written (a write may be short; see `writeAll`). */
export type Written = (error: Error | null, bytes: number) => void

/** An open file. Offsets, lengths and positions in bytes. */
export interface OpenFile {
  /**
   * One positional write. On a file opened `durable`, the bytes are on the disk when `done` is called without an
   * error.
   */
  write(bytes: Uint8Array, offset: number, length: number, position: number, done: Written): void
  /** How many bytes were read, 0 at the end. */
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<number>
  /** Content and size are on the disk when it resolves. A failure is final, because Linux marks the pages clean. */
  sync(): Promise<void>
  truncate(bytes: number): Promise<void>
  size(): Promise<number>
  close(): Promise<void>
}

/**
 * `read`: must exist. `edit`: must exist, read and write. `fresh`: made anew, read and write, for the owner only; what
 * stands there is removed first, so that nothing is written through a link or into a file that somebody else made.
 * `durable`: must exist, every write is on the disk before it is reported.
 */
export type OpenHow = 'read' | 'edit' | 'fresh' | 'durable'

interface FileFacts {
  readonly bytes: number
  readonly directory: boolean
  /** Of the content of a file, or the names in a directory (epoch ms). */
  readonly changedAt: number
  /** Device and inode, as decimal text: they may be larger than a safe number. */
  readonly device: string
  readonly inode: string
}

/** The disk operations of this room. Tests and simulations replace them. */
export interface FileSystem {
  open(path: string, how: OpenHow): Promise<OpenFile>
  /** Undefined when the path does not exist. */
  stat(path: string): Promise<FileFacts | undefined>
  /** Names in a directory, sorted. */
  list(path: string): Promise<string[]>
  /** Makes the directory and those above it, for the owner only; fine when it is there. */
  makeDirectory(path: string): Promise<void>
  /** Of a file or a directory. Durable only after `syncDirectory`. */
  rename(from: string, to: string): Promise<void>
  /** False when the path did not exist. Durable only after `syncDirectory`. */
  remove(path: string): Promise<boolean>
  /** Removes a file, or a directory with all that is in it; fine when it is not there. Not atomic. */
  removeTree(path: string): Promise<void>
  /** Never over an existing file. Durable after `sync` of the copy and `syncDirectory`. */
  copy(from: string, to: string): Promise<void>
  syncDirectory(path: string): Promise<void>
  /** Bytes an ordinary user may still write on the disk that holds `path`. */
  freeBytes(path: string): Promise<number>
}

/** The `code` of a system error (`ENOSPC`), or an empty text. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

type Done<T> = (error: Error | null | undefined, value: T) => void

function asked<T>(ask: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => ask((error, value) => (error ? reject(error) : resolve(value))))
}

function promised(ask: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => ask((error) => (error ? reject(error) : resolve())))
}

class NodeFile implements OpenFile {
  readonly #fd: number
  readonly #syncEachWrite: boolean

  constructor(fd: number, syncEachWrite: boolean) {
    this.#fd = fd
    this.#syncEachWrite = syncEachWrite
  }

  /** The hot path uses a callback: one call and one hop through the thread pool, where promises cost a third more. */
  write(bytes: Uint8Array, offset: number, length: number, position: number, done: Written): void {
    if (!this.#syncEachWrite) {
      write(this.#fd, bytes, offset, length, position, done)
      return
    }
    write(this.#fd, bytes, offset, length, position, (error, written) => {
      if (error) done(error, written)
      else fsync(this.#fd, (failed) => done(failed ?? null, written))
    })
  }

  read(into: Uint8Array, offset: number, length: number, position: number): Promise<number> {
    return asked((done) => read(this.#fd, into, offset, length, position, done))
  }

  sync(): Promise<void> {
    return promised((done) => fsync(this.#fd, done))
  }

  truncate(bytes: number): Promise<void> {
    return promised((done) => ftruncate(this.#fd, bytes, done))
  }

  async size(): Promise<number> {
    const facts = await asked<{ size: number }>((done) => fstat(this.#fd, done))
    return facts.size
  }

  close(): Promise<void> {
    return promised((done) => close(this.#fd, done))
  }
}

/** Absent on Windows, where making a link needs rights of its own. */
const noFollow = constants.O_NOFOLLOW ?? 0

function openFlags(how: OpenHow, dsync: boolean): number {
  switch (how) {
    case 'read':
      return constants.O_RDONLY
    case 'edit':
      return constants.O_RDWR
    case 'fresh':
      return constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | noFollow
    case 'durable':
      return constants.O_RDWR | (dsync ? constants.O_DSYNC : 0)
    default:
      return how satisfies never
  }
}

const isDirectory = (path: string): Promise<boolean> =>
  new Promise((resolve) => stat(path, (error, facts) => resolve(!error && facts.isDirectory())))

/** Level by level, because a recursive mkdir of Node never ends in a directory that takes no entries (`/proc`). */
async function makeDirectory(path: string): Promise<void> {
  if (await isDirectory(path)) return
  const make = () => promised((done) => mkdir(path, { mode: 0o700 }, done))
  const above = dirname(path)
  try {
    await make().catch(async (error: unknown) => {
      if (errorCode(error) !== 'ENOENT' || above === path) throw error
      await makeDirectory(above)
      await make()
    })
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!(await isDirectory(path))) throw error
  }
}

/**
 * The disk of this machine. `dsync`: the kernel makes each write durable (`O_DSYNC`). Without it a write of a
 * `durable` file is followed by an fsync; that is right everywhere and takes two hops. Only Linux uses `O_DSYNC`: on
 * macOS it does not flush the drive, where fsync (`F_FULLFSYNC` in libuv) does.
 */
export function nodeFileSystem({ dsync }: { dsync: boolean }): FileSystem {
  return {
    async open(path, how) {
      const opened = () => asked<number>((done) => open(path, openFlags(how, dsync), 0o600, done))
      const fd = await opened().catch(async (error: unknown) => {
        if (how !== 'fresh' || errorCode(error) !== 'EEXIST') throw error
        await promised((done) => unlink(path, done))
        return opened()
      })
      return new NodeFile(fd, how === 'durable' && !dsync)
    },
    async stat(path) {
      try {
        const facts = await asked<import('node:fs').BigIntStats>((done) => stat(path, { bigint: true }, done))
        return {
          bytes: Number(facts.size),
          directory: facts.isDirectory(),
          changedAt: Number(facts.mtimeMs),
          device: String(facts.dev),
          inode: String(facts.ino),
        }
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return undefined
        throw error
      }
    },
    async list(path) {
      const names = await asked<string[]>((done) => readdir(path, done))
      return names.sort()
    },
    makeDirectory,
    rename: (from, to) => promised((done) => rename(from, to, done)),
    async remove(path) {
      try {
        await promised((done) => unlink(path, done))
        return true
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return false
        throw error
      }
    },
    removeTree: (path) => promised((done) => rm(path, { recursive: true, force: true }, done)),
    copy: (from, to) => promised((done) => copyFile(from, to, constants.COPYFILE_EXCL, done)),
    async syncDirectory(path) {
      // Windows can't open a directory; there a rename is made durable by the file system itself.
      if (process.platform === 'win32') return
      const fd = await asked<number>((done) => open(path, constants.O_RDONLY, done))
      try {
        await promised((done) => fsync(fd, done))
      } finally {
        await promised((done) => close(fd, done))
      }
    },
    async freeBytes(path) {
      const facts = await asked<{ bavail: number; bsize: number }>((done) => statfs(path, done))
      return facts.bavail * facts.bsize
    },
  }
}

export const realFileSystem: FileSystem = nodeFileSystem({
  dsync: process.platform === 'linux' && constants.O_DSYNC !== undefined,
})
