import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { type BodyOf, commands, type ResultOf, type WireCommandType } from '../../server/protocol/commands.ts'
import type { WatchName } from '../../server/protocol/messages.ts'
import { newKey, patience, type ReplyBody, Watch } from './watch.ts'

export { newKey, patience, type ReplyBody, Watch } from './watch.ts'

/** A client of a running hall, over HTTP and socket, as api.md says. */

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** Empty when it is no JSON. */
  readonly body: ReplyBody
}

export interface Asked {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON unless it is a string. */
  readonly body?: unknown
}

function replyOf(message: IncomingMessage, text: string): Reply {
  const isJson = /json/u.test(message.headers['content-type'] ?? '')
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : {},
  }
}

/** Settles with the value as soon as there is one; looks again and again, and gives up with `what` it waited for. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  ms = patience,
): Promise<T> {
  for (const end = performance.now() + ms; ; ) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain for: ${what}`)
    await new Promise((settle) => setTimeout(settle, 10))
  }
}

const sized = (text: string) => ({ 'content-length': String(Buffer.byteLength(text)) })

export class Driver {
  readonly #hall: { readonly url: string }
  readonly #agent = new Agent({ keepAlive: true })
  readonly device: string | undefined
  cookie: string | undefined

  /** `device` stands in every command as `?device=`. */
  constructor(hall: { readonly url: string }, device?: string) {
    this.#hall = hall
    this.device = device
  }

  get url(): string {
    return this.#hall.url
  }

  ask(method: string, path: string, { headers, body }: Asked = {}): Promise<Reply> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const own: Record<string, string> = {
      ...(text === undefined
        ? {}
        : { 'content-type': 'application/json', ...(headers?.['transfer-encoding'] ? {} : sized(text)) }),
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
      ...headers,
    }
    const send = (settle: (reply: Reply) => void, reject: (error: Error) => void): void => {
      const asked = request(
        this.#hall.url + path,
        { method, agent: this.#agent, headers: own, setHost: own.host === undefined },
        (message) => {
          const parts: Buffer[] = []
          message.on('data', (part: Buffer) => parts.push(part))
          message.on('error', reject)
          message.on('end', () => settle(replyOf(message, Buffer.concat(parts).toString())))
        },
      )
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed an idle connection while the request was on its way (RFC 9112, 9.3.1). The request is sent again: a
        // command has its key, so nothing is done twice.
        if (asked.reusedSocket && error.code === 'ECONNRESET') return send(settle, reject)
        reject(error)
      })
      asked.end(text)
    }
    return new Promise(send)
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.ask('GET', path, { headers })
  }

  /** `newPassword` replaces the password at the same time. */
  async signIn(badge: string, password = 'demo', newPassword?: string): Promise<Reply> {
    const body = { badge, password, ...(newPassword === undefined ? {} : { newPassword }) }
    const reply = await this.ask('POST', '/api/session', { body })
    if (reply.status === 204) this.cookie = reply.headers['set-cookie']?.[0]?.split(';')[0]
    return reply
  }

  command(type: string, body: unknown, key = newKey()): Promise<Reply> {
    const query = this.device === undefined ? '' : `?device=${this.device}`
    return this.ask('POST', `/api/commands/${type}${query}`, { body, headers: { 'idempotency-key': key } })
  }

  /** A command that must succeed; its result. */
  async done<T extends WireCommandType>(type: T, body: BodyOf<T>, key = newKey()): Promise<ResultOf<T>> {
    const { status, text, body: answer } = await this.command(type, body, key)
    if (status !== 200) throw new Error(`${type} ${JSON.stringify(body)}: ${status} ${text}`)
    // The answer has exactly the described fields.
    return commands[type].result.parse(answer.result) as ResultOf<T>
  }

  async issue(service = 'fees', more: Partial<BodyOf<'issue-ticket'>> = {}) {
    const { phoneUrl = '', ...result } = await this.done('issue-ticket', { service, ...more })
    return { ...result, phoneUrl }
  }

  async view(view: string, parameters: Readonly<Record<string, string>> = {}) {
    const { status, text, body } = await this.get(`/api/views/${view}?${new URLSearchParams(parameters)}`)
    if (status !== 200) throw new Error(`view ${view}: ${status} ${text}`)
    return body as { epoch: string; seq: number; view: Record<string, unknown> }
  }

  /** The same as a page watches it: without the names of its ids. */
  async plainView(view: string, parameters: Readonly<Record<string, string>> = {}) {
    const { view: named, ...rest } = await this.view(view, parameters)
    const { words: _, ...plain } = named
    return { ...rest, view: plain as Record<string, unknown> }
  }

  /** Watches a view; settles at its welcome, throws when it is refused. */
  async watch<V extends WatchName>(
    view: V,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<Watch<V>> {
    const watch = this.dial<V>({ view, ...parameters })
    await watch.until('a welcome', ({ type }) => type === 'welcome')
    return watch
  }

  /** Opens the socket and waits for nothing. */
  dial<V extends WatchName>(
    parameters: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Watch<V> {
    const own = this.cookie === undefined ? headers : { cookie: this.cookie, ...headers }
    return new Watch(`${this.#hall.url.replace('http', 'ws')}/live?${new URLSearchParams(parameters)}`, own)
  }

  close(): void {
    this.#agent.destroy()
  }
}

/** Four people at counters 1 to 4 of a demo, signed in, their counters open. */
export async function openCounters(hall: { readonly url: string }, count = 4): Promise<Driver[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, position) => {
      const driver = new Driver(hall)
      await driver.signIn(`100${position + 1}`)
      await driver.done('open-counter', { counter: String(position + 1) })
      return driver
    }),
  )
}
