import { createServer, type Socket } from 'node:net'
import type { Bitmap } from '../drawing/bitmap.ts'
import { limits } from '../limits.ts'
import { dialectPrefix } from '../printer-address.ts'
import { createDevice, type Device, type DeviceOptions } from './device.ts'
import type { PaperEvent } from './machine.ts'

/** A paper that left the virtual printer. */
export interface Strip {
  picture: Bitmap
  cut: 'full' | 'partial' | 'none'
}

/** A network printer that behaves, on a port of this machine. Its faults are set by calling them. */
export interface TcpPrinter {
  readonly address: string
  readonly port: number
  readonly device: Omit<Device, 'notice' | 'store' | 'powerOff' | 'powerOn' | 'stop'>
  /** Oldest first; the newest 200 are kept. */
  readonly strips: readonly Strip[]
  readonly errors: readonly string[]
  /** Bytes read from all connections. */
  readonly bytesRead: number
  /** Connections taken, ever. */
  readonly connections: number
  /** Connections that the host broke off instead of closing them, ever. */
  readonly resets: number
  /** Stops reading from the connection after this many more bytes. Bytes in the buffer are still printed. */
  stallAfter(bytes: number): void
  goOn(): void
  /** Resets the connection after this many more bytes. */
  resetAfter(bytes: number): void
  /** Takes connections and bytes and does nothing with them. */
  blackHole(on: boolean): void
  /** The host notices nothing: the connection stays, and nobody is at its other end. */
  powerOff(): void
  /** Starts anew; the old connection is unknown and reset. */
  powerOn(): void
  /** Settles when there are this many strips. */
  stripped(count: number): Promise<void>
  close(): Promise<void>
}

/** `host` and `port` as for any server; port 0 takes a free one. */
export async function startTcpPrinter(
  options: Partial<DeviceOptions> & { host?: string; port?: number; onStrip?: (strip: Strip) => void } = {},
): Promise<TcpPrinter> {
  const { host = '127.0.0.1', port = 0, onStrip, ...given } = options
  const strips: Strip[] = []
  const errors: string[] = []
  const waiting: { count: number; done: () => void }[] = []
  let client: Socket | undefined
  /** Bytes read from the connection and not yet in the buffer. */
  let pending: Uint8Array = new Uint8Array()
  /** Bytes on the connection that were not read. They end with the connection. */
  let unread: Buffer = Buffer.alloc(0)
  let stalled = false
  let untilStall = Number.POSITIVE_INFINITY
  let hole = false
  let untilReset = Number.POSITIVE_INFINITY
  let bytesRead = 0
  let connections = 0
  let resets = 0

  function handle(event: PaperEvent): void {
    if (event.type === 'error') errors.push(`byte ${event.at}: ${event.problem}`)
    if (event.type !== 'paper') return
    const strip = { picture: event.picture, cut: event.cut }
    strips.push(strip)
    if (strips.length > limits.papersKept) strips.shift()
    onStrip?.(strip)
    for (const one of waiting.filter(({ count }) => strips.length >= count)) one.done()
  }

  /** A host that reads no status loses the later ones, as with a real printer. */
  function answer(bytes: Uint8Array): void {
    if (!hole && client && client.writableLength < limits.answersUnread) client.write(bytes)
  }

  const device = createDevice(handle, answer, flow, given)

  /** Moves read bytes into the buffer, and reads on when all of them fitted. */
  function flow(): void {
    if (pending.length > 0) {
      const rest = pending
      pending = new Uint8Array()
      pending = rest.subarray(hole ? rest.length : device.store(rest))
    }
    if (!client) return
    // With a full buffer the printer reads on a little, because real-time commands must still reach it.
    if (pending.length < limits.readAhead && !stalled) client.resume()
    else client.pause()
  }

  function take(arrived: Buffer): void {
    const bytes = arrived.subarray(0, untilStall)
    unread = Buffer.from(arrived.subarray(bytes.length))
    bytesRead += bytes.length
    untilStall -= bytes.length
    untilReset -= bytes.length
    stalled = untilStall <= 0
    if (untilReset <= 0) {
      untilReset = Number.POSITIVE_INFINITY
      client?.resetAndDestroy()
      return
    }
    if (!hole) {
      const after = device.notice(bytes)
      if (after > 0) pending = new Uint8Array()
      pending = Buffer.concat([pending, bytes.subarray(after)])
    }
    flow()
  }

  const server = createServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
    connections += 1
    socket.on('error', () => (resets += 1))
    if (client) {
      // One host at a time, like the real ones: a second one is turned away.
      socket.destroy()
      return
    }
    client = socket
    socket.on('data', take)
    // A host that closed and reads nothing would keep the port from every other host.
    socket.on('end', () => {
      const giveUp = setTimeout(() => socket.destroy(), limits.hostClosingMost)
      socket.once('close', () => clearTimeout(giveUp))
    })
    socket.on('close', () => {
      if (client !== socket) return
      client = undefined
      unread = Buffer.alloc(0)
    })
    if (!stalled) socket.resume()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the virtual printer has no port')

  return {
    address: `${dialectPrefix(given.dialect)}tcp://${host}:${address.port}`,
    port: address.port,
    device,
    strips,
    errors,
    get bytesRead() {
      return bytesRead
    },
    get connections() {
      return connections
    },
    get resets() {
      return resets
    },
    stallAfter(bytes) {
      untilStall = bytes
    },
    goOn() {
      stalled = false
      untilStall = Number.POSITIVE_INFINITY
      take(unread)
    },
    resetAfter(bytes) {
      untilReset = bytes
    },
    blackHole(on) {
      hole = on
      flow()
    },
    powerOff() {
      device.powerOff()
      pending = new Uint8Array()
    },
    powerOn() {
      client?.resetAndDestroy()
      device.powerOn()
    },
    stripped(count) {
      if (strips.length >= count) return Promise.resolve()
      return new Promise((done) => waiting.push({ count, done }))
    },
    async close() {
      device.stop()
      client?.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
