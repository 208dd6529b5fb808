import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest'
import {
  type Drawn,
  type MaintenanceView,
  type OutsideView,
  protocolVersion,
  type ServerMessage,
  type Watchable,
  type WatchName,
} from '../../../server/protocol/messages.ts'
import { languages } from '../fixtures.ts'
import { keepTimers } from './axe-run.ts'
import { CannedNames } from './canned-names.ts'
import { builtPages, type PageServer, servePages } from './page-server.ts'
import { areWanted, keepPicture } from './pictures.ts'

const offer = inject('browser')

/** Groups tests that need the browser; without one they are skipped, and the run says so. */
if ('missing' in offer && process.env.NOWSERVING_TOOLS === 'required')
  throw new Error(`no browser: ${offer.missing}`)
export const describePages = 'missing' in offer ? describe.skip : describe

export interface Stage {
  readonly origin: string
  open<V extends WatchName>(route: string, how: Opening<V>): Promise<Opened<V>>
}

/** Views that a page watches beside its own. */
export type Beside = Partial<Pick<Watchable, OutsideView>> & { readonly manager?: Drawn<'manager'> }

export interface Opening<V extends WatchName> {
  /** The content of the first welcome. */
  view: Drawn<V>
  events?: Extract<ServerMessage, { type: 'welcome' }>['events']
  beside?: Beside
  width: number
  height: number
  /**
   * The hall's clock at the welcome (epoch ms). Given, the page's own clock is Playwright's, starts there and goes
   * on: leap with `page.clock.runFor`.
   */
  now?: number
  /** The page's clock stands still and only `pass` moves it, however slow the machine is. Needs `now`. */
  still?: boolean
  context?: BrowserContextOptions
  /** Answers of the HTTP interface by path. */
  api?: Record<string, unknown>
  /** The languages of the hall that the server writes into the page; usually those of the view. */
  languages?: readonly string[]
  /** Runs before the page's own scripts. */
  before?: (page: Page, context: BrowserContext) => Promise<void>
  /** Use the context of a page opened before: its storage, another start. */
  again?: BrowserContext
}

/** Nothing that somebody has to see to. */
const quiet: MaintenanceView = { backupAt: '02:00', keeps: { backups: 14, copiesDays: 90 } }

/** A page on a canned wire. */
export interface Opened<V extends WatchName> {
  readonly page: Page
  readonly context: BrowserContext
  /** Messages that the page sent, parsed, oldest first. */
  readonly said: Record<string, unknown>[]
  /** Errors of the page and of its console. */
  readonly errors: string[]
  welcome(view: Drawn<V>, more?: Partial<Extract<ServerMessage<V>, { type: 'welcome' }>>): void
  /** `prev` and `seq` follow the last message. */
  happened(
    patch: Record<string, unknown>,
    events?: Extract<ServerMessage, { type: 'happened' }>['events'],
  ): void
  send(message: object): void
  /** The server ends the page's view. */
  end(why: Extract<ServerMessage<V>, { type: 'ended' }>['why']): void
  /** Lets time pass on the page (needs `now`), with beats of the server every 4 s. */
  pass(ms: number, how?: { beats?: boolean }): Promise<void>
  /** Cuts the wire; the page's next tries are refused until `mend`. */
  cut(): Promise<void>
  /** Lets the next try through; `brings` is what its welcome says. */
  mend(brings?: { view?: Drawn<V>; events?: Opening<V>['events'] }): void
}

/** The package asks for a graphics card drawn by the processor; drawing flat pages without one is faster. */
const cardless =
  /^--(autoplay-policy|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist|in-process-gpu)/

/** The files of tests that a worker runs one after the other share its browsers, with and without sound. */
const opened = new Map<boolean, Promise<Browser>>()

/**
 * The browser of this worker, kept for its next file of tests, which finds it without pages: a file ends with
 * `closePages`. `sound`: whether pages may sound without a touch.
 */
export async function openBrowser(sound = true): Promise<Browser> {
  const browser = await opened.get(sound)
  if (browser?.isConnected()) return browser
  const launched = launchBrowser(sound)
  opened.set(sound, launched)
  return launched
}

export async function closePages(browser: Browser | undefined): Promise<void> {
  await Promise.all(browser?.contexts().map((context) => context.close()) ?? [])
}

/** The browser that the tests' setup unpacked. `within`: the program that runs it elsewhere, as in another network. */
export function launchBrowser(sound = true, within = (browser: string) => browser): Promise<Browser> {
  if ('missing' in offer) throw new Error(`no browser here: ${offer.missing}`)
  return chromium.launch({
    executablePath: within(offer.executable),
    args: [
      ...offer.args.filter((arg) => !cardless.test(arg)),
      '--disable-gpu',
      `--autoplay-policy=${sound ? 'no-user-gesture-required' : 'document-user-activation-required'}`,
    ],
    env: { ...process.env, LD_LIBRARY_PATH: offer.libraries, FONTCONFIG_PATH: offer.fonts },
  })
}

