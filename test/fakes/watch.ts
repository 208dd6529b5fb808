import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import { apply } from '../../server/protocol/merge-patch.ts'
import type { Announcement, ServerMessage, WatchName } from '../../server/protocol/messages.ts'

/** How long anything observable may take to be seen (ms). */
export const patience = 45_000
/** The most that a busy machine adds to a span of real time with an upper bound (ms). */
export const busyMs = 15_000

export const newKey = (): string => randomBytes(16).toString('base64url')

export interface ReplyBody {
  seq?: number
  epoch?: string
  result?: Record<string, unknown>
  refusal?: {
    reason: string
    counter?: string
    ticket?: string
    now?: Record<string, unknown>
    limit?: number
  }
  invalid?: { path: string; problem: string }[]
  denied?: string
  problem?: string
  unknown?: boolean
  view?: Record<string, unknown>
  [more: string]: unknown
}

type Frame<V extends WatchName> = ServerMessage<V> & { readonly [more: string]: unknown }

/** A page's end of the socket: keeps the view up to date by its patches and fails when one is missing. */
export class Watch<V extends WatchName = WatchName> {
  readonly socket: WebSocket
  readonly frames: Frame<V>[] = []
  readonly texts: string[] = []
  readonly announced: Announcement[] = []
  view: Record<string, unknown> = {}
  seq = 0
  /** Watches beside the view of the address, by their own ids. */
  readonly views = new Map<string, { seq: number; view: Record<string, unknown> }>()
  epoch = ''
  refused: { status: number; text: string } | undefined
  closed: { code: number; reason: string } | undefined
  #broken: string | undefined
  #changed: (() => void)[] = []

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.socket = new WebSocket(url, { headers, perMessageDeflate: false })
    this.socket.on('message', (data) => this.#hear(data.toString()))
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
      this.#tell()
    })
    this.socket.on('unexpected-response', (_request, response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('close', () => {
        this.refused = { status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }
        this.#tell()
        this.socket.terminate()
      })
    })
    this.socket.on('error', () => this.#tell())
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  /** Gives a command and waits for its answer. */
  async command(command: string, body: object, id = newKey()): Promise<ReplyBody & { ok: boolean }> {
    const begin = this.frames.length
    this.send({ type: 'command', id, command, body })
    const answer = await this.until(
      `the answer to ${command}`,
      (frame) => frame.type === 'answer' && frame.id === id,
      begin,
    )
    return answer as unknown as ReplyBody & { ok: boolean }
  }

  /** The first frame from place `from` on that fits. Throws on a gap, a close, a refusal, or after the patience. */
  until(what: string, fits: (frame: Frame<V>) => boolean, from = 0, ms = patience): Promise<Frame<V>> {
    let next = from
    return this.#wait(what, ms, () => {
      while (next < this.frames.length) {
        const frame = this.frames[next]!
        next += 1
        if (fits(frame)) return frame
      }
      if (this.closed) throw new Error(`closed (${this.closed.code} ${this.closed.reason}), no ${what}`)
      if (this.refused) throw new Error(`refused with ${this.refused.status}: ${this.refused.text}`)
      return undefined
    })
  }

  /** Until the view is as wanted. */
  async see(what: string, fits: (view: Record<string, unknown>) => boolean, ms = patience): Promise<void> {
    await this.#wait(what, ms, () => {
      if (fits(this.view)) return true
      if (this.closed) throw new Error(`closed (${this.closed.code}), never saw: ${what}`)
      return undefined
    })
  }

  /** Until the server (or the line) ended it; how. */
  gone(ms = patience): Promise<{ code: number; reason: string }> {
    return this.#wait('the close', ms, () => this.closed)
  }

  denied(ms = patience): Promise<{ status: number; text: string }> {
    return this.#wait('a refusal', ms, () => this.refused)
  }

  /** Closes it; the server learns it at once. */
  async close(): Promise<void> {
    this.socket.close()
    await this.gone()
  }

  #hear(text: string): void {
    const frame = JSON.parse(text) as Frame<V>
    this.frames.push(frame)
    this.texts.push(text)
    if ((frame.type === 'welcome' || frame.type === 'happened') && frame.id !== undefined)
      this.#follow(frame.id, frame)
    else if (frame.type === 'welcome') {
      this.view = frame.view as unknown as Record<string, unknown>
      this.seq = frame.seq
      this.epoch = frame.epoch
      this.announced.push(...frame.events)
    } else if (frame.type === 'happened') {
      if (frame.prev !== this.seq)
        this.#broken ??= `a gap: the page is at ${this.seq}, the message follows ${frame.prev}`
      this.view = apply(this.view, frame.patch)
      this.seq = frame.seq
      this.announced.push(...frame.events)
    }
    this.#tell()
  }

  /** A view of its own id, held to the same rule: no message may be missing. */
  #follow(id: string, frame: Extract<Frame<V>, { type: 'welcome' | 'happened' }>): void {
    if (frame.type === 'welcome') {
      this.views.set(id, { seq: frame.seq, view: frame.view as unknown as Record<string, unknown> })
      return
    }
    const known = this.views.get(id)
    if (known?.seq !== frame.prev)
      this.#broken ??= `a gap in ${id}: the page is at ${known?.seq}, the message follows ${frame.prev}`
    this.views.set(id, { seq: frame.seq, view: apply(known?.view ?? {}, frame.patch) })
  }

  #tell(): void {
    for (const changed of this.#changed.splice(0)) changed()
  }

  async #wait<T>(what: string, ms: number, look: () => T | undefined): Promise<T> {
    const end = performance.now() + ms
    for (;;) {
      if (this.#broken !== undefined) throw new Error(this.#broken)
      const seen = look()
      if (seen !== undefined) return seen
      const left = end - performance.now()
      if (left <= 0) throw new Error(`waited ${ms} ms in vain for: ${what}`)
      await new Promise<void>((settle) => {
        const timer = setTimeout(settle, left)
        this.#changed.push(() => {
          clearTimeout(timer)
          settle()
        })
      })
    }
  }
}
