import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '../../../counter/limits.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { closePages, describePages, openBrowser, picture } from '../browser/browser.ts'

/** Time limit for events that come at once on an idle machine (ms). */
const patience = 45_000

/** Whether the page has the letters of all that it shows. */
const drawn = (): boolean =>
  document.fonts.check('1em "Noto Sans SC Variable"', document.querySelector('main')?.textContent ?? '')

/**
 * The waiting area while its server is pulled out and comes back, in real time: what the screens say after 0, 10 and
 * 25 s, and that nothing old is told as new afterwards.
 */
describePages('the screens through a restart of the server', () => {
  let hall: RunningHall
  let browser: Browser
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
    const context = await browser.newContext({ viewport, screen: viewport, locale: 'zh-CN' })
    const page = await context.newPage()
    page.setDefaultTimeout(patience)
    await page.goto(`${hall.url}${path}`)
    return page
  }

  /** A clerk presses the one key by Space, having read it. */
  async function press(counter: Page, primary: string): Promise<void> {
    await counter.locator(`.primary-${primary}[aria-disabled="false"][aria-busy="false"]`).waitFor()
    await counter.waitForTimeout(limits.doubleTapMs + 100)
    await counter.keyboard.press('Space')
    await counter.locator(`.primary-${primary}`).waitFor({ state: 'detached' })
  }

  async function issueAndCall(): Promise<Page> {
    for (let count = 0; count < 2; count += 1) {
      const kiosk = await open('/kiosk', 1080, 1920)
      await kiosk.locator('[data-service="repairs"]').click()
      await kiosk.locator('.ticket h1').waitFor()
      await kiosk.context().close()
    }
    const counter = await open('/counter?counter=3', 1366, 768)
    await counter.locator('input[name="badge"]').fill('1003')
    await counter.locator('input[name="password"]').fill('demo')
    await counter.keyboard.press('Enter')
    await press(counter, 'open')
    await press(counter, 'call-next')
    return counter
  }

  it('say within 10 s that they have lost it, cover numbers by 25 s, and announce nothing old when it is back', async () => {
    const board = await open('/board', 1920, 1080)
    const window = await open('/window/3', 1920, 1080)
    const counter = await issueAndCall()
    await board.locator('.panel', { hasText: 'D001' }).waitFor()
    await window.locator('.window-ticket-called', { hasText: 'D001' }).waitFor()
    const spoken = async (): Promise<string[]> =>
      ((await board.locator('[data-spoken]').getAttribute('data-spoken')) ?? '').split(' ')
    await expect.poll(spoken, { timeout: patience }).toHaveLength(1)
    const [announced] = await spoken()

    await hall.kill9()
    const lostAt = performance.now()
    const show = async (name: string): Promise<void> => {
      await picture(board, `restart/board-${name}`)
      await picture(window, `restart/window-${name}`)
    }
    /** Waits until this many seconds after the kill, by the wall clock. */
    const after = (seconds: number): Promise<void> =>
      new Promise((settle) => setTimeout(settle, lostAt + seconds * 1_000 - performance.now()))
    await show('1-after-0-s')

    await after(10)
    for (const [page, chip] of [
      [board, '.board-silent'],
      [window, '.window-silent'],
    ] as const) {
      expect(await page.locator(chip).textContent()).toContain('正在重连')
      expect(await page.locator('main').textContent()).toContain('D001')
    }
    await show('2-after-10-s')

    await after(25)
    for (const page of [board, window]) {
      expect(await page.locator('main').textContent()).toContain('显示已中断')
      expect(await page.locator('main').textContent()).toContain('请听工作人员呼叫')
      expect(await page.locator('main').textContent()).not.toContain('D001')
      // Letters that were never drawn before must be there without a server.
      expect(await page.evaluate(drawn)).toBe(true)
    }
    await show('3-after-25-s')

    await hall.start()
    await board.locator('.panel', { hasText: 'D001' }).waitFor()
    await window.locator('.window-ticket-called', { hasText: 'D001' }).waitFor()
    expect(await board.locator('.board-silent').count()).toBe(0)
    // The call was announced before, and is too old to be new: the board shows it and does not announce it again.
    await board.locator('.ticket-latest').waitFor()
    expect((await spoken()).filter((id) => id !== announced && id !== '')).toEqual([])
    await show('4-back')

    // And the hall goes on: the next call is told, once.
    await press(counter, 'start')
    await press(counter, 'finish-next')
    await board.locator('.panel', { hasText: 'D002' }).waitFor()
    const fresh = async (): Promise<number> => (await spoken()).filter((id) => id.includes('D002')).length
    await expect.poll(fresh, { timeout: patience }).toBe(1)
    expect((await spoken()).filter((id) => id.includes('D001') && id !== announced)).toEqual([])
    await show('5-the-next-call')
  })
})
