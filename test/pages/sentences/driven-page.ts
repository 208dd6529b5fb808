import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { readSentences } from './marked-words.ts'

/** The sentences of each state of a page, each as its key or as `key: text`. */
export type Table = Readonly<Record<string, readonly string[]>>

type Message = Record<string, unknown>

/** The socket between page and server, whose messages a test may change, or drop by `undefined`. */
export interface Wire {
  toPage?: ((message: Message) => Message | undefined) | undefined
  toServer?: ((message: Message) => Message) | undefined
}

/** Texts that the hall gives: its name, services, counters, numbers, people, days and times. */
const namesOfHall =
  /Jinhua Property Service Hall|Moving in and tenancy|Fees and payments|Renovation permits|Repairs and complaints|Parking and vehicles|Access cards and passes|^Counter$|Counter \d|[Kk]iosk[ -]\d|Board \d|Private room 5|English|\b[A-Z]{1,3}\d{3}\b|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(January|February|March|April|May|June|July|August|September|October|November|December)\b/gu

/** How far the page's clock moves with each look at the page (ms). */
const lookMs = 100

/** A page of a real server, whose sentences are compared with a table. Its clock moves only when a test moves it. */
export class DrivenPage {
  readonly page: Page
  readonly wire: Wire
  /** Sentences that come and go with time alone, in whichever state. */
  passing: RegExp | undefined
  readonly #keys: readonly string[]

  constructor(page: Page, keys: readonly string[], wire: Wire) {
    this.page = page
    this.wire = wire
    this.#keys = keys
  }

  async open(url: string): Promise<void> {
    const now = Date.now()
    await this.page.clock.install({ time: now - 60_000 })
    await this.page.clock.pauseAt(now)
    await this.page.routeWebSocket(/\/live/u, (socket) => {
      const server = socket.connectToServer()
      const passed = (text: string | Buffer, change: Wire['toPage']): string | undefined => {
        if (!change) return String(text)
        const message = change(JSON.parse(String(text)))
        return message && JSON.stringify(message)
      }
      socket.onMessage((text) => server.send(passed(text, this.wire.toServer) ?? ''))
      server.onMessage((text) => {
        const message = passed(text, this.wire.toPage)
        if (message !== undefined) socket.send(message)
      })
    })
    await this.page.goto(url)
  }

  /** Lets time pass on the page. */
  pass(ms: number): Promise<void> {
    return this.page.clock.runFor(ms)
  }

  /** Waits until the page has the element. */
  async has(selector: string): Promise<void> {
    await expect
      .poll(() => this.pass(lookMs).then(() => this.page.locator(selector).count()), { timeout: 20_000 })
      .toBeGreaterThan(0)
  }

  async click(selector: string): Promise<void> {
    // The clock must move until a disabled element is enabled; during the click itself the clock stands.
    const enabled = `:is(${selector}):not(:disabled)`
    await this.has(enabled)
    await this.page.locator(enabled).first().click()
    await this.pass(lookMs)
  }

  /** Waits until the page shows exactly the sentences of the state, and no other text than names. */
  async is(table: Table, state: string): Promise<void> {
    const lines = table[state]
    if (lines === undefined) throw new Error(`the table has no state "${state}"`)
    const wanted = [...new Set(lines)].filter((key) => !lines.some((line) => line.startsWith(`${key}: `)))
    const shown = async () => {
      await this.pass(lookMs)
      const { said, strange } = await this.#read()
      const sentences = said
        .filter(({ key }) => !this.passing?.test(key))
        .map(({ key, text }) =>
          wanted.some((line) => line.startsWith(`${key}: `)) ? `${key}: ${text}` : key,
        )
      return { state, sentences: [...new Set(sentences)].sort(), strange }
    }
    await expect
      .poll(shown, { timeout: 20_000, message: state })
      .toEqual({ state, sentences: wanted.sort(), strange: [] })
  }

  async #read() {
    const { said, strange, language } = await readSentences(this.page, this.#keys)
    // Names in other languages than English are not listed here.
    const isStrange = (text: string) => language === 'en' && /\p{L}{2}/u.test(text.replace(namesOfHall, ''))
    return { said, strange: strange.filter(isStrange) }
  }
}
