import type {
  Connect,
  LiveClientClock,
  TransportHandlers,
} from '../../../server/protocol/client/live-client.ts'
import type { PageStorage } from '../../../server/protocol/client/page-storage.ts'

/** A clock that stands still until the test moves it; timers run in their order, each at its moment. */
export class HandClock implements LiveClientClock {
  #now: number
  #timers: { at: number; no: number; work: () => void }[] = []
  #no = 0

  constructor(now = 1_000_000) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.#now + ms, no: this.#no++, work }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer)
    }
  }

  get waiting(): number {
    return this.#timers.length
  }

  /** The machine sleeps: time goes on, timers do not. */
  sleep(ms: number): void {
    this.#now += ms
  }

  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at || a.no - b.no)
      if (!next) break
      this.#timers = this.#timers.filter((one) => one !== next)
      this.#now = Math.max(this.#now, next.at)
      next.work()
    }
    this.#now = end
  }
}

/** A server's end of one connection. Messages of both sides wait in a queue until the test lets them through. */
export class ServerEnd {
  readonly url: URL
  readonly #handlers: TransportHandlers
  #toPage: string[] = []
  #toServer: string[] = []
  isOpen = false
  hungUp = false

  constructor(url: string, handlers: TransportHandlers) {
    this.url = new URL(url)
    this.#handlers = handlers
  }

  accept(): this {
    this.isOpen = true
    this.#handlers.opened()
    return this
  }

  /** Queues a message for the page. */
  say(message: object): this {
    this.#toPage.push(JSON.stringify(message))
    return this
  }

  /** Lets everything queued through to the page; what a cut connection holds is lost. */
  flow(): void {
    for (const text of this.#toPage.splice(0)) if (this.isOpen) this.#handlers.received(text)
  }

  /** Messages that the page has sent since the last call. */
  heard(): Record<string, unknown>[] {
    return this.#toServer.splice(0).map((text) => JSON.parse(text))
  }

  /** The connection breaks and both ends learn it. */
  cut(): void {
    this.isOpen = false
    this.#handlers.closed()
  }

  /** The page's end of it. */
  get wire() {
    return {
      send: (text: string): void => {
        if (!this.isOpen) throw new Error('said into a connection that is not open')
        this.#toServer.push(text)
      },
      close: (): void => {
        this.hungUp = true
        this.isOpen = false
      },
    }
  }
}

/** Takes the page's calls, one server end each, oldest first. */
export class Switchboard {
  readonly ends: ServerEnd[] = []

  readonly connect: Connect = (url, handlers) => {
    const end = new ServerEnd(url, handlers)
    this.ends.push(end)
    return end.wire
  }

  get last(): ServerEnd {
    const end = this.ends.at(-1)
    if (!end) throw new Error('the page has not called yet')
    return end
  }
}

export class Drawer implements PageStorage {
  readonly held = new Map<string, string>()
  getItem(key: string): string | null {
    return this.held.get(key) ?? null
  }
  setItem(key: string, value: string): void {
    this.held.set(key, value)
  }
  removeItem(key: string): void {
    this.held.delete(key)
  }
}
