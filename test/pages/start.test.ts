import { describe, expect, test } from 'vitest'
import { describePages, type Opened, picture, stage, weights } from './browser/browser.ts'
import { axeFaults, clippedParts } from './browser/checks.ts'
import { crossed, looksToTake } from './browser/looks.ts'
import { languages, paper, timeZone, words } from './fixtures.ts'

const startFacts = { demo: true, hall: words.hall, counters: words.counters, languages, timeZone }
const desktop = { width: 1366, height: 900, view: paper, api: { '/api/start': startFacts } }

async function faultless({ page }: Opened<'paper'>, name: string): Promise<void> {
  await picture(page, `start/${name}`)
  expect(await axeFaults(page), name).toEqual([])
  expect(await clippedParts(page, true), name).toEqual([])
}

describe('the start page’s weight', () => {
  test('its scripts weigh at most 15 KB', () => {
    expect(weights().start?.gzip).toBeLessThanOrEqual(15_000)
  })
})

const looks = crossed([['zh-CN'], ['en']], crossed([['light'], ['dark']], [['usual'], ['large']]))

describePages('the start page', () => {
  const { open } = stage()

  test('leads to every screen of the hall and explains the demo, in either language', async () => {
    const startPage = await open('/?language=zh-CN', desktop)
    await expect.poll(() => startPage.page.locator('h1').textContent()).toBe('云栖花园物业服务大厅')
    const ways = await startPage.page
      .locator('a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')))
    expect(ways.sort()).toEqual(
      [
        '/board',
        '/counter',
        '/kiosk',
        '/manager',
        '/pair',
        '/paper',
        '/setup',
        '/speaker',
        ...[1, 2, 3, 4, 5].flatMap((id) => [`/window/${id}`, `/rate/${id}?device=rating-${id}`]),
      ].sort(),
    )
    const badges = await startPage.page.locator('.badge').allTextContents()
    expect(badges).toEqual(['1001', '1002', '1003', '1004', '2001', '9001'])
    await startPage.page.locator('.start-language').click()
    await expect.poll(() => startPage.page.locator('h1').textContent()).toBe('Yunqi Garden Property Services')
    await expect.poll(() => startPage.page.locator('html').getAttribute('lang')).toBe('en')
    expect(startPage.errors).toEqual([])
  })

  for (const [language, theme, size] of looksToTake(looks))
    test(`is whole and legible: ${size} ${theme}, ${language}`, async () => {
      const startPage = await open(`/?${new URLSearchParams({ language, theme, size })}`, desktop)
      await expect.poll(() => startPage.page.locator('.demo').count()).toBe(1)
      const look = ['home', size === 'large' ? size : '', theme === 'dark' ? theme : '', language]
      await faultless(startPage, look.filter(Boolean).join('.'))
    })

  test('stands in the dark and on a phone', async () => {
    const small = await open('/?language=en&theme=dark', { ...desktop, width: 390, height: 844 })
    await expect.poll(() => small.page.locator('.demo').count()).toBe(1)
    await faultless(small, 'phone.dark.en')
  })

  test('stands in high contrast and in large, as the system or the address asks', async () => {
    const contrast = await open('/?language=zh-CN', { ...desktop, context: { contrast: 'more' } })
    await expect.poll(() => contrast.page.locator('.demo').count()).toBe(1)
    expect(await contrast.page.getAttribute('html', 'data-theme')).toBe('contrast')
    await faultless(contrast, 'home.contrast.zh-CN')
    const large = await open('/?language=zh-CN&size=large&theme=light', desktop)
    await expect.poll(() => large.page.locator('.demo').count()).toBe(1)
    const size = ({ page }: Opened<'paper'>): Promise<number> =>
      page
        .locator('.badge')
        .first()
        .evaluate((one) => one.getBoundingClientRect().height)
    expect(await size(large)).toBeGreaterThan(1.1 * (await size(contrast)))
  })

  test('a hall that is no demo names no badge and has no paper tray', async () => {
    const api = { '/api/start': { ...startFacts, demo: false } }
    const real = await open('/?language=zh-CN', { ...desktop, api })
    await expect.poll(() => real.page.locator('h1').textContent()).toBe('云栖花园物业服务大厅')
    expect(await real.page.locator('.badge').count()).toBe(0)
    expect(await real.page.locator('a[href="/paper"]').count()).toBe(0)
    expect(await real.page.locator('body').textContent()).not.toContain('demo')
  })

  test('without a server it says so and keeps the ways open', async () => {
    const offline = await open('/?language=en', { ...desktop, api: {} })
    await expect
      .poll(() => offline.page.locator('.start-trouble').textContent())
      .toContain('cannot be reached')
    expect(await offline.page.locator('a[href="/kiosk"]').count()).toBe(1)
    await faultless(offline, 'unreachable.en')
  })
})
