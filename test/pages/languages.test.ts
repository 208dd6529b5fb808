import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { HallNames } from '../../server/hall/views/view-types.ts'
import { describePages, type Opened, stage } from './browser/browser.ts'
import { openConsole, settle } from './counter/counter-console.ts'
import { counterStates } from './counter/counter-fixtures.ts'
import { board, nowAt, paper, phone, windows, words } from './fixtures.ts'
import { command, eight, openKiosk, tap } from './kiosk/kiosk-wire.ts'
import { managerStates } from './manager/manager-fixtures.ts'
import { openPhone } from './phone/phone-wire.ts'

/** A hall in Jaffa: no page has words in its first two languages. */
const jaffa: HallNames = {
  hall: { ar: 'مركز خدمات يافا', he: 'מרכז שירות יפו', en: 'Jaffa Service Centre' },
  services: Object.fromEntries(
    Object.keys(eight.words.services).map((id) => [
      id,
      { ar: `خدمة ${id}`, he: `שירות ${id}`, en: `Service ${id}` },
    ]),
  ),
  counters: Object.fromEntries(
    Object.keys(words.counters).map((id) => [id, { ar: `شباك ${id}`, he: `דלפק ${id}`, en: `Desk ${id}` }]),
  ),
  reasons: words.reasons,
}
const english = { languages: ['en'] }
const three = { languages: ['ar', 'he', 'en'], words: jaffa }
const hd = { width: 1920, height: 1080, now: nowAt }
const arabic = { lang: 'ar', dir: 'rtl' }
const hebrew = { lang: 'he', dir: 'rtl' }

/** In which language an element says that it is, and to which side it runs. */
const marks = (page: Page, place: string): Promise<{ lang: string; dir: string }> =>
  page
    .locator(place)
    .first()
    .evaluate((one: HTMLElement) => ({ lang: one.lang, dir: one.dir }))
const read = async (page: Page, place = 'body'): Promise<string> =>
  (await page.locator(place).first().textContent()) ?? ''
/** The same with customers who speak English. */
const spokenTo = <V>(view: V): V =>
  JSON.parse(JSON.stringify(view).replaceAll('"language":"zh-CN"', '"language":"en"'))
const chinese = /[\u3400-\u9fff]/

/** English from left to right, and not one Chinese character, in the title either. */
async function isEnglish({ page, errors }: Pick<Opened<'paper'>, 'page' | 'errors'>): Promise<void> {
  expect(await marks(page, 'html')).toEqual({ lang: 'en', dir: 'ltr' })
  expect(await page.title()).toMatch(/[a-z]{4}/)
  expect(`${await page.title()} ${await read(page)}`).not.toMatch(chinese)
  expect(errors).toEqual([])
}

describePages('a hall of one language, English', () => {
  const on = stage()

  it('has an English board that says nothing twice', async () => {
    const shown = await on.open('/board', { ...hd, view: { ...board, ...english } })
    await expect.poll(() => read(shown.page, '.ticket-what')).toContain('Now calling')
    expect(await read(shown.page, '.ticket-stub')).toBe('Please go to Counter 3')
    await isEnglish(shown)
    shown.welcome({ ...board, ...english, calls: [] })
    await expect.poll(() => read(shown.page, '.ticket-welcome')).toBe('Welcome')
    await isEnglish(shown)
  })

  it('has an English screen over each counter', async () => {
    const shown = await on.open('/window/3', { ...hd, view: { ...windows.called, ...english } })
    for (const view of Object.values(windows)) {
      shown.welcome({ ...view, ...english })
      await shown.page.locator(`.window-${view.state}`).waitFor()
      expect(await shown.page.locator('[lang]:not(html)').count(), view.state).toBe(0)
      await isEnglish(shown)
    }
  })

  it('has a kiosk, a phone and a start page without a key for another language', async () => {
    const kiosk = await openKiosk(on, { ...eight, ...english })
    await kiosk.page.waitForSelector('.tile')
    expect(await kiosk.page.locator('[data-aid=language]').count()).toBe(0)
    expect(await kiosk.page.locator('[data-aid=large]').count()).toBe(1)
    await isEnglish(kiosk)
    const mobile = await openPhone(on, { ...phone, ...english, language: 'en' })
    await mobile.page.waitForSelector('.card')
    expect(await mobile.page.locator('[data-key=language]').count()).toBe(0)
    await isEnglish(mobile)
    const facts = { demo: true, hall: words.hall, counters: words.counters, ...english }
    const start = await on.open('/', {
      ...hd,
      ...english,
      view: paper,
      api: { '/api/start': facts },
      context: { locale: 'zh-CN' },
    })
    await expect.poll(() => read(start.page, 'h1')).toBe('Yunqi Garden Property Services')
    expect(await start.page.locator('.start-language').count()).toBe(0)
    await isEnglish(start)
  })

  it('has staff pages in English, whatever was chosen on the computer before', async () => {
    const consolePage = await openConsole(
      on,
      { ...spokenTo(counterStates.serving), ...english },
      { query: '?lang=zh-CN' },
    )
    await consolePage.page.click('.menu-open')
    await settle(consolePage)
    expect(await consolePage.page.locator('.menu-options').count()).toBe(1)
    await isEnglish(consolePage)
    // Names of printers are the hall's own.
    const view = { ...spokenTo(managerStates.usual), ...english, printers: {}, paper: {} }
    const api = { '/api/views/manager': { epoch: 'e1', seq: 10, view } }
    const floor = await on.open('/manager?lang=zh-CN', { ...hd, view, api })
    await floor.page.locator('.counter-card').first().waitFor()
    await isEnglish(floor)
  })
})

