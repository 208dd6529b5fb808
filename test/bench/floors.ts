import { closeSync, constants, openSync, unlinkSync, write, writeSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { answerAll } from './worker.ts'

/** The best that the machine can do without a hall: a durable write, an echo, bytes to many sockets. */

export interface DurableWrites {
  /** Medians (ms): the call that blocks, and the one through Node's thread pool. */
  readonly blocking: number
  readonly callback: number
}

const listeners: Socket[] = []

function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port
}

const middle = (times: number[]): number => times.sort((one, two) => one - two)[times.length >> 1]!

/** Writes of a record's size into a file of zeros, each on the disk before the next: what one commit costs without a hall. */
async function durableWrites({
  directory,
  count,
  bytes,
}: {
  directory: string
  count: number
  bytes: number
}) {
  const path = join(directory, `floor-${process.pid}`)
  const zeros = Buffer.alloc(count * bytes * 2)
  const filling = openSync(path, 'w')
  writeSync(filling, zeros)
  closeSync(filling)
  const fd = openSync(path, constants.O_RDWR | constants.O_DSYNC)
  const record = Buffer.alloc(bytes, 120)
  const blocking: number[] = []
  const callback: number[] = []
  for (let n = 0; n < count; n += 1) {
    const begunAt = performance.now()
    writeSync(fd, record, 0, bytes, n * bytes)
    blocking.push(performance.now() - begunAt)
  }
  for (let n = count; n < count * 2; n += 1) {
    const begunAt = performance.now()
    await new Promise<void>((settle, reject) =>
      write(fd, record, 0, bytes, n * bytes, (error) => (error ? reject(error) : settle())),
    )
    callback.push(performance.now() - begunAt)
  }
  closeSync(fd)
  unlinkSync(path)
  return { blocking: middle(blocking), callback: middle(callback) } satisfies DurableWrites
}

answerAll({
  durableWrites,
  /** A WebSocket server that gives back what it gets. */
  echo() {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
    server.on('connection', (socket) =>
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
    )
    return new Promise<number>((settle) => server.on('listening', () => settle(portOf(server))))
  },
  /** A TCP server that keeps every connection open. */
  fanOut() {
    const server = createServer((socket) => {
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.resume()
      listeners.push(socket)
      socket.on('close', () => listeners.splice(listeners.indexOf(socket), 1))
    })
    return new Promise<number>((settle) =>
      server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => settle(portOf(server))),
    )
  },
  /** The same bytes to every socket, `times` times, one every `everyMs`. */
  async tell({ times, everyMs, bytes }: { times: number; everyMs: number; bytes: number }) {
    const message = Buffer.alloc(bytes, 120)
    for (let n = 0; n < times; n += 1) {
      const next = new Promise((settle) => setTimeout(settle, everyMs))
      for (const socket of listeners) socket.write(message)
      await next
    }
    return listeners.length
  },
})
