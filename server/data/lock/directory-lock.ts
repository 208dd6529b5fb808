import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { close, constants, open } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { errorCode, type FileSystem } from '../../journal/file-system.ts'

/** Thrown when another process holds the lock of this directory. */
export class DirectoryInUse extends Error {
  readonly directory: string

  constructor(directory: string) {
    super(
      `${directory} is in use by another hall. Stop that one first, or give this one a directory of its own (--data).`,
    )
    this.name = 'DirectoryInUse'
    this.directory = directory
  }
}

/** `abstract`: the kernel drops it with the process (Linux). `pipe`: the same on Windows. `socket-file`: elsewhere. */
type LockKind = 'abstract' | 'pipe' | 'socket-file'

const lockKind = (): LockKind =>
  process.platform === 'linux' ? 'abstract' : process.platform === 'win32' ? 'pipe' : 'socket-file'

function lockAddress(kind: LockKind, name: string): string {
  switch (kind) {
    case 'abstract':
      return `\0${name}`
    case 'pipe':
      return `\\\\.\\pipe\\${name}`
    case 'socket-file':
      return join(tmpdir(), `${name}.sock`)
    default:
      return kind satisfies never
  }
}

/** A server that holds the address; undefined when another process holds it. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    // A successful connect shows that the lock is held; no data is needed.
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(address, () => {
      server.unref()
      resolve(server)
    })
  })
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Exit code of `flock` (util-linux and BusyBox) where another process holds the lock. */
const isHeldCode = 1
/** Of the descriptor in the process `flock`, after standard input, output and error. */
const flockDescriptor = 3

/**
 * An advisory lock (flock) on the directory itself, which all processes see that see the directory, in whatever container
 * or network. The kernel drops it with the process. Nothing is written, so that nothing stays behind or is copied, and a
 * directory that may only be read has it too. Node has no call for it, so the program `flock` makes it on a
 * descriptor that it inherits. The open descriptor, or `in-use`: another process has it. Undefined where it can't be made: without that program, or
 * on a file system without such locks.
 */
async function flockDirectory(directory: string): Promise<number | 'in-use' | undefined> {
  // A number, because a `FileHandle` that nobody holds is closed with the lock.
  const descriptor = await promisify(open)(directory, constants.O_RDONLY | constants.O_DIRECTORY).catch(
    () => undefined,
  )
  if (descriptor === undefined) return undefined
  const flock = spawn('flock', ['-n', String(flockDescriptor)], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
  })
  const [code] = (await once(flock, 'exit').catch(() => [undefined])) as [number | null | undefined]
  if (code === 0) return descriptor
  await promisify(close)(descriptor)
  return code === isHeldCode ? 'in-use' : undefined
}

/**
 * Holds a lock named after the device and inode of the directory, so that every spelling of its path means one lock.
 * On Linux there are two: an abstract socket, which needs nothing but is seen in one network namespace only, and the lock
 * on the directory, which containers with networks of their own see as well. A socket file outlives a killed process; when
 * nobody answers on it, it is taken over. Without abstract sockets, two processes that start at the same moment after a
 * crash could both take it over. Throws `DirectoryInUse`.
 */
export async function lockDirectory(
  fs: FileSystem,
  directory: string,
  kind: LockKind = lockKind(),
): Promise<() => Promise<void>> {
  const facts = await fs.stat(directory)
  if (!facts?.directory) throw new Error(`${directory} is not a directory`)
  const address = lockAddress(kind, `nowserving-${facts.device}-${facts.inode}`)
  let server = await listen(address)
  if (!server && kind === 'socket-file' && !(await isAnswered(address))) {
    await fs.remove(address)
    server = await listen(address)
  }
  if (!server) throw new DirectoryInUse(directory)
  const closed = closing(server)
  const descriptor = kind === 'abstract' ? await flockDirectory(directory) : undefined
  if (descriptor === 'in-use') {
    await closed()
    throw new DirectoryInUse(directory)
  }
  return async () => {
    if (descriptor !== undefined) await promisify(close)(descriptor)
    await closed()
  }
}

const closing = (server: Server) => () =>
  new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())))