describePages('a hall in Arabic, Hebrew and English, of which pages have words in English', () => {
  const on = stage()

  it('has a board with the names in its first two languages, each marked as what it is', async () => {
    const shown = await on.open('/board', { ...hd, view: { ...board, ...three } })
    await expect.poll(() => read(shown.page, 'h1')).toBe(jaffa.hall.ar)
    expect(await marks(shown.page, 'html')).toEqual({ lang: 'en', dir: 'ltr' })
    expect(await marks(shown.page, 'h1')).toEqual(arabic)
    expect(await read(shown.page, '.ticket-go')).toContain('شباك 3')
    expect(await read(shown.page, '.ticket-go-else')).toContain('דלפק 3')
    expect(await read(shown.page, '.ticket-what')).toBe('Now calling ')
    expect(shown.errors).toEqual([])
  })

  it('has a kiosk that begins with the names in Arabic and has a way to English', async () => {
    const kiosk = await openKiosk(on, { ...eight, ...three })
    const { page } = kiosk
    await page.waitForSelector('.tile')
    const key = '[data-aid=language]'
    expect(await read(page, '.hall-name')).toBe(jaffa.hall.ar)
    expect(await marks(page, '.hall-name')).toEqual(arabic)
    expect(await marks(page, '.tile-name')).toEqual(arabic)
    expect(await read(page, key)).toBe('עברית')
    expect(await marks(page, key)).toEqual(hebrew)
    await page.click(key)
    await expect.poll(() => read(page, '.hall-name')).toBe(jaffa.hall.he)
    expect(await read(page, key)).toBe('English')
    await page.click(key)
    await expect.poll(() => read(page, '.hall-name')).toBe(jaffa.hall.en)
    expect(await marks(page, 'html')).toEqual({ lang: 'en', dir: 'ltr' })
    expect(await marks(page, '.tile-name')).toEqual({ lang: '', dir: '' })
    expect(await read(page, key)).toBe('العربية')
    await page.click(key)
    await tap(kiosk, 'repair')
    expect((await command(kiosk)).body).toMatchObject({ language: 'ar' })
    expect(kiosk.errors).toEqual([])
  })

  it('has a phone page that begins in the language of the ticket', async () => {
    const mobile = await openPhone(on, { ...phone, ...three, language: 'he' })
    await mobile.page.waitForSelector('.card')
    expect(await read(mobile.page, '.card-head p')).toContain(jaffa.hall.he)
    expect(await marks(mobile.page, '.card-head p')).toEqual(hebrew)
    await mobile.page.click('[data-key=language]')
    await expect.poll(() => read(mobile.page, '.card-head p')).toContain(jaffa.hall.en)
    expect(await marks(mobile.page, 'html')).toEqual({ lang: 'en', dir: 'ltr' })
    expect(await read(mobile.page, '[data-key=language]')).toBe('العربية')
    expect(await marks(mobile.page, '[data-key=language]')).toEqual(arabic)
  })

  it('has a start page for the reader: the language of theirs that the hall has', async () => {
    const facts = { demo: false, hall: jaffa.hall, counters: jaffa.counters, languages: three.languages }
    const how = { ...hd, languages: three.languages, view: paper, api: { '/api/start': facts } }
    const start = await on.open('/', { ...how, context: { locale: 'he-IL' } })
    await expect.poll(() => read(start.page, 'h1')).toBe(jaffa.hall.he)
    expect(await marks(start.page, 'h1')).toEqual(hebrew)
    expect(await read(start.page, '.start-language')).toBe('English')
    await start.page.click('.start-language')
    await expect.poll(() => read(start.page, 'h1')).toBe(jaffa.hall.en)
    expect(await marks(start.page, 'h1')).toEqual({ lang: '', dir: '' })
    const other = await on.open('/', { ...how, context: { locale: 'fr-FR' } })
    await expect.poll(() => read(other.page, 'h1')).toBe(jaffa.hall.ar)
  })

  it('has a counter whose menu lists them in the hall’s order', async () => {
    const consolePage = await openConsole(on, { ...counterStates.serving, ...three })
    await consolePage.page.click('.menu-open')
    await settle(consolePage)
    const options = consolePage.page.locator('.menu-options').first().locator('button')
    expect(await options.allTextContents()).toEqual(['العربية', 'עברית', 'English'])
    expect(
      await options.evaluateAll((all) =>
        all.map((one) => `${one.getAttribute('lang')} ${one.getAttribute('dir')}`),
      ),
    ).toEqual(['ar rtl', 'he rtl', 'en ltr'])
    expect(await read(consolePage.page, '.head-counter')).toBe('شباك 3')
    await options.nth(2).click()
    await settle(consolePage)
    expect(await read(consolePage.page, '.head-counter')).toBe('Desk 3')
    expect(await marks(consolePage.page, 'html')).toEqual({ lang: 'en', dir: 'ltr' })
    expect(consolePage.errors).toEqual([])
  })
})

