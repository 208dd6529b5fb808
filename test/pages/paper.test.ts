import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hallTime } from '../../display/parts/hall-time.ts'
import { ticketSlip } from '../../printers/drawing/ticket-slip.ts'
import { createVirtualPrinter } from '../../printers/virtual-printer/virtual-printer.ts'
import { words } from '../printers/drawing/sample-slips.ts'
import { describePages, type Opened, picture, stage, weights } from './browser/browser.ts'
import { axeFaults, clippedParts } from './browser/checks.ts'
import { crossed, looksToTake } from './browser/looks.ts'
import { nowAt, paper, timeZone } from './fixtures.ts'

/** The papers of the tray as a printer makes them, by their number. */
const printer = createVirtualPrinter()
for (const { label, at } of Object.values(paper.papers))
  await printer.print(
    ticketSlip({
      ...words.ordinary,
      job: label,
      hall: '云栖花园物业服务大厅',
      label,
      service: label.startsWith('A') ? '报修服务' : '门禁与车位',
      lines: [],
      footer: `2026-06-18 ${hallTime(at, timeZone)} · 取号机 1`,
    }),
  )
const before = async (page: Page): Promise<void> => {
  await page.route('**/api/paper/*.png', (route) => {
    const n = Number(/(\d+)\.png/.exec(route.request().url())?.[1])
    return route.fulfill({ body: printer.papers[n - 1]?.png, contentType: 'image/png' })
  })
}
const desktop = {
  width: 1366,
  height: 900,
  now: nowAt,
  still: true,
  before,
  context: { timezoneId: timeZone },
}

async function faultless({ page, errors }: Opened<'paper'>, name: string): Promise<void> {
  expect(await axeFaults(page), name).toEqual([])
  await picture(page, `paper/${name}`)
  expect(await clippedParts(page, true), name).toEqual([])
  expect(errors, name).toEqual([])
}
const labels = ({ page }: Opened<'paper'>): Promise<string[]> =>
  page.locator('figcaption .digits').allTextContents()

describe('the paper tray’s weight', () => {
  test('its scripts weigh at most 20 KB', () => {
    expect(weights().paper?.gzip).toBeLessThanOrEqual(20_000)
  })
})

const looks = crossed([['zh-CN'], ['en']], crossed([['light'], ['dark']], [['usual'], ['large']]))

describePages('the paper tray', () => {
  const { open } = stage()

  test('waits for the first ticket, lets each new one slide out, and keeps the older ones below', async () => {
    const tray = await open('/paper?language=zh-CN', { ...desktop, view: { ...paper, papers: {} } })
    await expect.poll(() => tray.page.locator('.slot-none').count()).toBe(1)
    await faultless(tray, 'none.zh-CN')
    const [first, second, third] = Object.values(paper.papers)
    tray.happened({ papers: { 1: first, 2: second } })
    await expect.poll(() => labels(tray)).toEqual(['C015', 'A026'])
    expect(await tray.page.locator('.sheet-fresh .digits').textContent()).toBe('C015')
    tray.happened({ papers: { 3: third } })
    await expect.poll(() => labels(tray)).toEqual(['A027', 'C015', 'A026'])
    expect(await tray.page.locator('.sheet-fresh .digits').allTextContents()).toEqual(['A027'])
    expect(await tray.page.locator('.sheet img').first().getAttribute('alt')).toContain('A027')
  })

  for (const [language, theme, size] of looksToTake(looks))
    test(`is whole and legible: ${size} ${theme}, ${language}`, async () => {
      const tray = await open(`/paper?${new URLSearchParams({ language, theme, size })}`, {
        ...desktop,
        view: paper,
      })
      await expect.poll(() => labels(tray)).toHaveLength(3)
      const look = ['three', size === 'large' ? size : '', theme === 'dark' ? theme : '', language]
      await faultless(tray, look.filter(Boolean).join('.'))
    })

  test('what lay there before does not slide out, in the dark, on a phone, in English', async () => {
    const phone = { ...desktop, width: 390, height: 844, view: paper }
    const tray = await open('/paper?language=en&theme=dark', phone)
    await expect.poll(() => labels(tray)).toEqual(['A027', 'C015', 'A026'])
    expect(await tray.page.locator('.sheet-fresh').count()).toBe(0)
    await faultless(tray, 'phone.dark.en')
  })

  test('says when each slip was printed by the clock of the hall, wherever its page is open', async () => {
    const abroad = { ...desktop, view: paper, context: { timezoneId: 'America/New_York' } }
    const tray = await open('/paper?language=en', abroad)
    await expect.poll(() => labels(tray)).toHaveLength(3)
    const first = tray.page.locator('.sheet').first()
    const at = async (time: string) => {
      await expect.poll(() => first.locator('figcaption').textContent()).toContain(` ${time} `)
      expect(await first.locator('img').getAttribute('alt')).toContain(time)
    }
    await at('09:40')
    tray.happened({ timeZone: 'Asia/Tokyo' })
    await at('10:40')
  })

  test('says when it has lost the printer’s hall', async () => {
    const tray = await open('/paper?language=en', { ...desktop, view: paper })
    await expect.poll(() => labels(tray)).toHaveLength(3)
    await tray.cut()
    await tray.pass(25_000, { beats: false })
    await expect.poll(() => tray.page.locator('.offline-lost').textContent()).toContain('Connection lost')
    await faultless(tray, 'lost.en')
  })
})
