import { expect, test } from 'vitest'
import { boardLimits } from '../../../display/limits.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { describePages, type Opened, picture, stage } from '../browser/browser.ts'
import { axeFaults, clippedParts } from '../browser/checks.ts'
import { looksToTake } from '../browser/looks.ts'
import { board, calledAt, day, hoursOf, nowAt } from '../fixtures.ts'

const call = (label: string, counter: string, more: object = {}): Drawn<'board'>['calls'][number] => ({
  id: `${day}/${label}/1`,
  label,
  counter,
  at: nowAt - 2_000,
  again: false,
  ...more,
})
const heard = (label: string, counter: string) => ({ type: 'called', ...call(label, counter) }) as const

const announced = [heard('A027', '3'), heard('G004', '5'), heard('A028', '2'), heard('C015', '1')].map(
  (one) => ({ ...one, type: 'call-cancelled' }) as const,
)

type Board = Opened<'board'>
/** The content of a board, and the way in which the hall causes it. */
const states: Record<string, (shown: Board) => void | Promise<void>> = {
  called: (shown) => shown.welcome(board, { events: [heard('A027', '3')] }),
  'called-again': (shown) =>
    shown.welcome(
      calledAt('5', 'A1027', {
        ...board,
        calls: [call('A1027', '5', { again: true }), ...board.calls.slice(1)],
      }),
    ),
  several: (shown) =>
    shown.welcome(
      { ...board, calls: [call('C015', '1'), call('A028', '2'), call('G004', '5'), ...board.calls.slice(1)] },
      { events: [heard('G004', '5'), heard('A028', '2'), heard('C015', '1')] },
    ),
  quiet: (shown) =>
    shown.welcome({ ...board, calls: board.calls.map((one) => ({ ...one, at: one.at - 120_000 })) }),
  past: (shown) => shown.welcome({ ...board, calls: board.calls.slice(1) }),
  'last-calls': (shown) =>
    shown.welcome({ ...board, doors: 'closed', calls: board.calls.slice(1), callsUntil: nowAt + 1_800_000 }),
  unserved: (shown) =>
    shown.welcome({
      ...board,
      doors: 'closed',
      calls: board.calls.slice(1),
      unserved: { count: 7, at: nowAt - 60_000 },
    }),
  empty: (shown) => shown.welcome({ ...board, calls: [] }),
  'closed-today': (shown) =>
    shown.welcome({ ...board, calls: [], queues: {}, doors: 'closed', opensAt: nowAt + 3_540_000 }),
  break: (shown) =>
    shown.welcome({
      ...board,
      ...{ calls: [], queues: {}, doors: 'closed', opensAt: nowAt + 3_540_000 },
      hours: [
        { opensAt: nowAt - 7_200_000, closesAt: nowAt - 60_000 },
        { opensAt: nowAt + 3_540_000, closesAt: nowAt + 14_340_000 },
      ],
    }),
  'closed-until-tomorrow': (shown) =>
    shown.welcome({ ...board, calls: [], queues: {}, doors: 'closed', hours: hoursOf('2026-06-19') }),
  paused: (shown) => {
    shown.welcome(board, { trouble: 'clock-in-doubt' })
  },
  silent: async (shown) => {
    shown.welcome(board)
    await shown.cut()
    await shown.pass(10_000, { beats: false })
  },
  lost: (shown) => shown.pass(15_000, { beats: false }),
}

/** Texts that the board must show, in any order of the languages. */
const says: Record<string, readonly [zh: string, en: string]> = {
  'called-again': ['再次呼叫', 'Calling again'],
  quiet: ['最近呼叫', 'Last called'],
  past: ['最近呼叫', 'Last called'],
  'last-calls': ['等候中的号码叫到 10:11 为止', 'Waiting numbers are called until 10:11'],
  unserved: ['到 09:40 有 7 个号码未能办理，请咨询工作人员', '7 numbers not served by 09:40'],
  empty: ['今日服务时间', '08:30–12:00'],
  'closed-today': ['10:40 开始服务', 'We open at 10:40'],
  break: ['中间休息', 'Closed for a break'],
  'closed-until-tomorrow': ['6月19日', 'June 19'],
  paused: ['暂停叫号', 'Calls paused'],
  silent: ['正在重连', 'Reconnecting'],
  lost: ['显示已中断', 'Display offline'],
}

