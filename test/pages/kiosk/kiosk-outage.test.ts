import type { Browser, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { kioskLimits } from '../../../kiosk/limits.ts'
import { liveClientLimits } from '../../../server/protocol/client/live-client.ts'
import { Driver } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { closePages, describePages, openBrowser, stage } from '../browser/browser.ts'
import { answer, command, commandsOf, idsOf, openKiosk, shown, tap, traces } from './kiosk-wire.ts'

/** The server stands still (SIGSTOP), so that the answer to a tap is lost on its way, and goes on later. */
describePages('a kiosk whose link is lost after a tap', () => {
  let hall: RunningHall
  let browser: Browser
  let page: Page
  /** Tickets that the page told the server it has shown. */
  let confirmed: string[]
  beforeEach(async () => {
    hall = await startHall()
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1080, height: 1920 }, locale: 'zh-CN' })
    await page.clock.install()
    confirmed = []
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        const { shown } = JSON.parse(String(payload)) as { shown?: string }
        if (shown !== undefined) confirmed.push(shown)
      }),
    )
    await page.goto(`${hall.url}/kiosk`)
    await page.locator('.tile:enabled').first().waitFor()
  })
  afterEach(async () => {
    await closePages(browser)
    await hall?.close()
  })

  /** The hall's process has the command and answers nobody. The page's clock passes the time of the choice. */
  async function tapAndLose(): Promise<void> {
    // The answer goes to a connection that no longer leads to the page.
    await page.evaluate(() => {
      const { send } = WebSocket.prototype
      WebSocket.prototype.send = function (data) {
        send.call(this, data)
        if (!String(data).includes('issue-ticket')) return
        WebSocket.prototype.send = send
        this.onmessage = null
        this.onclose = null
      }
    })
    await page.locator('[data-service=fees]').click()
    await expect.poll(() => hall.given().length).toBe(1)
    process.kill(hall.pid, 'SIGSTOP')
    await page.clock.runFor(kioskLimits.choiceLifeMs + liveClientLimits.checkEveryMs)
    await page.locator('[data-screen=trouble]').waitFor()
    expect(await page.locator('[data-screen=trouble]').textContent()).toContain('没能确认')
  }

  it('shows the number to its customer who is still there when the link is back: one ticket', async () => {
    await tapAndLose()
    process.kill(hall.pid, 'SIGCONT')
    await page.locator('.ticket h1', { hasText: 'B001' }).waitFor()
    await expect.poll(() => confirmed).toHaveLength(1)
    expect(hall.given()).toHaveLength(1)
  })

  it('names the number on the home screen when its customer has gone', async () => {
    await tapAndLose()
    await page.locator('[data-key=home]').click()
    process.kill(hall.pid, 'SIGCONT')
    await page.locator('.notice', { hasText: 'B001' }).waitFor()
    expect(confirmed).toEqual([])
    expect(hall.given()).toHaveLength(1)
    const other = new Driver(hall, 'kiosk-1')
    expect((await other.issue('fees')).label).toBe('B002')
    other.close()
  })
})

describePages('a kiosk whose tap arrived too late', () => {
  const on = stage()

  it('[C11] asks with the same id until the hall tells the outcome, and says that no ticket was made', async () => {
    const opened = await openKiosk(on)
    const { page } = opened
    await tap(opened, 'repair')
    const { id } = await command(opened)
    await opened.cut()
    await page.clock.runFor(kioskLimits.choiceLifeMs + 2_000)
    expect(await shown(page, '[data-screen=trouble]')).toContain('没能确认')
    const before = commandsOf(opened).length
    opened.mend()
    for (let seconds = 0; seconds < 16 && commandsOf(opened).length === before; seconds += 1)
      await page.clock.runFor(1_000)
    await expect.poll(() => commandsOf(opened).length).toBeGreaterThan(before)
    expect(idsOf(opened)).toEqual([id])
    await answer(opened, { ok: false, refusal: { reason: 'too-late' } })
    await expect.poll(() => shown(page, '[data-screen=trouble]')).toContain('没有取到号')
    expect(await traces(page)).not.toContain(id)
  })
})
