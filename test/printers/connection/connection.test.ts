import { createConnection, createServer, type Socket } from 'node:net'
import { describe, it } from 'vitest'
import { type Cleaner, device, open, shows, slipOf } from '../printer-rig.ts'

const dumb = { realTime: false, processId: false, paperSensor: false, statusBack: false, clear: false }

interface Gate {
  readonly address: string
  readonly connections: number
  /** Lines through it that are open now. */
  readonly open: number
  /** Breaks a line off as soon as something is said on it, once. */
  hangUpWhenSpokenTo(): void
}

/** A transport whose printer accepts this many lines and closes each at once, because it still holds an old one. */
async function gateTo(clean: Cleaner, port: number, turnedAway = 0): Promise<Gate> {
  const lines = new Set<Socket>()
  let connections = 0
  let isHangingUp = false
  const server = createServer((socket) => {
    connections += 1
    socket.on('error', () => {})
    if (connections <= turnedAway) return socket.destroy()
    const onwards = createConnection(port, '127.0.0.1')
    onwards.on('error', () => socket.destroy())
    lines.add(socket)
    socket.on('data', () => {
      if (isHangingUp) socket.destroy()
      isHangingUp = false
    })
    socket.on('close', () => {
      lines.delete(socket)
      onwards.destroy()
    })
    socket.pipe(onwards).pipe(socket)
  })
  const own = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
  clean(async () => {
    for (const line of lines) line.destroy()
    await new Promise((done) => server.close(done))
  })
  return {
    address: `tcp://127.0.0.1:${own}`,
    get connections() {
      return connections
    },
    get open() {
      return lines.size
    },
    hangUpWhenSpokenTo() {
      isHangingUp = true
    },
  }
}

/** A printer that answers questions about itself at once, and the first one after proof only when a slip is coming in. */
async function lateAnswerer(clean: Cleaner): Promise<string> {
  const question = Buffer.from([0x1d, 0x72])
  const server = createServer((socket) => {
    let asked = false
    let bytes = 0
    socket.on('error', () => {})
    socket.on('data', (data) => {
      for (let at = data.indexOf('\x10\x04'); at >= 0; at = data.indexOf('\x10\x04', at + 2))
        socket.write(Buffer.from([0x12]))
      if (asked) bytes += data.length
      if (asked && bytes > 3_000) {
        bytes = Number.NEGATIVE_INFINITY
        socket.write(Buffer.from([0]))
      }
      asked ||= data.includes(question)
    })
  })
  const own = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
  clean(() => new Promise<void>((done) => void server.close(() => done())))
  return `tcp://127.0.0.1:${own}`
}

describe('a connection', () => {
  it.concurrent('on which an earlier question is answered late does not take that for the proof of a slip', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const printer = open(clean, await lateAnswerer(clean))
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'unsure', why: 'no-proof' })
  })

  it.concurrent('that is turned away right after it was let in is dialled again, and the slip comes out', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const gate = await gateTo(clean, paper.port, 3)
    expect(await open(clean, gate.address).print(slipOf('A001'))).toEqual({ printed: 'yes' })
    expect(gate.connections).toBe(4)
    // Somebody else may have been at it: what hangs out of it was cut off first.
    expect(paper.strips).toHaveLength(2)
    expect(paper.strips[0]?.picture.height).toBe(1)
    expect(await shows(slipOf('A001'), paper.strips[1]?.picture)).toBe(true)
  })

  it.concurrent('that turns out to be gone only when the next slip comes is opened again, and nothing is cut that hangs nowhere', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const gate = await gateTo(clean, paper.port)
    const printer = open(clean, gate.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    gate.hangUpWhenSpokenTo()
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'yes' })
    expect(gate.connections).toBe(2)
    expect(paper.strips).toHaveLength(2)
    expect(await shows(slipOf('A002'), paper.strips[1]?.picture)).toBe(true)
  })

  it.concurrent('that is turned away again and again is given up within seconds, and nothing was sent', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const gate = await gateTo(clean, paper.port, Number.POSITIVE_INFINITY)
    const outcome = await open(clean, gate.address).print(slipOf('A001'))
    expect(outcome).toEqual({ printed: 'no', why: 'unreachable' })
    expect(gate.connections).toBeGreaterThan(3)
    expect(paper.connections).toBe(0)
  })

  it.concurrent('to a printer that says nothing is let go of when its slip is no longer wanted', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, { answers: dumb })
    const gate = await gateTo(clean, paper.port)
    const printer = open(clean, gate.address)
    const cancelled = printer.print(slipOf('A001'), async () => {
      expect(gate.open).toBe(1)
      throw new Error('no longer wanted')
    })
    await expect(cancelled).rejects.toThrow('no longer wanted')
    await expect.poll(() => gate.open).toBe(0)
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'unsure', why: 'no-proof' })
    await paper.stripped(1)
    expect(await shows(slipOf('A002'), paper.strips[0]?.picture)).toBe(true)
  })
})
