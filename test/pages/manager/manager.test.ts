import { expect, it } from 'vitest'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { describePages, type Opened, picture, stage } from '../browser/browser.ts'
import { clippedParts, crowdedTargets, smallTargets, smallTexts } from '../browser/checks.ts'
import { looksToTake } from '../browser/looks.ts'
import { spilledParts } from '../browser/spilled-parts.ts'
import { nowAt } from '../fixtures.ts'
import { managerStateNames, managerStates } from './manager-fixtures.ts'

const hall = stage()
/** Boxes that must hold what is in them. */
const boxes = '.head, .concern, .counter-card, .service, .open-item-row, .figures'
const looks = [
  [1366, 768, 'light', 'zh-CN', ''],
  [1366, 768, 'light', 'en', ''],
  [1366, 768, 'dark', 'zh-CN', ''],
  [1366, 768, 'dark', 'en', ''],
  [1366, 768, 'light', 'zh-CN', 'large'],
  [1366, 768, 'light', 'en', 'large'],
  [1366, 768, 'dark', 'zh-CN', 'large'],
  [1366, 768, 'dark', 'en', 'large'],
  [1366, 768, 'contrast', 'zh-CN', ''],
  [1920, 1080, 'light', 'en', ''],
  [1920, 1080, 'dark', 'zh-CN', ''],
] as const
/** As at the counter: WCAG 2.5.8, and capitals of text of 13 px, in large of a seventh more. */
const least = { target: 24, gap: 2, text: 8.65, large: 9.85 } as const
const seen = { '/api/views/manager': { epoch: 'e1', seq: 10, view: managerStates.usual } }

interface Window {
  width?: number
  height?: number
  large?: boolean
}

async function openFloor(
  query = '',
  { width = 1366, height = 768, large = false }: Window = {},
): Promise<Opened<'manager'>> {
  const floor = await hall.open<'manager'>(`/manager${query}`, {
    view: managerStates.usual,
    width,
    height,
    now: nowAt,
    api: seen,
    before: async (page) => {
      if (large) await page.addInitScript(() => localStorage.setItem('nowserving.desk', '{"large":true}'))
    },
  })
  // Catalogue and names come over HTTP, beside the clock that the test moves.
  await floor.page.locator('.counter-card').first().waitFor()
  await floor.page.clock.runFor(120)
  return floor
}

/** The faults of the floor in this theme, and a picture of it. */
async function looked(
  { page }: Opened<'manager'>,
  name: string,
  [width, , theme, language, text]: (typeof looks)[number],
): Promise<string[]> {
  const file = [name, width === 1366 ? '' : width, text, theme === 'light' ? '' : theme, language]
  await picture(page, `manager/${file.filter(Boolean).join('.')}`)
  const isFirst = theme === 'light' && text === '' && width === 1366
  const found = [
    ...(await clippedParts(page)),
    ...(await spilledParts(page, boxes)),
    ...(await smallTargets(page, least.target, 'px')),
    ...(await crowdedTargets(page, least.gap, 'px')),
    ...(await smallTexts(page, text === 'large' ? least.large : least.text)),
    ...(await axeFaultsHere(page, isFirst ? {} : { only: 'drawn' })),
  ]
  return found.map((fault) => `${name}: ${fault}`)
}

