import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Socket } from 'node:net'

const opcodes = { text: 0x81, binary: 0x82, close: 0x88, ping: 0x89 }

/** A WebSocket client that hears everything and answers no close frame: it goes on sending as if nothing were said. */
export class StubbornPage {
  readonly #socket: Socket
  #heard = ''
  /** When the connection itself ended, by the monotonic clock (ms). */
  endedAt: number | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setEncoding('latin1')
    socket.on('data', (part: string) => {
      this.#heard += part
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      this.endedAt = performance.now()
    })
  }

  static dial(url: string, cookie = ''): Promise<StubbornPage> {
    return new Promise((settle, reject) => {
      const asked = request(url, {
        headers: {
          cookie,
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': randomBytes(16).toString('base64'),
        },
      })
      asked.on('upgrade', (_response, socket) => settle(new StubbornPage(socket as Socket)))
      asked.on('response', ({ statusCode }) => reject(new Error(`answered with ${statusCode}`)))
      asked.on('error', reject)
      asked.end()
    })
  }

  hasHeard(text: string): boolean {
    return this.#heard.includes(text)
  }

  get hasHeardClose(): boolean {
    return this.#heard.includes(String.fromCharCode(opcodes.close))
  }

  send(message: object, opcode: keyof typeof opcodes = 'text'): void {
    if (!this.#socket.destroyed) this.#socket.write(maskedFrame(opcode, JSON.stringify(message)))
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

/** One frame as a client sends it (RFC 6455 §5.2), of 126 to 65,535 bytes; the mask is zero, so that the text goes out as it is. */
export function maskedFrame(type: keyof typeof opcodes, text: string): Buffer {
  const payload = Buffer.from(text.padEnd(126))
  const head = Buffer.from([
    opcodes[type],
    0x80 | 126,
    payload.length >> 8,
    payload.length & 0xff,
    0,
    0,
    0,
    0,
  ])
  return Buffer.concat([head, payload])
}
