import { connect, type Socket } from 'node:net'
import { answerAll } from './worker.ts'

/** A process of screens that watch and do nothing else: bare sockets, so that thousands cost little here. */

export interface Watching {
  readonly port: number
  readonly screens: number
  /** `raw`: whatever comes is counted. `hall`: a board of the hall. `socket`: any WebSocket. */
  readonly kind: 'raw' | 'hall' | 'socket'
}

export interface Seen {
  /** Messages of the hall that told what happened, over all screens. */
  readonly happened: number
  readonly frames: number
  readonly bytes: number
}

/** When all screens had seen this sequence number (ms, the machine's monotonic clock). */
export interface LastSeen {
  readonly seq: number
  readonly at: number
}

const handshake = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`

let sockets: Socket[] = []
let frames = 0
let happened = 0
let bytes = 0
/** How many screens have seen a message that ends with this sequence number. */
let reached = new Map<number, number>()
let last: LastSeen[] = []

const now = (): number => Number(process.hrtime.bigint()) / 1e6

function see(text: string): void {
  if (!text.startsWith('{"type":"happened"')) return
  happened += 1
  const seq = Number(/"seq":(\d+)/u.exec(text.slice(0, 80))?.[1])
  const seen = (reached.get(seq) ?? 0) + 1
  reached.set(seq, seen)
  if (seen === sockets.length) last.push({ seq, at: now() })
}

const textFrame = 1
const pingFrame = 9
/** An empty pong, masked with zeros: what a browser answers to an empty ping. */
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

/** Reads frames as a server sends them: unmasked, whole. */
class FrameReader {
  readonly #answer: (frame: Buffer) => void
  #rest: Buffer = Buffer.alloc(0)

  constructor(answer: (frame: Buffer) => void) {
    this.#answer = answer
  }

  read(part: Buffer): void {
    const all = this.#rest.length === 0 ? part : Buffer.concat([this.#rest, part])
    let at = 0
    while (all.length - at >= 2) {
      const short = all[at + 1]! & 127
      const head = short === 126 ? 4 : short === 127 ? 10 : 2
      if (all.length - at < head) break
      const length =
        short === 126 ? all.readUInt16BE(at + 2) : short === 127 ? Number(all.readBigUInt64BE(at + 2)) : short
      if (all.length - at < head + length) break
      // The opening tells all that is needed.
      const kind = all[at]! & 15
      if (kind === pingFrame) this.#answer(pong)
      if (kind === textFrame) see(all.toString('latin1', at + head, at + head + Math.min(length, 80)))
      if (kind === textFrame) frames += 1
      at += head + length
    }
    this.#rest = all.subarray(at)
  }
}

function watch({ port, kind }: Watching): Promise<Socket> {
  return new Promise((settle, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.on('error', reject)
    if (kind === 'raw') {
      socket.once('connect', () => settle(socket))
      socket.on('data', (part) => {
        bytes += part.length
      })
      return
    }
    const reader = new FrameReader((frame) => socket.write(frame))
    let head: Buffer | undefined = Buffer.alloc(0)
    socket.on('data', (part) => {
      if (head === undefined) {
        bytes += part.length
        return reader.read(part)
      }
      head = Buffer.concat([head, part])
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      if (!head.toString('latin1', 0, 12).endsWith('101')) return reject(new Error(head.toString('latin1')))
      reader.read(head.subarray(end + 4))
      head = undefined
      settle(socket)
    })
    socket.write(handshake(kind === 'hall' ? '/live?view=board' : '/'))
  })
}

answerAll({
  async open(watching: Watching) {
    for (const socket of sockets) socket.destroy()
    sockets = []
    const all: Socket[] = []
    for (let from = 0; from < watching.screens; from += 200) {
      const some = Math.min(200, watching.screens - from)
      all.push(...(await Promise.all(Array.from({ length: some }, () => watch(watching)))))
    }
    sockets = all
    for (const socket of sockets) socket.removeAllListeners('error').on('error', () => undefined)
  },
  /** Forgets what was seen so far. */
  begin() {
    frames = 0
    happened = 0
    bytes = 0
    reached = new Map()
    last = []
  },
  seen: (): Seen & { last: LastSeen[] } => ({ happened, frames, bytes, last }),
})
