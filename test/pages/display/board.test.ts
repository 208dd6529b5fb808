import { describe, expect, test } from 'vitest'
import type { Announcement, Drawn } from '../../../server/protocol/messages.ts'
import { describePages, type Opened, picture, stage, weights } from '../browser/browser.ts'
import { axeFaults, clippedParts, smallTexts } from '../browser/checks.ts'
import { board, calledAt, day, nowAt } from '../fixtures.ts'
import { soundAfterTouch } from '../sound-after-touch.ts'

const still = { now: nowAt, still: true }
const hd = { width: 1920, height: 1080, ...still }
const event = (label: string, more: Partial<Announcement> = {}): Announcement => ({
  type: 'called',
  id: `${day}/${label}/1`,
  label,
  counter: '3',
  at: nowAt - 1_000,
  ...more,
})
const called = event('A027')
const shown = (label: string, counter: string): Drawn<'board'>['calls'][number] => ({
  id: `${day}/${label}/1`,
  label,
  counter,
  at: nowAt - 1_000,
  again: false,
})

const spoken = async ({ page }: Opened<'board'>): Promise<string[]> =>
  ((await page.locator('[data-spoken]').getAttribute('data-spoken')) ?? '').split(' ').filter(Boolean)
const panel = async ({ page }: Opened<'board'>): Promise<string> =>
  (await page.locator('.ticket:not(.ticket-torn) .ticket-label .label > :first-child').textContent()) ?? ''
const rows = ({ page }: Opened<'board'>): Promise<string[]> =>
  page.locator('.call-row .label > :first-child').allTextContents()

/** Nothing that axe or a ruler objects to. */
async function faultless({ page, errors }: Opened<'board'>, name: string): Promise<void> {
  expect(await axeFaults(page), name).toEqual([])
  await picture(page, `board/rest-${name}`)
  expect(await clippedParts(page), name).toEqual([])
  expect(errors, name).toEqual([])
}

describe('the board’s weight', () => {
  test('its scripts weigh at most 30 KB', () => {
    expect(weights().board?.gzip).toBeLessThanOrEqual(30_000)
  })
})