describePages('the words of a page', () => {
  const on = stage()

  it('come in one language, and another one when somebody asks for it', async () => {
    const asked: string[] = []
    const kiosk = await on.open('/kiosk?device=kiosk-1', {
      ...hd,
      view: eight,
      before: async (page) => {
        page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      },
    })
    await kiosk.page.waitForSelector('.tile')
    const catalogues = () =>
      asked.flatMap((path) => /\/assets\/(.*)-[\w-]{8}\.json$/.exec(path)?.[1] ?? []).sort()
    expect(catalogues()).toEqual(['issuing.zh-CN', 'kiosk.zh-CN'])
    await kiosk.page.click('[data-aid=language]')
    await kiosk.page.waitForSelector('html[lang=en]')
    expect(catalogues()).toEqual(['issuing.en', 'issuing.zh-CN', 'kiosk.en', 'kiosk.zh-CN'])
  })

  it('stay in the language that is there while another one does not come', async () => {
    const kiosk = await openKiosk(on)
    const { page } = kiosk
    await page.waitForSelector('.tile')
    await page.route('**/assets/kiosk.en-*.json', (route) => route.abort())
    const before = await read(page)
    await page.click('[data-aid=language]')
    await page.waitForEvent('requestfailed')
    expect(await read(page)).toBe(before)
    expect(await marks(page, 'html')).toEqual({ lang: 'zh-CN', dir: 'ltr' })
    // The network is back.
    await page.unroute('**/assets/kiosk.en-*.json')
    await page.clock.runFor(3_000)
    await page.waitForSelector('html[lang=en]')
    expect(await read(page, '.menu')).toContain('Repairs')
  })

  it('are not drawn before they are there, and nothing else in their place', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((settled) => {
      release = settled
    })
    const opening = on.open('/board', {
      ...hd,
      view: board,
      before: async (page, context) => {
        await context.route('**/assets/board.zh-CN-*.json', async (route) => {
          await held
          await route.continue()
        })
        void page.waitForRequest('**/assets/board.en-*.json').then(async () => {
          expect(await page.locator('body > *').count()).toBe(0)
          release()
        })
      },
    })
    const shown = await opening
    await expect.poll(() => read(shown.page, '.ticket-what')).toContain('正在呼叫')
  })
})
