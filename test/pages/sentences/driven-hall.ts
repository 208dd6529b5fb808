import type { Browser, BrowserContextOptions } from 'playwright-core'
import type { HallFile } from '../../../server/data/hall-config.ts'
import { diff } from '../../../server/protocol/merge-patch.ts'
import { Driver, until } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { closePages, openBrowser } from '../browser/browser.ts'
import { DrivenPage, type Wire } from './driven-page.ts'
import { markWords } from './marked-words.ts'

/** A zone in which it is about noon, so that no step is near midnight. */
const noon = (new Date().getUTCHours() - 12) % 24
const timeZone = `Etc/GMT${noon >= 0 ? '+' : ''}${noon}`

/** Days of a week as the settings name them. */
export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Hours of a hall that is closed now and opens again at this time. */
export const closedHours = (opens: 'today' | 'break' | 'tomorrow') => {
  const [morning, afternoon] = [
    ['00:00', '11:59'],
    ['14:30', '18:00'],
  ]
  const spans = { today: [afternoon], break: [morning, afternoon], tomorrow: [morning] }[opens]
  return Object.fromEntries(days.map((day) => [day, spans]))
}

/** Settings of a hall that is closed now and not known to open again. */
export const closedForGood = () => {
  const tomorrow = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now() + 86_400_000)
  return { hours: closedHours('tomorrow'), specialDays: [{ date: tomorrow, until: '2999-12-31' }] }
}

/** A real server in English, its people, and pages whose sentences are compared with a table. */
export class DrivenHall {
  readonly hall: RunningHall
  readonly browser: Browser
  readonly kiosk: Driver
  readonly clerks: readonly Driver[]
  readonly manager: Driver
  readonly administrator: Driver
  #isAwake = true
  /** The settings at its start. */
  #settings: Record<string, unknown> = {}

  private constructor(hall: RunningHall, browser: Browser) {
    this.hall = hall
    this.browser = browser
    this.kiosk = new Driver(hall, 'kiosk-1')
    this.clerks = [new Driver(hall), new Driver(hall), new Driver(hall)]
    this.manager = new Driver(hall)
    this.administrator = new Driver(hall)
  }

  /** `sound`: whether its pages may sound without a touch. */
  static async start(
    change: (file: HallFile) => HallFile = (file) => file,
    { sound = true }: { sound?: boolean } = {},
  ): Promise<DrivenHall> {
    const directory = await furnishedDirectory((file) =>
      change({ ...file, timeZone, languages: ['en', 'zh-CN'], graceMinutes: 180 }),
    )
    const [hall, browser] = await Promise.all([startHall({ verb: 'serve', directory }), openBrowser(sound)])
    const driven = new DrivenHall(hall, browser)
    const people = [driven.manager, driven.administrator, ...driven.clerks]
    // A busy machine checks a password late, and asks to come again.
    for (const [n, badge] of ['2001', '9001', '1001', '1002', '1003'].entries())
      await until(`the sign-in of ${badge}`, async () => (await people[n]!.signIn(badge)).status === 204)
    driven.#settings = await driven.settings()
    return driven
  }

  /** A demo of nobody's: no visits are made up in it. */
  static async startDemo(): Promise<DrivenHall> {
    const [hall, browser] = await Promise.all([startHall(), openBrowser()])
    return new DrivenHall(hall, browser)
  }

  async close(): Promise<void> {
    await this.closePages()
    this.wake()
    await this.hall.close()
  }

  /** The server answers nothing and says nothing, and its connections stay. */
  freeze(): void {
    this.#isAwake = false
    process.kill(this.hall.pid, 'SIGSTOP')
  }

  wake(): void {
    process.kill(this.hall.pid, 'SIGCONT')
    this.#isAwake = true
  }

  /** No pages; awake, with the settings of its start, its services open, its counters closed, and no ticket. */
  async begin(): Promise<void> {
    await this.closePages()
    this.wake()
    // Where a test failed in a frozen hall, the server has given up the connections that its people kept.
    for (const person of [this.kiosk, this.manager, this.administrator, ...this.clerks]) person.close()
    const { counters, held } = (await this.manager.view('manager')).view as {
      counters: Record<string, { badge?: string }>
      held: Record<string, unknown>
    }
    for (const [counter, { badge }] of Object.entries(counters)) {
      const clerk = this.clerks[Number(badge) - 1001]
      // Each that does not fit the state of the counter is refused.
      await clerk?.command('mark-no-show', { counter })
      await clerk?.command('finish', { counter, outcome: 'done' })
      await clerk?.command('close-counter', { counter })
    }
    for (const ticket of Object.keys(held)) await this.manager.done('cancel-ticket', { ticket })
    await this.manager.done('close-day', {})
    const { settings, version } = await this.#readSettings()
    const patch = diff(settings, this.#settings)
    if (patch) await this.administrator.done('change-settings', { base: version, patch })
    for (const service of Object.keys(this.#settings.services as object))
      await this.manager.command('open-service', { service })
  }

  /** The cookie of a person, as a browser keeps it. */
  signedIn({ cookie = '' }: Driver): NonNullable<Exclude<BrowserContextOptions['storageState'], string>> {
    const [name = '', value = ''] = cookie.split('=')
    const kept = { name, value, domain: '127.0.0.1', path: '/', expires: -1 }
    return { cookies: [{ ...kept, httpOnly: true, secure: false, sameSite: 'Strict' }], origins: [] }
  }

  async settings(): Promise<Record<string, unknown>> {
    return (await this.#readSettings()).settings
  }

  async #readSettings() {
    const { body } = await this.administrator.get('/api/settings')
    return body as unknown as { settings: Record<string, unknown>; version: number }
  }

  closePages(): Promise<void> {
    return closePages(this.browser)
  }

  async change(patch: Record<string, unknown>): Promise<void> {
    const { version } = await this.#readSettings()
    await this.administrator.done('change-settings', { base: version, patch })
  }

  /** How long kiosks wait for their customer, in every stage the same; by default as usual. */
  async setKioskTimes(seconds?: number): Promise<void> {
    await this.change({
      kiosk: {
        idleAfterSeconds: seconds ?? 45,
        idleCountdownSeconds: seconds ?? 20,
        attractAfterSeconds: seconds ?? 60,
      },
    })
  }

  /** A page with marked words, whose clock moves only when a test moves it. `before` runs in the page before its scripts. */
  async open(
    path: string,
    catalogues: readonly string[],
    { wire = {}, before, ...options }: BrowserContextOptions & { wire?: Wire; before?: () => void } = {},
  ): Promise<DrivenPage> {
    const context = await this.browser.newContext({
      locale: 'en',
      reducedMotion: 'reduce',
      viewport: { width: 1366, height: 768 },
      ...options,
    })
    if (before) await context.addInitScript(before)
    const keys = await markWords(context, catalogues)
    const opened = new DrivenPage(await context.newPage(), keys, wire, () => this.#isAwake)
    await opened.open(`${this.hall.url}${path}`)
    return opened
  }
}
