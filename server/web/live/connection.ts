import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { Heartbeat } from '../../protocol/heartbeat.ts'
import type { ServerMessage } from '../../protocol/messages.ts'
import { limits } from './limits.ts'
import type { SharedMessage } from './shared-message.ts'
import { frameOf, pingFrame } from './text-frame.ts'
import type { WriteBatcher } from './write-batcher.ts'

/**
 * The socket of one page, with back-pressure. A page that is slower than its connection gets no more messages until
 * it has acknowledged the earlier ones. A page that asks for more meanwhile is cut off. So the memory per page is bounded.
 */
export class Connection {
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #writes: WriteBatcher
  #isClosedHere = false
  readonly #heartbeat: Heartbeat
  /** Bytes written so far, bytes acknowledged by the page, and bytes before the ping in flight. */
  #written = 0
  #arrived = 0
  #pinged: number | undefined

  constructor(socket: WebSocket, stream: Duplex, writes: WriteBatcher) {
    this.#socket = socket
    this.#stream = stream
    this.#writes = writes
    this.#heartbeat = new Heartbeat(socket)
    socket.on('pong', () => {
      this.#arrived = this.#pinged ?? this.#arrived
      this.#pinged = undefined
    })
  }

  /** Once this end closes, no message of the page is handled, whether or not the page answers the close. */
  get isClosedHere(): boolean {
    return this.#isClosedHere
  }

  /** Once either end closes, nothing is sent. */
  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /**
   * Whether a page must acknowledge before it gets more. Only a pong shows that bytes arrived, because the system's
   * buffers hold minutes of a slow link.
   */
  get isFull(): boolean {
    return (
      this.#stream.writableLength > limits.socketBehindBytes ||
      this.#written - this.#arrived > limits.socketUnansweredBytes
    )
  }

  /** Whether all bytes were sent and acknowledged, as far as known. */
  get isDrained(): boolean {
    return this.#stream.writableLength === 0 && !this.isFull
  }

  /** Sends a message that many pages get, as the watch `id`. */
  share(message: SharedMessage, id: string | undefined): void {
    const frame = message.frame(id)
    if (!this.#isPingDue(frame.length)) return this.#write(frame)
    this.#write(message.frameWithPing(id))
    this.#pinged = this.#written
  }

  /** Sends one message as JSON text. */
  sendText(text: string): void {
    if (!this.isOpen) return
    const frame = frameOf(text)
    const isPingDue = this.#isPingDue(frame.length)
    this.#write(frame)
    if (isPingDue) this.#sendPing()
  }

  send(message: ServerMessage): void {
    this.sendText(JSON.stringify(message))
  }

  /** Closes the socket after the bytes already written. */
  close(code: number, reason: string): void {
    this.#isClosedHere = true
    this.#writes.flush()
    this.#socket.close(code, reason)
  }

  ping(): void {
    this.#heartbeat.beat(() => {
      if (this.isOpen) this.#sendPing()
    })
  }

  #write(frame: Buffer): void {
    if (this.#written - this.#arrived > limits.socketLostBytes) return this.#socket.terminate()
    this.#writes.write(this.#stream, frame)
    this.#written += frame.length
  }

  /** Whether a ping is due with this many bytes more. */
  #isPingDue(bytes: number): boolean {
    return this.#pinged === undefined && this.#written + bytes - this.#arrived > limits.socketAskBytes
  }

  #sendPing(): void {
    this.#pinged ??= this.#written
    this.#writes.write(this.#stream, pingFrame)
  }
}
