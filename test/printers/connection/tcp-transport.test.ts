import { randomBytes } from 'node:crypto'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createTcpTransport } from '../../../printers/connection/transports/tcp.ts'
import { limits } from '../../../printers/limits.ts'
import { busyMs, patience } from '../../fakes/watch.ts'
import { describeLine, digest, type LineEnd, sendAll } from './transport-contract.ts'

const servers: Server[] = []
const sockets: Socket[] = []

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))))
})

function listen(onSocket: (socket: Socket) => void, pauseOnConnect = false): Promise<number> {
  const server = createServer({ pauseOnConnect }, (socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    onSocket(socket)
  })
  servers.push(server)
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

const patient = (): AbortSignal => AbortSignal.timeout(patience)

async function tcpPrinter(): Promise<LineEnd> {
  const parts: Buffer[] = []
  let socket: Socket | undefined
  let server: Server | undefined
  let port = 0
  async function plugIn(): Promise<void> {
    server = createServer((line) => {
      socket = line
      line.on('error', () => {})
      line.on('data', (bytes) => parts.push(bytes))
    })
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  async function unplug(): Promise<void> {
    socket?.resetAndDestroy()
    await new Promise((done) => (server ? server.close(done) : done(undefined)))
    server = undefined
  }
  await plugIn()
  return {
    line: () => createTcpTransport('127.0.0.1', port),
    nowhere: () => createTcpTransport('127.0.0.1', 1),
    arrived: () => Buffer.concat(parts),
    block: () => void socket?.pause(),
    say: (bytes) => void socket?.write(bytes),
    unplug,
    plugIn,
    close: unplug,
  }
}

describeLine('a line over TCP', tcpPrinter)

describe('a line over TCP', () => {
  it('delivers every byte to a slow reader that chatters all the while', async () => {
    let done: (bytes: Buffer) => void = () => {}
    const received = new Promise<Buffer>((resolve) => {
      done = resolve
    })
    const port = await listen((socket) => {
      const parts: Buffer[] = []
      // 4 KB taken every 5 ms, and a status sent each time: the case in which an early close loses all but 4 KB.
      const clock = setInterval(() => {
        const part = socket.read(Math.min(4096, socket.readableLength)) as Buffer | null
        if (part) parts.push(part)
        socket.write(Buffer.from([0x10, 0, 0, 0]))
      }, 5)
      socket.on('readable', () => {})
      socket.on('end', () => {
        clearInterval(clock)
        done(Buffer.concat(parts))
        socket.end()
      })
      socket.on('close', () => clearInterval(clock))
    })
    const line = createTcpTransport('127.0.0.1', port)
    let heard = 0
    line.onData((bytes) => {
      heard += bytes.length
    })
    await line.open(patient())
    const job = randomBytes(400_000)
    expect(await sendAll(line, job)).toBe('taken')
    await line.end()
    expect(digest(await received)).toBe(digest(job))
    expect(heard).toBeGreaterThan(0)
  })

  it('tells that it is lost when the printer resets it', async () => {
    const port = await listen((socket) => socket.on('data', () => socket.resetAndDestroy()))
    const line = createTcpTransport('127.0.0.1', port)
    const lost = new Promise<string>((resolve) => line.onLost(resolve))
    await line.open(patient())
    await line.write(Buffer.from('x'))
    expect(await lost).toMatch(/127\.0\.0\.1/)
    expect(await line.write(Buffer.from('x'))).toBe('lost')
    await line.end()
  })

  it('does not open where nobody listens', async () => {
    const port = await listen(() => {})
    await new Promise((done) => servers.splice(0)[0]?.close(done))
    const opened = await createTcpTransport('127.0.0.1', port).open(patient())
    expect(opened).toMatchObject({ open: false, problem: /ECONNREFUSED/ })
  })

  it('gives connecting up when told to', async () => {
    const port = await listen(() => {})
    const given = AbortSignal.abort()
    expect(await createTcpTransport('127.0.0.1', port).open(given)).toMatchObject({ open: false })
  })

  it('ends in time with a printer that never says goodbye', async () => {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket)
      socket.resume()
    })
    servers.push(server)
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    const line = createTcpTransport('127.0.0.1', port)
    await line.open(patient())
    const from = Date.now()
    await line.end()
    expect(Date.now() - from).toBeLessThan(limits.closingMost + busyMs)
  })
})
