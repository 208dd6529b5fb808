import { createConnection, createServer, type Socket } from 'node:net'

/** The way to a printer, on a port of its own: a place where lines can be broken, or held, at a byte that is known. */
export interface PaperGate {
  readonly address: string
  /** Lines that were let through, ever. */
  readonly lines: number
  /** Breaks each connection after this many bytes to the printer, until it is set otherwise. */
  breakAfter(bytes: number): void
  /** Lets nothing more through behind the nth band of a picture; settles when that is so. */
  holdAfterBand(count: number): Promise<void>
  /** Lets new lines through as they are. */
  letThrough(): void
  close(): Promise<void>
}

/** Where the nth band (`GS v 0`) ends in what was sent so far; undefined when it has not. */
function endOfBand(sent: Buffer, count: number): number | undefined {
  let at = 0
  for (let band = 0; band < count; band += 1) {
    const begin = sent.indexOf(Buffer.from([0x1d, 0x76, 0x30]), at)
    if (begin < 0 || begin + 8 > sent.length) return undefined
    at = begin + 8 + sent.readUInt16LE(begin + 4) * sent.readUInt16LE(begin + 6)
    if (at > sent.length) return undefined
  }
  return at
}

export async function openGate(port: number): Promise<PaperGate> {
  const open = new Set<Socket>()
  let lines = 0
  let most = Number.POSITIVE_INFINITY
  let bands: { count: number; isHeld: () => void } | undefined

  function carry(host: Socket, printer: Socket): void {
    let sent = Buffer.alloc(0)
    let isHeld = false
    let passed = 0
    host.on('data', (bytes: Buffer) => {
      if (isHeld) return
      let more = bytes
      if (bands) {
        const before = sent.length
        sent = Buffer.concat([sent, bytes])
        const end = endOfBand(sent, bands.count)
        if (end !== undefined) {
          isHeld = true
          more = sent.subarray(before, end)
          // Read on, and lost: a line that is not read does not tell when its host has died.
          const { isHeld: tell } = bands
          printer.write(more, tell)
          return
        }
      }
      more = more.subarray(0, most - passed)
      passed += more.length
      if (!printer.write(more)) {
        host.pause()
        printer.once('drain', () => host.resume())
      }
      if (passed >= most) host.resetAndDestroy()
    })
    printer.on('data', (bytes) => host.write(bytes))
  }

  const server = createServer((host) => {
    lines += 1
    const printer = createConnection(port, '127.0.0.1')
    for (const [one, other] of [
      [host, printer],
      [printer, host],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    carry(host, printer)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port: own } = server.address() as { port: number }
  return {
    address: `tcp://127.0.0.1:${own}`,
    get lines() {
      return lines
    },
    breakAfter(bytes) {
      most = bytes
    },
    holdAfterBand(count) {
      return new Promise((settle) => {
        bands = { count, isHeld: settle }
      })
    },
    letThrough() {
      most = Number.POSITIVE_INFINITY
      bands = undefined
    },
    async close() {
      for (const one of open) one.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
