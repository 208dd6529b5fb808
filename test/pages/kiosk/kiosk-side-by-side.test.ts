import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Driver } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { closePages, describePages, openBrowser } from '../browser/browser.ts'

describePages('kiosk pages with one device', () => {
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

  async function open(): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } })
    await page.goto(`${hall.url}/kiosk?device=kiosk-1`)
    await page.locator('.tile:enabled').first().waitFor()
    return page
  }

  it('each say of their own ticket that its paper is out, while others take theirs', async () => {
    const pages = [await open(), await open()]
    await Promise.all(pages.map((page) => page.locator('[data-service=fees]').click()))
    const others = new Driver(hall, 'kiosk-1')
    const { label } = await others.issue('fees')
    for (const page of pages) {
      await page.locator('.issued[data-print=printed]').waitFor()
      expect(await page.locator('.ticket h1').textContent()).not.toContain(label)
    }
    others.close()
  })
})
