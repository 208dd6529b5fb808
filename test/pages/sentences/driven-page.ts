import type { Page, WebSocketRoute } from 'playwright-core'
import { expect } from 'vitest'
import { liveClientLimits } from '../../../server/protocol/client/live-client-types.ts'
import { readSentences } from './marked-words.ts'

/** The sentences of each state of a page, each as its key or as `key: text`. */
export type Table = Readonly<Record<string, readonly string[]>>

export type Message = Record<string, unknown>

/** The socket between page and server, whose messages a test may change, or drop by `undefined`. */
export interface Wire {
  toPage?: ((message: Message) => Message | undefined) | undefined
  toServer?: ((message: Message) => Message) | undefined
}

/** Texts that the hall gives: its name, services, counters, devices, addresses, codes, numbers, people, days and times. */
const namesOfHall =
  /Jinhua Property Service Hall|Moving in and tenancy|Fees and payments|Renovation permits|Repairs and complaints|Parking and vehicles|Access cards and passes|^Counter$|Counter \d|[Kk]iosk[ -]\d|Board \d|\b(?:board|window|rating|speaker|console|agent)-\d|^console #\d+$|^server #\d+$|^console$|^server$|^api$|\b[0-9a-f]{12}\b|\bnowserving_\w+|(?:https?:\/\/)?127\.0\.0\.1(?::\d+)?(?:\/\w+)?|^\/\w+$|\b[A-Z]{4}-[A-Z]{4}\b|\b\w{4}-\w{4}-\w{4}\b|中文|\b(?:general|sent-only)\b|\b(?:group|pause|service|profile)-\d|Private room 5|English|\b[A-Z]{1,3}\d{3}\b|\bTEST\b|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(January|February|March|April|May|June|July|August|September|October|November|December)\b/gu

/** How far the page's clock moves with each look at the page (ms). */
const lookMs = 100

const { beatEveryMs } = liveClientLimits

const shownStates = new Map<Table, Set<string>>()

/** States of a table that no page of this file was compared with. */
export const statesNotShown = (table: Table): string[] =>
  Object.keys(table).filter((state) => !shownStates.get(table)?.has(state))

/**
 * A page of a real server, whose sentences are compared with a table. Its clock moves only when a test moves it, and
 * the beats of a server that is awake come by this clock.
 */
export class DrivenPage {
  readonly page: Page
  readonly wire: Wire
  /** Sentences that come and go with time alone, in whichever state. */
  passing: RegExp | undefined
  readonly #keys: readonly string[]
  readonly #isServerAwake: () => boolean
  /** The page's end of its connection, since the server was heard on it. */
  #socket: WebSocketRoute | undefined
  #lastBeat: Message = { type: 'beat', seq: 0 }
  #sinceBeatMs = 0
  readonly #views = new Set<string>()
  /** How far the time that the page is told is ahead of the hall's (ms). */
  #aheadMs = 0

  constructor(page: Page, keys: readonly string[], wire: Wire, isServerAwake: () => boolean) {
    this.page = page
    this.wire = wire
    this.#keys = keys
    this.#isServerAwake = isServerAwake
  }

  async open(url: string): Promise<void> {
    const now = Date.now()
    await this.page.clock.install({ time: now - 60_000 })
    await this.page.clock.pauseAt(now)
    await this.page.routeWebSocket(/\/live/u, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((text) => {
        const message = JSON.parse(String(text))
        server.send(JSON.stringify(this.wire.toServer?.(message) ?? message))
      })
      server.onMessage((text) => {
        const message = JSON.parse(String(text))
        if (message.type === 'beat') this.#lastBeat = message
        if (message.type === 'welcome') this.#views.add(message.id)
        this.#socket = socket
        this.#tell(message)
      })
    })
    await this.page.goto(url)
  }

  #tell({ ...message }: Message): void {
    if (typeof message.now === 'number') message.now += this.#aheadMs
    const told = this.wire.toPage ? this.wire.toPage(message) : message
    if (told !== undefined) this.#socket?.send(JSON.stringify(told))
  }

  /** A server that is awake beats now, instead of in up to 4 s of the real clock. */
  beat(): void {
    if (!this.#isServerAwake()) return
    this.#sinceBeatMs = 0
    this.#tell({ ...this.#lastBeat, now: Date.now() })
  }

  /** The page asks for its views again, so that `wire.toPage` can change them as a whole. */
  askAgain(): void {
    const seqs = Object.fromEntries([...this.#views].map((id) => [id, Number.MAX_SAFE_INTEGER]))
    this.#tell({ ...this.#lastBeat, now: Date.now(), seqs })
  }

  /** The page is told a later time of the hall: what happened before is that much longer ago. */
  later(ms: number): void {
    this.#aheadMs += ms
    this.beat()
  }

  /** Lets time pass on the page. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; ) {
      const step = Math.min(left, beatEveryMs - this.#sinceBeatMs)
      await this.page.clock.runFor(step)
      left -= step
      this.#sinceBeatMs += step
      if (this.#sinceBeatMs < beatEveryMs) continue
      this.#sinceBeatMs = 0
      this.beat()
    }
  }

  /** Waits until the page has the element. */
  async has(selector: string): Promise<void> {
    await expect
      .poll(() => this.pass(lookMs).then(() => this.page.locator(selector).count()), {
        message: selector,
      })
      .toBeGreaterThan(0)
  }

  async click(selector: string): Promise<void> {
    // The clock must move until a disabled element is enabled; during the click itself the clock stands.
    const enabled = `:is(${selector}):not(:disabled)`
    await this.has(enabled)
    await this.page.locator(enabled).first().click()
    await this.pass(lookMs)
  }

  /** Waits until the page, or a part of it, shows exactly the sentences of the state, and no other text than names. */
  async is(table: Table, state: string, part = 'body'): Promise<void> {
    const lines = table[state]
    if (lines === undefined) throw new Error(`the table has no state "${state}"`)
    const wanted = [...new Set(lines)].filter((key) => !lines.some((line) => line.startsWith(`${key}: `)))
    const shown = async () => {
      await this.pass(lookMs)
      const { said, strange } = await this.#read(part)
      const sentences = said
        .filter(({ key }) => !this.passing?.test(key))
        .flatMap(({ key, text }) => {
          if (!wanted.some((line) => line.startsWith(`${key}: `))) return [key]
          return text === undefined ? [] : [`${key}: ${text}`]
        })
      return { state, sentences: [...new Set(sentences)].sort(), strange }
    }
    await expect.poll(shown, { message: state }).toEqual({ state, sentences: wanted.sort(), strange: [] })
    shownStates.set(table, (shownStates.get(table) ?? new Set()).add(state))
  }

  async #read(part: string) {
    const { said, strange, language } = await readSentences(this.page, this.#keys, part)
    // Names in other languages than English are not listed here.
    const isStrange = (text: string) => language === 'en' && /\p{L}{2}/u.test(text.replace(namesOfHall, ''))
    return { said, strange: strange.filter(isStrange) }
  }
}