const looks = [
  ['', 'zh-CN', 'dark', 1920, 1080],
  ['', 'en', 'dark', 1920, 1080],
  ['', 'zh-CN', 'light', 1920, 1080],
  ['', 'en', 'light', 1920, 1080],
  ['', 'zh-CN', 'contrast', 1920, 1080],
  ['upright', 'zh-CN', 'dark', 1080, 1920],
  ['upright', 'en', 'dark', 1080, 1920],
  ['4k', 'zh-CN', 'dark', 3840, 2160],
] as const

/** Enough to stand left, right, high and low. */
const driftSteps = 7

describePages('the board in every state', () => {
  const { open } = stage()

  for (const [screen, language, theme, width, height] of looksToTake(looks))
    test(`is whole and legible: ${width}×${height}, ${theme}, ${language} first`, async () => {
      const shown = await open(`/board?${new URLSearchParams({ language, theme })}`, {
        width,
        height,
        now: nowAt,
        still: true,
        view: board,
        context: { reducedMotion: 'reduce' },
      })
      const faults: string[] = []
      for (const [name, reach] of Object.entries(states)) {
        // Those beside the common one differ in size and place only.
        if (screen === '4k' && !['called', 'silent', 'lost'].includes(name)) continue
        // The panel no longer shows anything of the earlier state.
        if (name !== 'lost') shown.happened({}, announced)
        await shown.page.clock.runFor(500)
        await reach(shown)
        await shown.page.clock.runFor(200)
        const text = (await shown.page.locator('.board').textContent()) ?? ''
        for (const words of says[name] ?? []) expect(text, name).toContain(words)
        const look = [name, screen, theme === 'dark' ? '' : theme, language].filter(Boolean).join('.')
        await picture(shown.page, `board/${look}`)
        const found = await clippedParts(shown.page)
        // Structure and names are looked at in the usual look, then what another look draws.
        if (screen === '' && (language === 'zh-CN' || theme === 'dark'))
          found.push(...(await axeFaults(shown.page, theme === 'dark' ? {} : { only: 'drawn' })))
        faults.push(...found.map((fault) => `${name}: ${fault}`))
      }
      expect(faults).toEqual([])
      expect(shown.errors).toEqual([])
    })

  test('moves against burn-in, and is as wide and as high as its screen at every step', async () => {
    const shown = await open('/board', { width: 1366, height: 768, now: nowAt, still: true, view: board })
    const places = new Set<string>()
    const faults: string[] = []
    for (let step = 0; step < driftSteps; step += 1) {
      shown.welcome(board)
      await shown.page.clock.runFor(500)
      const { x, y } = (await shown.page.locator('.board-head').boundingBox())!
      places.add(`${Math.round(x)} ${Math.round(y)}`)
      faults.push(...(await clippedParts(shown.page)).map((fault) => `step ${step}: ${fault}`))
      await shown.pass(boardLimits.driftEveryMs)
    }
    expect(places.size).toBeGreaterThan(4)
    expect(faults).toEqual([])
  })

  test('leaves no place empty: the panel takes that of the list where nothing is listed beside it', async () => {
    for (const [width, height] of [
      [1366, 768],
      [1080, 1920],
    ] as const) {
      const shown = await open('/board', { width, height, now: nowAt, still: true, view: board })
      const panel = async () => {
        await shown.page.clock.runFor(500)
        const { width: wide, height: high } = (await shown.page.locator('.panel').boundingBox())!
        return { wide: wide / width, high: high / height }
      }
      const listed = await panel()
      for (const calls of [[call('A027', '3')], []]) {
        shown.welcome({ ...board, calls })
        await expect.poll(() => shown.page.locator('.call-row').count()).toBe(0)
        const { wide, high } = await panel()
        expect([width, calls.length, wide > 0.9]).toEqual([width, calls.length, true])
        expect(wide * high).toBeGreaterThan(listed.wide * listed.high * 1.4)
      }
    }
  })
})
