import { expect, it } from 'vitest'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, type Opened, picture, stage } from '../browser/browser.ts'
import { clippedParts, smallTargets, smallTexts } from '../browser/checks.ts'
import { spilledParts } from '../browser/spilled-parts.ts'
import { namesOf } from '../name-lengths.ts'
import { managerStates } from './manager-fixtures.ts'
import { afternoon, reports, steps } from './today-fixtures.ts'

/** The report of the present day in the hall manager's page. */

const hall = stage()
const sizes = [
  ['desk', 1366, 768],
  ['tablet', 768, 1024],
  ['phone', 360, 740],
] as const
const boxes = '.head, .tile, .today-card, .today-chart, .today-step, .today-head'

interface Shown {
  size: (typeof sizes)[number]
  language: string
  report?: (typeof reports)['busy']
  view?: typeof managerStates.usual
}

/** How often the report was asked for. */
let asked = 0

async function openToday({ size, language, report = reports.busy, view = managerStates.usual }: Shown) {
  const [, width, height] = size
  asked = 0
  const floor = await hall.open<'manager'>(`/manager?lang=${language}`, {
    ...{ view, width, height, now: afternoon },
    api: {
      '/api/views/manager': { epoch: 'e1', seq: 10, view },
      '/api/reports/today/tickets*': steps,
    },
    before: async (page) => {
      await page.route('**/api/reports/today', (route) => {
        asked += 1
        return route.fulfill({ json: report })
      })
    },
  })
  await floor.page.locator('.counter-card').first().waitFor()
  await floor.page.clock.runFor(120)
  await floor.page.locator('.figures-open').press('Enter')
  await floor.page.locator('.tile').first().waitFor()
  await floor.page.clock.runFor(120)
  return floor
}

async function faultsOf({ page }: Opened<'manager'>): Promise<string[]> {
  const wider = await page.evaluate(() =>
    document.documentElement.scrollWidth > innerWidth ? ['wider than its window'] : [],
  )
  return [
    ...wider,
    ...(await clippedParts(page, true)),
    ...(await spilledParts(page, boxes)),
    ...(await smallTargets(page, 24, 'px')),
    ...(await smallTexts(page, 8.65)),
    ...(await axeFaultsHere(page)),
  ]
}

/** Words of the page in each language. */
const said = {
  'zh-CN': [
    '今日明细',
    '计算方法',
    '保存统计表',
    '保存号票表',
    '返回大厅',
    '各半小时取号数',
    '时限 20 分',
    '平日取号',
    '平日同期',
    '截至同一时刻',
  ],
  en: [
    'Today in detail',
    'Save figures',
    'Save tickets',
    'Tickets by half hour',
    'limit 20 min',
    '80 % within',
  ],
} as const

describePages('the report of the day', () => {
  for (const size of sizes)
    for (const language of ['zh-CN', 'en'] as const)
      it(`is whole, legible and accessible: ${size[0]}, ${language}`, async () => {
        const floor = await openToday({ size, language })
        const { page } = floor
        const name = (state: string): string => `today/${state}.${size[0]}.${language}`
        const text = (await page.locator('main').textContent())!.replaceAll('\u00a0', ' ')
        for (const words of said[language]) expect(text).toContain(words)
        await picture(page, name('busy'))
        expect(await faultsOf(floor)).toEqual([])
        await page.locator('.today-groups .row-key').nth(3).click()
        await page.clock.runFor(120)
        await page.locator('.today-groups').scrollIntoViewIfNeeded()
        await picture(page, name('half-hours'))
        await page.locator('.today-card .tile').nth(3).click()
        await page.locator('.today-step').first().waitFor()
        await page.clock.runFor(120)
        await picture(page, name('tickets'))
        if (language === 'zh-CN') {
          const row = (await page.locator('.today-step').first().textContent())!.replaceAll('\u00a0', ' ')
          expect(row).toContain('结束时间')
          expect(await page.locator('.dialog-keys').textContent()).toContain('显示更多')
        }
        expect(await faultsOf(floor)).toEqual([])
        await page.keyboard.press('Escape')
        await page.clock.runFor(120)
        await page.locator('.today-head nav button').first().click()
        await page.clock.runFor(120)
        await picture(page, name('definitions'))
        expect(await faultsOf(floor)).toEqual([])
        expect(floor.errors).toEqual([])
      })

  for (const size of sizes)
    it(`says that nothing happened yet, and holds the longest names: ${size[0]}`, async () => {
      const empty = await openToday({ size, language: 'zh-CN', report: reports.empty as never })
      expect(await empty.page.locator('.today-none').textContent()).toContain('今天还没有取号')
      expect(await empty.page.locator('.today-head p').last().textContent()).toContain(
        '还没有可比较的平日数据',
      )
      await picture(empty.page, `today/empty.${size[0]}.zh-CN`)
      expect(await faultsOf(empty)).toEqual([])
      const view = { ...managerStates.usual, words: namesOf.longest(managerStates.usual.words) }
      const [fail] = ['无法读取统计数据']
      await empty.page.unroute('**/api/reports/today')
      await empty.page.route('**/api/reports/today', (route) => route.fulfill({ status: 500, json: {} }))
      empty.happened({ waiting: 37 })
      await expect
        .poll(() =>
          empty.page.clock.runFor(1_000).then(() => empty.page.locator('.today-failed').allTextContents()),
        )
        .toEqual([expect.stringContaining(fail!)])
      const long = await openToday({ size, language: 'en', view: view as never })
      await picture(long.page, `today/longest.${size[0]}.en`)
      expect(await faultsOf(long)).toEqual([])
    })

  it('opens the waits over the limit, and says where a figure has no ticket', async () => {
    const { page } = await openToday({ size: sizes[0], language: 'zh-CN' })
    await page.unroute('**/api/reports/today/tickets*')
    const queries: string[] = []
    await page.route('**/api/reports/today/tickets*', (route) => {
      queries.push(new URL(route.request().url()).search)
      return route.fulfill({ json: { rows: [], all: 0 } })
    })
    await page.locator('.today-card .tile').nth(4).press('Enter')
    await page.locator('dialog').getByText('这个数字没有对应的号票').waitFor()
    expect(await page.locator('dialog h2').textContent()).toBe('等候 20 分及以上')
    await page.keyboard.press('Escape')
    await page.locator('.today-cell').nth(1).press('Enter')
    await page.locator('dialog').getByText('这个数字没有对应的号票').waitFor()
    expect(queries).toEqual([
      '?of=over-limit&from=0',
      expect.stringMatching(/^\?of=wait&service=\w+&from=0$/u),
    ])
    // Escape gives the focus back, and so does the way back to the floor.
    await page.keyboard.press('Escape')
    expect(await page.locator('.today-cell:focus').count()).toBe(1)
    await page.locator('.today-back').press('Enter')
    await page.clock.runFor(120)
    expect(await page.locator('.figures-open:focus').count()).toBe(1)
  })

  it('is read again when the floor changes, at most every few seconds, and never without a change', async () => {
    const { page, happened, pass } = await openToday({ size: sizes[0], language: 'en' })
    expect(asked).toBe(1)
    await pass(60_000)
    expect(asked).toBe(1)
    happened({ waiting: 37 })
    await expect.poll(() => page.clock.runFor(120).then(() => asked)).toBe(2)
    for (let n = 0; n < 5; n += 1) happened({ waiting: 38 + n })
    await page.clock.runFor(1_000)
    expect(asked).toBe(2)
    await expect.poll(() => page.clock.runFor(1_000).then(() => asked)).toBe(3)
  })
})
