import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Driver } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'
import { closePages, describePages, openBrowser, picture } from './browser/browser.ts'

/** Addresses as people mistype them, at a real server in a real browser. */
describePages('a wrong or untidy address', () => {
  let hall: RunningHall
  let browser: Browser
  let key: string
  beforeAll(async () => {
    const directory = await furnishedDirectory((file) => ({
      ...file,
      devices: [
        ...file.devices.map(({ printer: _, ...device }) => device),
        { id: 'over-1', kind: 'window', name: 'Over counter 1', counter: '1' },
      ],
    }))
    hall = await startHall({ verb: 'serve', directory })
    browser = await openBrowser()
    const { phoneUrl } = await new Driver(hall, 'kiosk-1').issue('fees')
    key = phoneUrl.split('/t/')[1]!
  })
  afterAll(async () => {
    await closePages(browser)
    await hall?.close()
  })

  it.each([
    ['/admin', '没有这个页面，请在这里选择'],
    ['/window/1/more', '没有这个页面，请在这里选择'],
    ['/window/%zz', '没有这个页面，请在这里选择'],
    ['/window/9', '此屏幕已停用'],
    ['/window/1/', '窗口未开放'],
    ['/kiosk?device=nothing', '此取号机已停用'],
    ['/window?device=over-1', '窗口未开放'],
    ['/window?device=kiosk-1', '没有这个页面，请在这里选择'],
    ['/paper', '本大厅的号票由打印机打出'],
    ['/t/abc', '没有找到这个号'],
    ['/t/KEY/', 'B001'],
  ])('%s is answered with a page in the hall’s language: %s', async (path, words) => {
    const viewport = { width: 1366, height: 768 }
    const page = await browser.newPage({ viewport, locale: 'zh-CN' })
    await page.goto(hall.url + path.replace('KEY', key))
    const found = page.getByText(words).filter({ visible: true }).first()
    await found.waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    await picture(page, `addresses/${path.replace(/\W+/g, '-')}`)
    await page.close()
  })
})
