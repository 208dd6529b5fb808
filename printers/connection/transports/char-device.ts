import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync, writeSync } from 'node:fs'
import { limits } from '../../limits.ts'
import type { Opened, Transport, Written } from './transport.ts'

/** The differences between kinds of character devices. */
interface DeviceManners {
  /** Sets the device up before the first write, and returns how to release it. */
  setUp?(
    fd: number,
    signal: AbortSignal,
  ): Promise<{ open: true; release: Release } | { open: false; problem: string }>
  /**
   * True when a read of 0 bytes means that the device is gone, as with terminals. USB printers send empty packets
   * too.
   */
  nothingMeansGone: boolean
  bytesPerSecond?: number
}
/** Releases the device: after the kernel's bytes have left, or at once. */
export type Release = (how: 'in-peace' | 'at-once') => Promise<void>

/**
 * A printer behind a character device, usually `/dev/usb/lp0`.
 *
 * `fs.writeFile` does not fit: where no device is, a regular file would be made. At paper end it waits for ever and holds
 * one of the process's four pool threads: four such printers would stop the journal.
 *
 * So the device is opened without `O_CREAT` and with `O_NONBLOCK`. All calls return at once and use no thread. A
 * write takes at most 4 KB and is repeated when the device is full; reading is polled.
 *
 * The usblp driver returns from a write before its bytes have left, and a close cancels them. So `end` waits until
 * the device takes one more byte, a NUL, which printers ignore.
 */