describePages('the hall manager sees the floor', () => {
  for (const look of looksToTake(looks)) {
    const [width, height, theme, language, text] = look
    it(`whole, legible, accessible in every state: ${width}×${height}, ${text} ${theme}, ${language}`, async () => {
      const query = `?lang=${language}&theme=${theme}`
      const floor = await openFloor(query, { width, height, large: text === 'large' })
      expect(await floor.page.getAttribute('html', 'data-size')).toBe(text || 'usual')
      const faults: string[] = []
      for (const name of managerStateNames) {
        await floor.page.clock.setSystemTime(nowAt)
        floor.welcome(managerStates[name], { now: nowAt })
        const names = Object.keys(managerStates[name].counters).map(
          (id) => managerStates[name].words.counters[id]?.[language],
        )
        await expect
          .poll(async () => {
            await floor.page.clock.runFor(120)
            const shown = await floor.page.locator('.counter-card-name').allTextContents()
            return shown.map((text) => text.replace('\u00A0', ' '))
          })
          .toEqual(names)
        faults.push(...(await looked(floor, name, look)))
      }
      floor.welcome(managerStates.usual, { now: nowAt })
      await floor.page.clock.runFor(120)
      await floor.page.locator('.open-item-paper button', { hasText: 'D010' }).click()
      await floor.page.clock.runFor(120)
      faults.push(...(await looked(floor, 'paper-dialog', look)))
      expect(faults).toEqual([])
      expect(floor.errors).toEqual([])
    })
  }

  it('follows the floor as it changes', async () => {
    const floor = await openFloor()
    const card = floor.page.locator('.counter-card').nth(2)
    expect(await card.textContent()).toContain('A027')
    floor.happened({
      counters: { 3: { active: null, servedToday: 19 }, 5: { asked: true } },
      queues: { repair: { waiting: 6 } },
      waiting: 34,
    })
    await floor.page.clock.runFor(120)
    expect(await card.textContent()).toContain('空闲')
    expect(await card.textContent()).toContain('已办 19')
    expect(await floor.page.locator('.counter-card').nth(4).textContent()).toContain('已请开窗')
    expect(await floor.page.locator('.service').first().textContent()).toContain('等候 6 人')
    expect(await floor.page.locator('.totals dd').first().textContent()).toBe('34')
  })

  it('marks an unattended counter, a lost link, a locked page and a call that nobody answers', async () => {
    const floor = await openFloor()
    floor.welcome(managerStates.troubled, { now: nowAt })
    await floor.page.clock.runFor(120)
    const marks = await floor.page.locator('.counter-card-warnings').allTextContents()
    expect(marks).toEqual(['● 窗口似无人● 断线 11 分', '● 已锁定 19 分', '● 已请开窗'])
    const late = await floor.page.locator('.counter-card-late').allTextContents()
    expect(late).toHaveLength(1)
    expect(late[0]).toMatch(/^02:0\d$/)
    expect(await floor.page.locator('.open-item-paper').textContent()).toContain(
      '不确定是否打出\u00a0· 打印中断线',
    )
  })

  for (const [language, blocked, off] of [
    [
      'zh-CN',
      '综合屏\u00a0· 二楼屏没有声音：请点按一次该屏幕。',
      '入口屏没有声音：请给该屏幕的电脑接好扬声器',
    ],
    [
      'en',
      'No sound from 综合屏\u00a0· 二楼屏: touch the screen once.',
      'No sound from 入口屏: connect a loudspeaker',
    ],
  ] as const)
    it(`shows which boards are silent, and what to do, until they sound: ${language}`, async () => {
      const floor = await openFloor(`?lang=${language}`)
      const beat = { type: 'beat', seq: 10, now: nowAt }
      const silentBoards = {
        'board-1': { name: '综合屏', sound: 'blocked' },
        'board-2': { name: '入口屏', sound: 'off' },
        'board-3': { name: '二楼屏', sound: 'blocked' },
      }
      floor.send({ ...beat, silentBoards })
      await floor.page.clock.runFor(120)
      await floor.page.locator('.attention-all').press('Enter')
      await floor.page.clock.runFor(120)
      const silent = floor.page.locator('.concern', { hasNot: floor.page.locator('.row-key') })
      const lines = await silent.allTextContents()
      expect(lines).toEqual([expect.stringContaining(blocked), expect.stringContaining(off)])
      expect(lines[0]).toContain('--autoplay-policy=no-user-gesture-required')
      await picture(floor.page, `manager/silent-boards.${language}`)
      expect([
        ...(await clippedParts(floor.page)),
        ...(await spilledParts(floor.page, boxes)),
        ...(await axeFaultsHere(floor.page)),
      ]).toEqual([])
      floor.send({ ...beat, silentBoards, trouble: 'disk-is-full' })
      await floor.page.clock.runFor(120)
      expect(await floor.page.locator('.banner').allTextContents()).toEqual([
        expect.not.stringContaining('入口屏'),
      ])
      floor.send(beat)
      await floor.page.clock.runFor(120)
      expect(await floor.page.locator('.banner').count()).toBe(0)
    })

  it('opens what can be done about a paper, gives it as a command, and closes when the paper is in doubt no more', async () => {
    const floor = await openFloor('?lang=zh-CN')
    const { page } = floor
    await page.locator('.open-item-paper button', { hasText: 'D010' }).click()
    await page.clock.runFor(120)
    const dialog = page.getByRole('dialog')
    expect(await dialog.textContent()).toContain('可能已有 1 张')
    await dialog.getByRole('button', { name: '补打第 2 张' }).click()
    const asked = floor.said.find(({ type }) => type === 'command')
    expect(asked).toMatchObject({ command: 'reprint', body: { ticket: 't-D010' } })
    floor.send({ type: 'answer', id: asked?.id, ok: false, refusal: { reason: 'already-ended' } })
    await page.clock.runFor(120)
    expect(await dialog.getByRole('alert').textContent()).not.toBe('')
    floor.happened({ paper: { 't-D010': null } })
    await page.clock.runFor(120)
    expect(await dialog.count()).toBe(0)
  })

  it('shows a printer that needs somebody first, and prints a test page', async () => {
    const floor = await openFloor('?lang=en')
    const { page } = floor
    const rows = await page.locator('.open-item-paper li').allTextContents()
    expect(rows[0]).toContain('out of paper')
    expect(rows[0]).toContain('1 waits')
    expect(rows.at(-1)).toContain('paper for about 423 tickets')
    await page.locator('.open-item-paper li').last().getByRole('button').click()
    await page.clock.runFor(120)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Print a test page' }).click()
    const asked = floor.said.find(({ type }) => type === 'command')
    expect(asked).toMatchObject({ command: 'print-test-page', body: { device: 'kiosk-1' } })
    floor.send({ type: 'answer', id: asked?.id, ok: true, seq: 11, result: {} })
    floor.happened({ printers: { 'kiosk-1': { test: { at: nowAt, page: 'printed' } } } })
    await page.clock.runFor(120)
    expect(await dialog.getByRole('status').textContent()).toContain('came out')
    await picture(page, 'manager/printer-dialog.en')
    floor.happened({ printers: { 'kiosk-1': { state: 'offline', nearEnd: true } } })
    await page.clock.runFor(120)
    const sensors = await dialog.locator('p').allTextContents()
    for (const sensor of ['offline', 'near-end'])
      expect(sensors.join()).toContain(`adds "ignore": ["${sensor}"] to device kiosk-1`)
    await picture(page, 'manager/printer-sensors.en')
    expect([...(await clippedParts(page)), ...(await axeFaultsHere(page))]).toEqual([])
    await page.keyboard.press('Escape')
    await page.clock.runFor(120)
    expect(await dialog.count()).toBe(0)
  })

  it('says when the link is lost, and that the picture may be old', async () => {
    const floor = await openFloor()
    await floor.cut()
    await floor.page.clock.runFor(120)
    expect(await floor.page.getByRole('alert').textContent()).toContain('下面可能不是最新情况')
    expect(await clippedParts(floor.page)).toEqual([])
  })

  it('asks for a badge that may watch, and says when one may not', async () => {
    let status = 401
    const floor = await hall.open<'manager'>('/manager', {
      view: managerStates.usual,
      width: 1366,
      height: 768,
      now: nowAt,
      before: async (page) => {
        await page.route('**/api/session', (route) => {
          if (route.request().method() === 'GET') return route.fallback()
          status = route.request().postDataJSON().badge === '2001' ? 200 : 403
          return route.fulfill({ status: 204 })
        })
        await page.route('**/api/views/manager', (route) =>
          status === 200
            ? route.fulfill({ json: seen['/api/views/manager'] })
            : route.fulfill({ status, json: {} }),
        )
      },
    })
    const { page } = floor
    const shown = (count: number, what: string): Promise<void> =>
      expect.poll(() => page.clock.runFor(120).then(() => page.locator(what).count())).toBe(count)
    const sign = async (badge: string): Promise<void> => {
      await page.locator('input[name=badge]').fill(badge)
      await page.locator('input[name=password]').fill('demo')
      await page.locator('input[name=password]').press('Enter')
    }
    await shown(2, 'input')
    await sign('1001')
    await expect
      .poll(() => page.clock.runFor(120).then(() => page.locator('.sign-in-fault').textContent()))
      .toContain('没有大堂经理权限')
    await sign('2001')
    await shown(5, '.counter-card')
  })
})