describePages('the board', () => {
  const { open } = stage()

  test('shows the call, the list and the waiting figures, in both languages, and nothing is cut off', async () => {
    const board1 = await open('/board', { ...hd, view: board, events: [called] })
    await expect.poll(() => panel(board1)).toBe('A027')
    expect(await rows(board1)).toEqual(['A027', 'C014', 'B031', 'A026', 'G003'])
    const text = (await board1.page.locator('main').textContent()) ?? ''
    for (const part of ['正在呼叫', 'Now calling', '请到', 'Please go to Counter 3', '再次呼叫', '报修服务'])
      expect(text).toContain(part)
    expect(await board1.page.locator('time').textContent()).toBe('09:41')
    await faultless(board1, 'called')
    board1.welcome({ ...board, calls: [] }, { events: [event('A027', { type: 'call-cancelled' })] })
    await expect.poll(() => board1.page.locator('.ticket-welcome').textContent()).toBe('欢迎光临')
    // A call leaves the panel after some time; this clock stands still until the test moves it.
    await board1.page.clock.runFor(1_000)
    await faultless(board1, 'rest')
    board1.welcome({ ...board, calls: [], queues: {}, doors: 'closed', opensAt: nowAt + 3_600_000 })
    await expect.poll(() => board1.page.locator('.ticket-more').textContent()).toContain('10:41')
    await board1.page.clock.runFor(1_000)
    await faultless(board1, 'closed')
  })

  test('has larger letters on a smaller screen, by the size of its device in the settings or its address', async () => {
    const sizes: number[] = []
    for (const [address, diagonal] of [
      ['/board', undefined],
      ['/board', 32],
      ['/board?diagonal=32', 75],
    ] as const) {
      const view = { ...board, ...(diagonal === undefined ? {} : { diagonal }) }
      const { page } = await open(address, { ...hd, view, events: [called] })
      await page.locator('.call-row').first().waitFor()
      sizes.push(
        await page.locator('time').evaluate((clock) => Number.parseFloat(getComputedStyle(clock).fontSize)),
      )
      await picture(page, `board/diagonal-${diagonal ?? 'usual'}`)
    }
    expect(sizes[1]).toBeGreaterThan(sizes[0]!)
    expect(sizes[2]).toBe(sizes[1])
  })

  test('says English first where asked, in light, on a standing screen', async () => {
    const calls = [{ ...shown('A1000', '5'), again: true }, ...board.calls]
    const view = calledAt('5', 'A1000', { ...board, calls })
    const upright = { width: 1080, height: 1920, ...still }
    const standing = await open('/board?language=en&theme=light', { ...upright, view })
    await expect.poll(() => panel(standing)).toBe('A1000')
    expect(await standing.page.locator('.ticket-what').textContent()).toBe('Calling again 再次呼叫')
    await faultless(standing, 'upright-en-light')
  })

  test.each([
    ['55″ from 4 m', '', 1920, 1080, 55, 4],
    ['65″ from 8 m', '?diagonal=65&distance=8', 3840, 2160, 65, 8],
    ['43″ from 6 m, standing', '?diagonal=43&distance=6', 1080, 1920, 43, 6],
  ])('no text is under 1/200 of the distance: %s', async (name, query, width, height, diagonal, distance) => {
    const far = await open(`/board${query}`, { width, height, ...still, view: board, events: [called] })
    await expect.poll(() => panel(far)).toBe('A027')
    const pixelsPerMm = Math.hypot(width, height) / (diagonal * 25.4)
    expect(await smallTexts(far.page, distance * 5 * pixelsPerMm)).toEqual([])
    expect(await clippedParts(far.page)).toEqual([])
    await picture(far.page, `board/far-${name.replace(/\W+/g, '-')}.zh-CN`)
  })

  test('several calls take turns in the panel and stand in the list all at once', async () => {
    const view = {
      ...board,
      calls: [shown('C015', '1'), shown('A028', '2'), shown('G004', '5'), ...board.calls.slice(1)],
    }
    const busy = await open('/board', {
      ...hd,
      view,
      events: [
        event('G004', { counter: '5' }),
        event('A028', { counter: '2' }),
        event('C015', { counter: '1' }),
      ],
    })
    await expect.poll(() => panel(busy)).toBe('G004')
    expect((await rows(busy)).slice(0, 3)).toEqual(['C015', 'A028', 'G004'])
    expect(await busy.page.locator('.call-row-called .label > :first-child').allTextContents()).toEqual([
      'G004',
    ])
    await busy.pass(7_000)
    await expect.poll(() => panel(busy)).toBe('A028')
    await busy.pass(9_000)
    await expect.poll(() => panel(busy)).toBe('C015')
    await busy.pass(10_000)
    expect(await spoken(busy)).toEqual([`${day}/G004/1`, `${day}/A028/1`, `${day}/C015/1`])
  })

  test('what is announced stands word for word in its captions', async () => {
    const heard = await open('/board', { ...hd, view: board, events: [called] })
    await expect.poll(() => spoken(heard)).toEqual([called.id])
    const log = heard.page.getByRole('log')
    expect(await log.getAttribute('aria-live')).toBe('assertive')
    expect(await log.locator('p').allTextContents()).toEqual([
      '请 A027 号，到3 号窗口办理',
      'Ticket A027, please go to Counter 3',
    ])
    await heard.pass(9_000)
    const again = { type: 'recalled', id: `${day}/A027/2`, at: nowAt + 9_000 } as const
    heard.happened({}, [event('A027', again)])
    await expect.poll(() => spoken(heard)).toEqual([called.id, `${day}/A027/2`])
    expect(await log.locator('p').nth(2).textContent()).toBe('再次呼叫，请 A027 号，到3 号窗口办理')
    expect(await heard.page.locator('.ticket-what').textContent()).toBe('再次呼叫 Calling again')
  })

  test('no id is announced twice: not when told again, not after a reload, not after a restart', async () => {
    const first = await open('/board', { ...hd, view: board, events: [called] })
    await expect.poll(() => spoken(first)).toEqual([called.id])
    first.welcome(board, { events: [called] })
    first.happened({}, [called])
    await first.pass(9_000)
    expect(await spoken(first)).toEqual([called.id])
    await first.page.reload()
    await expect.poll(() => panel(first)).toBe('A027')
    expect(await spoken(first)).toEqual([])
    await first.page.close()
    const next = event('B032')
    const second = await open('/board', { ...hd, view: board, events: [called, next], again: first.context })
    await expect.poll(() => spoken(second)).toEqual([next.id])
  })

  test('a call that is taken back is not announced and leaves the board', async () => {
    const calls = [shown('A028', '2'), shown('G004', '5')]
    const view = { ...board, calls }
    const taken = await open('/board', { ...hd, view, events: [event('G004'), event('A028')] })
    await expect.poll(() => panel(taken)).toBe('G004')
    taken.happened({ calls: calls.slice(1) }, [event('A028', { type: 'call-cancelled' })])
    // The only call that is left stands in the panel alone.
    await expect.poll(() => rows(taken)).toEqual([])
    expect(await panel(taken)).toBe('G004')
    await taken.pass(10_000)
    expect(await spoken(taken)).toEqual([`${day}/G004/1`])
  })

  test('silence is told within 10 s, numbers are covered within 25 s, and no old call is announced after', async () => {
    const lost = await open('/board', { ...hd, view: board, events: [called] })
    await expect.poll(() => panel(lost)).toBe('A027')
    await lost.cut()
    await lost.pass(10_000, { beats: false })
    await expect.poll(() => lost.page.locator('.board-silent').textContent()).toContain('正在重连')
    expect(await panel(lost)).toBe('A027')
    await faultless(lost, 'silent')
    await lost.pass(15_000, { beats: false })
    const text = (await lost.page.locator('main').textContent()) ?? ''
    for (const part of ['显示已中断', '请听工作人员呼叫', '最后更新 09:41', 'Please listen for our staff'])
      expect(text).toContain(part)
    expect(await lost.page.locator('body').textContent()).not.toMatch(/[B-G]\d{3}/)
    await faultless(lost, 'lost')
    const fresh = event('B032', { at: nowAt + 25_000 })
    const old = event('C015', { at: nowAt - 10_000 })
    lost.mend({ view: { ...board, calls: [shown('B032', '3'), shown('C015', '3')] }, events: [old, fresh] })
    await lost.pass(4_000, { beats: false })
    await expect.poll(() => panel(lost)).toBe('B032')
    expect(await lost.page.locator('.board-silent').count()).toBe(0)
    await lost.pass(10_000)
    expect(await spoken(lost)).toEqual([called.id, fresh.id])
  })

  test('tells the server that it can be heard', async () => {
    const heard = await open('/board', { width: 1366, height: 768, view: board })
    await expect.poll(() => heard.said).toContainEqual(expect.objectContaining({ sound: 'on', width: 1366 }))
    expect(await heard.page.locator('.board-sound').count()).toBe(0)
  })

  test('honours a wish for little motion', async () => {
    const context = { reducedMotion: 'reduce' } as const
    const still = await open('/board', { ...hd, view: board, events: [called], context })
    await expect.poll(() => panel(still)).toBe('A027')
    expect(await still.page.evaluate(() => document.getAnimations().length)).toBe(0)
  })
})

describePages('the board where the browser wants a touch before it sounds', () => {
  const { open } = stage({ sound: false })

  test('asks for the touch over its whole width, says it is mute, and sounds after the touch', async () => {
    const mute = await open('/board', {
      ...{ width: 1920, height: 1080, view: board },
      before: async (page) => void (await page.addInitScript(soundAfterTouch)),
    })
    await expect.poll(() => mute.said).toContainEqual(expect.objectContaining({ sound: 'blocked' }))
    const bar = mute.page.locator('.board-sound')
    expect(await bar.textContent()).toContain('点按开启声音')
    expect((await bar.boundingBox())?.width).toBe(1920)
    await picture(mute.page, 'board/mute.zh-CN')
    expect(await axeFaults(mute.page)).toEqual([])
    await bar.click()
    await expect.poll(() => mute.said).toContainEqual(expect.objectContaining({ sound: 'on' }))
    expect(await bar.count()).toBe(0)
  })
})
