import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '../../counter/limits.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'
import { closePages, describePages, openBrowser, picture } from './browser/browser.ts'

/**
 * One visit through every screen, on the real server, without a terminal: a tap at the kiosk, paper, the
 * counter, the board and the screen over the counter, the phone, the rating. In both languages.
 */

const languages = ['zh-CN', 'en'] as const
/** Long enough for a machine that runs other tests beside; what is waited for usually comes at once (ms). */
const patience = 45_000

/** The address in the answer to the kiosk's command; it stands nowhere else but in the QR. */
function answeredPhoneUrl(kiosk: Page): Promise<string> {
  return new Promise((settle) => {
    kiosk.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const message = JSON.parse(String(payload))
        if (message.type === 'answer' && message.result?.phoneUrl) settle(message.result.phoneUrl)
      }),
    )
  })
}

/** Presses the one key by Space when it says what is wanted, as a clerk does who has read it: a press on its heels is ignored. */
async function press(counter: Page, primary: string): Promise<void> {
  await counter.locator(`.primary-${primary}[aria-disabled="false"][aria-busy="false"]`).waitFor()
  await counter.waitForTimeout(limits.doubleTapMs + 100)
  await counter.keyboard.press('Space')
  await counter.locator(`.primary-${primary}`).waitFor({ state: 'detached' })
}

describePages.each(languages)('a visit from the first tap to the rating (%s)', (language) => {
  let hall: RunningHall
  let browser: Browser
  const contexts: BrowserContext[] = []
  const errors: string[] = []

  beforeAll(async () => {
    hall = await startHall()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await closePages(browser)
    await hall?.close()
  })

  async function open(path: string, width: number, height: number): Promise<Page> {
    const viewport = { width, height }
    const context = await browser.newContext({ viewport, screen: viewport, locale: language })
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(patience)
    page.on('pageerror', (error) => errors.push(`${path}: ${error}`))
    await page.goto(`${hall.url}${path}`)
    return page
  }

  it('goes kiosk, paper, counter, board, window, phone, rating', async () => {
    const board = await open(`/board?language=${language}`, 1920, 1080)
    const window = await open(`/window/3?language=${language}`, 1280, 720)
    const paper = await open('/paper', 1366, 768)

    // The customer takes a number with one tap.
    const kiosk = await open('/kiosk', 1080, 1920)
    const phoneUrl = answeredPhoneUrl(kiosk)
    await kiosk.reload()
    if (language === 'en') await kiosk.locator('[data-aid="language"]').click()
    await kiosk.locator('[data-service="repairs"]').click()
    const label = 'D001'
    await kiosk.locator('.ticket h1', { hasText: label }).waitFor()
    await kiosk.locator('.issued[data-print="printed"]').waitFor()
    await picture(kiosk, `walk/kiosk-ticket.${language}`)

    // The paper is in the tray, with the same number.
    await paper.getByText(label).first().waitFor()
    expect(
      await paper
        .locator(`img[src="/api/paper/1.png"]`)
        .first()
        .evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth)),
    ).toBe(576)

    // Its QR, on the screen and on the paper, is the address that the kiosk was answered.
    const phone = await open(new URL(await phoneUrl).pathname, 390, 844)
    await phone.locator('.card', { hasText: label }).waitFor()
    await picture(phone, `walk/phone-waiting.${language}`)

    // A member of staff opens counter 3 and calls: the key says what it will do.
    const counter = await open('/counter?counter=3', 1366, 768)
    if (language === 'en')
      await counter.evaluate(() =>
        localStorage.setItem('nowserving.desk', JSON.stringify({ language: 'en' })),
      )
    if (language === 'en') await counter.reload()
    await counter.locator('input[name="badge"]').fill('1003')
    await counter.locator('input[name="password"]').fill('demo')
    await counter.keyboard.press('Enter')
    await press(counter, 'open')
    await press(counter, 'call-next')

    // Board, window and phone show it; the board says it once.
    await board.locator('.panel', { hasText: label }).waitFor()
    await window.locator('.window-ticket-called', { hasText: label }).waitFor()
    await phone.locator('.called').waitFor()
    expect((await board.locator('[data-spoken]').getAttribute('data-spoken'))?.split(' ')).toHaveLength(1)
    await picture(board, `walk/board-called.${language}`)
    await picture(window, `walk/window-called.${language}`)
    await picture(phone, `walk/phone-called.${language}`)
    await picture(counter, `walk/counter-called.${language}`)

    // The visit: begun, ended.
    await press(counter, 'start')
    await window.locator('.window-ticket-serving', { hasText: label }).waitFor()
    await press(counter, 'finish')
    await window.locator('.window-ticket-free').waitFor()

    // The customer rates it on the phone, once.
    await phone.locator('.faces button').nth(4).click()
    await phone.locator('[data-key="rate"]').click()
    await phone.locator('.rating[role="status"]').waitFor()
    await picture(phone, `walk/phone-rated.${language}`)
    expect(
      hall
        .journal()
        .flatMap(({ events }) => events)
        .filter(({ type }) => type === 'ticket-rated'),
    ).toMatchObject([{ score: 5 }])
    expect(errors).toEqual([])
    for (const context of contexts) await context.close()
  })
})