export function createCharDevice(
  path: string,
  manners: DeviceManners = { nothingMeansGone: false },
): Transport {
  let fd: number | undefined
  let release: Release | undefined
  let isClosing = false
  let lost: string | undefined
  let cannotRead = false
  let pollTimer: NodeJS.Timeout | undefined
  let busyUntil = 0
  let dataListener: (bytes: Uint8Array) => void = () => {}
  let lossListener: (problem: string) => void = () => {}
  let lastWrite: Promise<unknown> = Promise.resolve()
  const readBuffer = Buffer.alloc(limits.chunkBytes)

  function lose(problem: string): void {
    if (lost !== undefined) return
    lost = problem
    void closeDevice('at-once')
    if (!isClosing) lossListener(problem)
  }

  /** Closed first and released second, because the last holder of a terminal waits until its bytes have left. */
  async function closeDevice(how: 'in-peace' | 'at-once'): Promise<void> {
    clearTimeout(pollTimer)
    if (fd !== undefined) closeSync(fd)
    fd = undefined
    const releasing = release?.(how)
    release = undefined
    await releasing
  }

  async function open(signal: AbortSignal): Promise<Opened> {
    try {
      const trouble = notADevice(path, statSync(path))
      if (trouble !== undefined) return closed(trouble)
      fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY)
      const swapped = notADevice(path, fstatSync(fd))
      if (swapped !== undefined) return closed(swapped)
    } catch (error) {
      return closed(openProblem(path, error))
    }
    const setUp = await manners.setUp?.(fd, signal)
    if (setUp?.open === false) return closed(setUp.problem)
    release = setUp?.release
    if (isClosing || lost !== undefined) return closed(`opening ${path} was aborted`)
    // Bytes that arrived before the opening answer no question of ours.
    while (fd !== undefined && readOnce() === 'heard') {}
    if (lost !== undefined) return { open: false, problem: lost }
    poll()
    return { open: true }
  }

  function closed(problem: string): Opened {
    lost = problem
    void closeDevice('at-once')
    return { open: false, problem }
  }

  /** Reads the bytes that have arrived. */
  function readOnce(receive?: (bytes: Uint8Array) => void): 'heard' | 'silence' {
    if (fd === undefined || cannotRead) return 'silence'
    try {
      const count = readSync(fd, readBuffer)
      if (count === 0) {
        if (manners.nothingMeansGone || isElsewhere(path, fd)) lose(`${path} was unplugged`)
        return 'silence'
      }
      receive?.(Uint8Array.from(readBuffer.subarray(0, count)))
      return 'heard'
    } catch (error) {
      const code = codeOf(error)
      // A printer without a back channel: usblp refuses to read from it.
      if (code === 'EINVAL') cannotRead = true
      else if (code !== 'EAGAIN' && code !== 'EINTR') lose(`${path}: ${code}`)
      return 'silence'
    }
  }

  function poll(): void {
    for (let n = 0; n < limits.readsAtOnce && readOnce(dataListener) === 'heard'; n++) {}
    if (fd === undefined) return
    pollTimer = setTimeout(poll, Date.now() < busyUntil ? limits.pollEvery : limits.pollEveryWhenIdle)
  }

  function pollSoon(): void {
    const wasIdle = Date.now() >= busyUntil
    busyUntil = Date.now() + limits.busyFor
    if (!wasIdle) return
    clearTimeout(pollTimer)
    pollTimer = setTimeout(poll, limits.pollEvery)
  }

  /** Returns the number of bytes that the device took; 0 when it is full. */
  function push(bytes: Uint8Array): number {
    if (fd === undefined) return 0
    try {
      return writeSync(fd, bytes, 0, Math.min(bytes.length, limits.chunkBytes))
    } catch (error) {
      const code = codeOf(error)
      if (code !== 'EAGAIN' && code !== 'EINTR') lose(`${path}: ${code}`)
      return 0
    }
  }

  async function writeAll(chunk: Uint8Array, signal?: AbortSignal): Promise<Written> {
    let at = 0
    let movedAt = Date.now()
    for (;;) {
      if (fd === undefined || lost !== undefined) return 'lost'
      pollSoon()
      const count = push(chunk.subarray(at))
      at += count
      if (at >= chunk.length) return lost === undefined ? 'taken' : 'lost'
      if (count > 0) movedAt = Date.now()
      else if (signal?.aborted || Date.now() - movedAt > limits.writeMost) return 'stalled'
      await sleep(count > 0 ? 0 : limits.retryEvery)
    }
  }

  return {
    open,
    write(chunk, signal) {
      if (isClosing) return Promise.resolve('lost')
      const result = lastWrite.then(() => writeAll(chunk, signal))
      lastWrite = result
      return result
    },
    onData(listener) {
      dataListener = listener
    },
    onLost(listener) {
      lossListener = listener
    },
    async end() {
      if (isClosing) return
      isClosing = true
      await lastWrite
      const last = Date.now() + limits.closingAtMost
      let quiet = Date.now() + limits.closingMost
      const heard = dataListener
      dataListener = (bytes) => {
        quiet = Date.now() + limits.closingMost
        heard(bytes)
      }
      while (fd !== undefined && Date.now() < Math.min(last, quiet) && push(lastByte) === 0)
        await sleep(limits.retryEvery)
      await closeDevice('in-peace')
    },
    destroy() {
      isClosing = true
      lost ??= 'aborted'
      void closeDevice('at-once')
    },
    ...(manners.bytesPerSecond === undefined ? {} : { bytesPerSecond: manners.bytesPerSecond }),
  }
}

/** True when the path leads to another device now, or to none. */
function isElsewhere(path: string, fd: number): boolean {
  try {
    return statSync(path).rdev !== fstatSync(fd).rdev
  } catch {
    return true
  }
}

const lastByte = Uint8Array.of(0)

function notADevice(path: string, facts: Stats): string | undefined {
  return facts.isCharacterDevice()
    ? undefined
    : `${path} is no character device: a printer is plugged in under another name, or not at all`
}

function openProblem(path: string, error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENXIO':
    case 'ENODEV':
      return `${path} is not there: the printer is off or unplugged`
    case 'EBUSY':
      return `${path} is in use: another program (CUPS, a second hall) holds the printer`
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be opened: add this user to the group that owns it, lp by custom`
    default:
      return `${path}: ${error instanceof Error ? error.message : String(error)}`
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
