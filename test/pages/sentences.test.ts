import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Driver } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'
import { describePages, launchBrowser } from './browser.ts'

/**
 * Sentences against states: each step drives a real server into a state. The board and the screen over counter 1 then
 * show exactly the sentences of the table, and no other text than names, labels and times.
 */

type Step = 'closed' | 'open' | 'called' | 'serving' | 'done' | 'paused' | 'last' | 'unserved'
/** Sentences on the board beside those that it always has. */
const board: Record<Step, readonly string[]> = {
  closed: ['welcome.open', 'welcome.open.more'],
  open: ['welcome.open', 'welcome.open.more'],
  called: ['now', 'go', 'counter', 'caption'],
  serving: ['latest', 'counter', 'caption'],
  done: ['latest', 'counter', 'caption'],
  paused: ['latest', 'counter', 'caption'],
  last: ['welcome.last', 'welcome.last.more', 'caption'],
  unserved: ['welcome.closed', 'welcome.unserved', 'caption'],
}
const window: Record<Step, readonly string[]> = {
  closed: ['closed', 'closed.alone'],
  open: ['free', 'free.more'],
  called: ['called', 'called.more'],
  serving: ['serving'],
  done: ['free', 'free.more'],
  paused: ['paused', 'paused.alone', 'pause.meal'],
  last: ['paused', 'paused.alone', 'pause.meal'],
  unserved: ['paused', 'hall-closed', 'pause.meal'],
}
const always = { board: ['waiting', 'people'], window: ['services', 'services.all', 'services.many'] }

const catalogue = (page: string): [key: string, sentence: RegExp][] =>
  Object.entries<string>(
    JSON.parse(readFileSync(join(import.meta.dirname, `../../display/words/en/${page}.json`), 'utf8')),
  ).map(([key, message]) => {
    const text = message
      .replace(/\{count, plural, .*\}\}/, '{count}')
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{\w+\}/g, '.+')
    return [key, new RegExp(`^${text}$`)]
  })

/** The texts of the first language on the page, without the parts that are drawn as digits or spelt out. */
const textsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: string[] = []
    while (walker.nextNode()) {
      const { parentElement: parent, textContent } = walker.currentNode
      const isElse = parent?.closest('[lang]:not(html), script, time, .digits, .label, .ticket-torn')
      if (!isElse && /\p{L}{2}/u.test(textContent ?? '')) texts.push((textContent ?? '').trim())
    }
    return texts
  })

describePages('the sentences of board and window', () => {
  let hall: RunningHall
  let browser: Browser
  let kiosk: Driver
  let clerk: Driver
  let administrator: Driver
  let manager: Driver
  const noon = (new Date().getUTCHours() - 12) % 24
  /** A zone in which it is about noon, so that no step is near midnight. */
  const timeZone = `Etc/GMT${noon >= 0 ? '+' : ''}${noon}`
  beforeAll(async () => {
    const directory = await furnishedDirectory((file) => ({ ...file, timeZone }))
    hall = await startHall({ verb: 'serve', directory })
    browser = await launchBrowser()
    kiosk = new Driver(hall, 'kiosk-1')
    ;[clerk, administrator, manager] = [new Driver(hall), new Driver(hall), new Driver(hall)]
    await Promise.all([clerk.signIn('1001'), administrator.signIn('9001'), manager.signIn('2001')])
  })
  afterAll(async () => {
    await browser?.close()
    await hall?.close()
  })

  const change = async (patch: Record<string, unknown>) => {
    const { body } = await administrator.get('/api/settings')
    await administrator.done('change-settings', { base: (body as { version: number }).version, patch })
  }
  const at = { counter: '1' }
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const drive: Record<Step, () => Promise<unknown>> = {
    closed: async () => undefined,
    open: () => clerk.done('open-counter', at),
    called: () => kiosk.issue('fees').then(() => clerk.done('call-next', at)),
    serving: () => clerk.done('start-service', at),
    done: () => clerk.done('finish', { ...at, outcome: 'done' }),
    paused: () => clerk.done('pause-counter', { ...at, reason: 'meal' }),
    last: async () => {
      await kiosk.issue('fees')
      const hours = Object.fromEntries(days.map((day) => [day, [['00:00', '11:59']]]))
      await change({ hours, graceMinutes: 180 })
    },
    unserved: () => manager.done('close-day', {}),
  }

  it('are in each state exactly those of the table', async () => {
    const open = async (path: string): Promise<Page> => {
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
      await page.goto(`${hall.url}${path}?language=en`)
      return page
    }
    const pages = { board: await open('/board'), window: await open('/window/1') }
    const names =
      /Jinhua|Moving|Fees|Renovation|Repairs|Parking|Property|Counter \d|Private|[A-Z]\w+day|^Counter$/
    for (const step of Object.keys(drive) as Step[]) {
      await drive[step]()
      for (const [name, table] of Object.entries({ board, window }) as ['board' | 'window', typeof board][]) {
        const known = catalogue(name)
        const said = async () => {
          const texts = await textsOn(pages[name])
          const keyOf = (text: string) =>
            known.filter(([, sentence]) => sentence.test(text)).map(([key]) => key)
          const keys = new Set(
            texts.flatMap(keyOf).filter((key) => !always[name].includes(key) && key !== 'title'),
          )
          const strange = texts.filter((text) => keyOf(text).length === 0 && !names.test(text))
          return { step, name, keys: [...keys].sort(), strange }
        }
        await expect
          .poll(said, { timeout: 20_000 })
          .toEqual({ step, name, keys: [...table[step]].sort(), strange: [] })
      }
    }
  }, 120_000)
})
