import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Announcement } from '../../hall/announcements.ts'
import { protocolVersion, type ServerMessage } from '../../protocol/messages.ts'
import { limits } from './limits.ts'
import type { ChannelMessage, Released, Watcher } from './view-publisher.ts'
import type { WriteBatcher } from './write-batcher.ts'

type Welcome = Omit<Extract<ServerMessage, { type: 'welcome' }>, 'view'>

/** What every welcome says beside the view. */
export interface Greeting {
  build: string
  epoch: string
  now(): number
  trouble(): 'clock-in-doubt' | 'disk-is-full' | undefined
}

/**
 * One open page. Frames for its audience are written to the socket as they are, the same bytes for all; a page
 * slower than its connection gets nothing until it has drained, then the newest state, so that it is never far
 * behind; one that makes no progress is cut off. Memory per page stays bounded.
 */
export class Connection implements Watcher {
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #greeting: Greeting
  readonly #outbox: WriteBatcher
  /** It missed something: a welcome is due once it has drained. */
  #behind = false
  #stuckSince: number | undefined
  #closingSince: number | undefined
  #lastBacklog = 0
  #pingsUnanswered = 0
  /** Bytes written so far, those the page has answered for, and those before the ping that is under way. */
  #written = 0
  #arrived = 0
  #asked: number | undefined

  constructor(socket: WebSocket, stream: Duplex, greeting: Greeting, outbox: WriteBatcher) {
    this.#socket = socket
    this.#stream = stream
    this.#greeting = greeting
    this.#outbox = outbox
    socket.on('pong', () => {
      this.#pingsUnanswered = 0
      this.#arrived = this.#asked ?? this.#arrived
      this.#asked = undefined
    })
  }

  tell(message: ChannelMessage): void {
    if (this.#socket.readyState !== this.#socket.OPEN || this.#behind) return
    if (this.#stream.writableLength > limits.socketBehindBytes || this.#isFull) {
      this.#behind = true
      return
    }
    message.frame ??= frameOf(message.text)
    if (!this.#isAskDue(message.frame.length)) return this.#send(message.frame)
    message.asking ??= Buffer.concat([message.frame, pingFrame])
    this.#send(message.asking)
    this.#asked = this.#written
  }

  /** What was written lies in buffers of the system, which hold minutes of a slow link: only an answer tells that it came. */
  get #isFull(): boolean {
    return this.#written - this.#arrived > limits.socketUnansweredBytes
  }

  #send(frame: Buffer): void {
    this.#outbox.write(this.#stream, frame)
    this.#written += frame.length
  }

  #write(frame: Buffer): void {
    const isAskDue = this.#isAskDue(frame.length)
    this.#send(frame)
    if (isAskDue) this.#ask()
  }

  /** Whether with so many bytes more it is time to hear what has arrived. */
  #isAskDue(bytes: number): boolean {
    return this.#asked === undefined && this.#written + bytes - this.#arrived > limits.socketAskBytes
  }

  #ask(): void {
    this.#asked ??= this.#written
    this.#outbox.write(this.#stream, pingFrame)
  }

  welcome({ seq, view }: Released, events: readonly Announcement[]): void {
    this.#behind = false
    if (this.#socket.readyState !== this.#socket.OPEN) return
    const { build, epoch } = this.#greeting
    const trouble = this.#greeting.trouble()
    const now = this.#greeting.now()
    const head = {
      type: 'welcome',
      protocol: protocolVersion,
      build,
      epoch,
      seq,
      now,
      events,
    } satisfies Welcome
    const text = JSON.stringify(trouble ? { ...head, trouble } : head)
    this.#write(frameOf(`${text.slice(0, -1)},"view":${textOf(view)}}`))
  }

  send(message: ServerMessage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#write(frameOf(JSON.stringify(message)))
  }

  beat(seq: number): void {
    if (this.#behind) return
    const trouble = this.#greeting.trouble()
    this.send({ type: 'beat', seq, now: this.#greeting.now(), ...(trouble ? { trouble } : {}) })
  }

  get isClosing(): boolean {
    return this.#socket.readyState !== this.#socket.OPEN
  }

  /** Closes it after what was written to it. The other end may ignore a close frame: `lookAfter` then cuts it off. */
  close(code: number, reason: string): void {
    this.#outbox.flush()
    this.#socket.close(code, reason)
  }

  /** Looks after a slow page: `drained` asks for a welcome; too far or too long behind is cut off. */
  lookAfter(monotonicMs: number, drained: () => void): void {
    if (this.isClosing) {
      this.#closingSince ??= monotonicMs
      if (monotonicMs - this.#closingSince > limits.socketCloseMs) this.#socket.terminate()
      return
    }
    const backlog = this.#stream.writableLength
    if (backlog === 0) {
      this.#stuckSince = undefined
      if (this.#behind && !this.#isFull) drained()
    } else if (backlog < this.#lastBacklog || this.#stuckSince === undefined) this.#stuckSince = monotonicMs
    this.#lastBacklog = backlog
    const stuck = this.#stuckSince !== undefined && monotonicMs - this.#stuckSince > limits.socketStuckMs
    if (stuck || backlog > limits.socketLostBytes) this.#socket.terminate()
  }

  /** A page whose end is gone answers no ping: after two it is cut off. */
  ping(): void {
    if (this.#pingsUnanswered >= 2) return this.#socket.terminate()
    this.#pingsUnanswered += 1
    if (this.#socket.readyState === this.#socket.OPEN) this.#ask()
  }
}

const texts = new WeakMap<object, string>()

/** A view as JSON: made once for all who are welcomed to it, a thousand of them after a start. Views never change. */
function textOf(view: object): string {
  const text = texts.get(view) ?? JSON.stringify(view)
  texts.set(view, text)
  return text
}

const textFrame = 0x81
/** An empty ping (RFC 6455 §5.5.2); it keeps its place among the texts, so that its answer speaks for those before it. */
const pingFrame = Buffer.from([0x89, 0x00])
const head16 = 126
const head64 = 127

/**
 * A text as one unmasked WebSocket frame (RFC 6455 §5.2). Written to the stream directly it goes out in one piece, and
 * the same bytes serve all who see the same; ws takes two buffers and a copy per page. Safe while no deflate is
 * negotiated: then ws itself writes at once, so that frames never mix.
 */
export function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < head16 ? 2 : length < 0x1_00_00 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = textFrame
  if (head === 2) frame[1] = length
  else if (head === 4) {
    frame[1] = head16
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = head64
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, head)
  return frame
}