/** The worker's browser, and a page server for a file of tests. `sound`: whether pages may sound without a touch. */
export function stage({ sound = true }: { sound?: boolean } = {}): Stage {
  let browser: Browser | undefined
  let server: PageServer | undefined
  beforeAll(async () => {
    if ('missing' in offer) return
    server = await servePages()
    browser = await openBrowser(sound)
  })
  afterEach(async () => {
    await closePages(browser)
  })
  afterAll(async () => {
    await server?.close()
  })
  return {
    get origin() {
      return server?.origin ?? ''
    },
    async open(route, how) {
      if (!browser || !server) throw new Error('open a page inside a test, not while tests are gathered')
      const viewport = { width: how.width, height: how.height }
      const context = how.again ?? (await browser.newContext({ viewport, screen: viewport, ...how.context }))
      server.languages = how.languages ?? ('languages' in how.view ? how.view.languages : languages)
      return openOnWire(context, `${server.origin}${route}`, how)
    },
  }
}

async function openOnWire<V extends WatchName>(
  context: BrowserContext,
  url: string,
  how: Opening<V>,
): Promise<Opened<V>> {
  const page = await context.newPage()
  const said: Record<string, unknown>[] = []
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()))
  await keepTimers(page)
  if (how.now !== undefined) {
    // A still clock begins before its moment: a machine at work may take a while to stop it.
    await page.clock.install({ time: how.still ? how.now - 60_000 : how.now })
    if (how.still) await page.clock.pauseAt(how.now)
  }
  // The person of the canned pages, where a test says nothing else.
  const someone = { badge: '1003', roles: ['counter', 'administrator'], signIn: 'canned' }
  await page.route('**/api/session', (route) =>
    route.request().method() === 'GET' ? route.fulfill({ json: someone }) : route.fallback(),
  )
  await page.route('**/api/session/ways', (route) => route.fulfill({ json: { password: 'all' } }))
  for (const [path, answer] of Object.entries(how.api ?? {}))
    await page.route(`**${path}`, (route) => route.fulfill({ json: answer }))
  let route: { send(text: string): void; close(): Promise<void> } | undefined
  let isCut = false
  let seq = 10
  let current = how.view
  let events = how.events ?? []
  /** Where the page's own clock was last seen. */
  let pageTime = how.now
  const readClock = async (): Promise<number> => {
    pageTime = await page.evaluate(() => Date.now())
    return pageTime
  }
  const send = (message: object): void => route?.send(JSON.stringify(message))
  const names = new CannedNames()
  await page.route('**/api/names/*', (asked) => asked.fulfill({ json: names.at(asked.request().url()) }))
  /** The page's id for the view that is canned here. */
  let id: unknown
  let watched: () => void
  const isWatching = new Promise<void>((settle) => {
    watched = settle
  })
  const greet = (id: unknown, view: object, more: object = {}): void => {
    const now = pageTime ?? Date.now()
    const served = { protocol: protocolVersion, build: build(), epoch: 'e1', seq, now }
    send({ type: 'welcome', id, ...served, ...names.apart(view), events: [], ...more })
  }
  const welcome: Opened<V>['welcome'] = (view, more) => {
    current = view
    seq = more?.seq ?? seq
    greet(id, view, more)
  }
  await page.routeWebSocket(/\/live/, (socket) => {
    if (isCut) {
      socket.close().catch(() => undefined)
      return
    }
    route = socket
    socket.onMessage((text) => {
      const message = JSON.parse(String(text))
      if (message.type !== 'watch') return said.push(message)
      const beside = { maintenance: quiet, ...how.beside }[message.view as keyof Beside]
      if (beside) return greet(message.id, beside)
      id = message.id
      welcome(current, { events })
      watched()
    })
  })
  await how.before?.(page, context)
  await page.goto(url)
  // Drawn as soon as its words are there.
  await page.locator('#page > *, body > :not(#page, script)').first().waitFor({ state: 'attached' })
  await page.evaluate(() => document.fonts?.ready)
  return {
    page,
    context,
    said,
    errors,
    welcome,
    happened(patch, events = []) {
      send({ type: 'happened', id, prev: seq, seq: seq + 1, events, patch })
      seq += 1
    },
    send,
    end: (why) => send({ type: 'ended', id, why, problem: 'it is no longer there' }),
    async pass(ms, { beats = true } = {}) {
      for (let left = ms; left > 0; left -= 4_000) {
        await page.clock.runFor(Math.min(4_000, left))
        const now = await readClock()
        if (beats) send({ type: 'beat', seq, now })
      }
    },
    async cut() {
      // A busy machine may not have let the page ask for its view yet.
      await isWatching
      isCut = true
      await route?.close()
    },
    mend(brings = {}) {
      isCut = false
      current = brings.view ?? current
      events = brings.events ?? []
    },
  }
}

/** The build that the pages under test carry. */
export const build = (): string => JSON.parse(readFileSync(join(builtPages, 'build.json'), 'utf8')).build

/** Bytes (gzip) of each page's scripts, and of its words in one language. */
export const weights = (): Record<string, { gzip: number; words: number }> =>
  JSON.parse(readFileSync(join(builtPages, 'weights.json'), 'utf8'))

/** Gives the window another size, and returns when the page has heard of it. */
export async function resize(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.evaluate(
    ([width, height]) =>
      // A frame tells media queries of a new size before it tells observers, whose timing no clock of a test stops.
      new Promise<void>((settle) => {
        const observer = new ResizeObserver(() => {
          observer.disconnect()
          if (innerWidth === width && innerHeight === height) settle()
          else observer.observe(document.documentElement)
        })
        observer.observe(document.documentElement)
      }),
    [width, height] as const,
  )
}

/** Takes a picture of the page for people to look at, in `npm run pictures`. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!areWanted) return
  await page.evaluate(() => document.fonts.ready)
  await keepPicture(name, await page.screenshot({ animations: 'disabled' }))
}
