import { describe, expect, test } from 'vitest'
import { pairingAgainMs } from '../../display/limits.ts'
import type { PairingView } from '../../server/protocol/messages.ts'
import { describePages, type Opened, picture, stage, weights } from './browser/browser.ts'
import { axeFaults, clippedParts } from './browser/checks.ts'
import { nowAt } from './fixtures.ts'

/** The page of a screen that waits for its pairing, in every state and at the sizes of kiosks, boards and phones. */

const waiting: PairingView = { stage: 'waiting', code: 'WWWW-MMMM', expiresAt: nowAt + 9.5 * 60_000 }
const sizes = {
  kiosk: { width: 1080, height: 1920 },
  board: { width: 1920, height: 1080 },
  'small-window': { width: 800, height: 480 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
} as const
const languages = ['zh-CN', 'en']

async function faultless({ page, errors }: Opened<'pairing'>, name: string): Promise<void> {
  expect(await axeFaults(page), name).toEqual([])
  await picture(page, `pairing/${name}`)
  expect(await clippedParts(page), name).toEqual([])
  expect(errors, name).toEqual([])
}

/** How often the page ended its watch, to begin another. */
const askedAnew = ({ said }: Opened<'pairing'>) => said.filter(({ type }) => type === 'unwatch').length
const textOf = async ({ page }: Opened<'pairing'>) => (await page.locator('main').textContent()) ?? ''

describe('the weight of the page of a pairing', () => {
  test('its scripts weigh at most 20 KB', () => {
    expect(weights().pair?.gzip).toBeLessThanOrEqual(21_000)
  })
})

describePages('a screen that waits for its pairing', () => {
  const { open } = stage()
  const opened = (view: PairingView, size: keyof typeof sizes = 'board', route = '/pair') =>
    open(route, { ...sizes[size], now: nowAt, still: true, languages, view })

  test.each(Object.keys(sizes) as (keyof typeof sizes)[])(
    'shows its code, large, and what to do with it, in both languages: %s',
    async (size) => {
      const screen = await opened(waiting, size)
      await expect.poll(() => textOf(screen)).toContain('WWWW-MMMM')
      const text = await textOf(screen)
      for (const part of [
        '配对此屏幕',
        'Pair this screen',
        '/setup',
        '等待管理员批准',
        'Waiting for approval',
      ])
        expect(text).toContain(part)
      expect(text).toContain('10 分钟内有效')
      const { x = 0, width = 0 } = (await screen.page.locator('.pairing-code').boundingBox()) ?? {}
      expect(width).toBeGreaterThan(sizes[size].width * 0.4)
      expect(x).toBeGreaterThan(0)
      expect(x + width).toBeLessThan(sizes[size].width)
      const { height, scrollHeight } = await screen.page.evaluate(() => ({
        height: innerHeight,
        scrollHeight: document.documentElement.scrollHeight,
      }))
      expect(scrollHeight).toBeLessThanOrEqual(height)
      await faultless(screen, `waiting-${size}`)
    },
  )

  test.each(['kiosk', 'board', 'phone'] as const)('says that its device was removed: %s', async (size) => {
    const screen = await opened({ ...waiting, removed: 'kiosk-2' }, size)
    await expect.poll(() => textOf(screen)).toContain('此设备已被移除')
    const text = await textOf(screen)
    for (const part of ['kiosk-2', 'This device was removed', 'WWWW-MMMM']) expect(text).toContain(part)
    await faultless(screen, `removed-${size}`)
  })

  test('says when it was refused, and asks anew by a key or by itself', async () => {
    const screen = await opened(waiting, 'kiosk')
    screen.welcome({ stage: 'refused' })
    await expect.poll(() => textOf(screen)).toContain('管理员没有批准此屏幕')
    expect(await textOf(screen)).toContain('An administrator did not approve this screen')
    await faultless(screen, 'refused')
    await screen.page.getByRole('button').click()
    await expect.poll(() => askedAnew(screen)).toBe(1)
    screen.welcome({ stage: 'refused' })
    await expect.poll(() => textOf(screen)).toContain('管理员没有批准此屏幕')
    await screen.pass(pairingAgainMs.refused + 1_000)
    await expect.poll(() => askedAnew(screen)).toBe(2)
  })

  test('says when its code has expired, and shows another one by itself', async () => {
    const screen = await opened(waiting)
    screen.welcome({ stage: 'expired' })
    await expect.poll(() => textOf(screen)).toContain('配对码已过期')
    expect(await textOf(screen)).toMatch(/A new code in \d+ seconds/u)
    await faultless(screen, 'expired')
    await screen.pass(pairingAgainMs.expired - 5_000)
    expect(askedAnew(screen)).toBe(0)
    await screen.pass(6_000)
    await expect.poll(() => askedAnew(screen)).toBe(1)
  })

  test('says when too many screens wait, and when the server is away', async () => {
    const screen = await opened(waiting)
    await expect.poll(() => textOf(screen)).toContain('WWWW-MMMM')
    screen.end('too-many-screens')
    await expect.poll(() => textOf(screen)).toContain('等待配对的屏幕太多')
    await faultless(screen, 'full')
    await screen.cut()
    await screen.pass(25_000, { beats: false })
    await expect.poll(() => textOf(screen)).toContain('连接不上服务器')
    await faultless(screen, 'lost')
  })

  test('fetches its secret once it is approved, and says so when that fails', async () => {
    const screen = await opened(waiting)
    const bodies: string[] = []
    await screen.page.route('**/api/device', async (route) => {
      bodies.push(route.request().postData() ?? '')
      await route.fulfill({ status: 404, json: { problem: 'used up' } })
    })
    screen.welcome({ stage: 'approved', device: 'board-1', claim: 'a-claim' })
    await expect.poll(() => textOf(screen)).toContain('配对没有完成')
    expect(bodies).toEqual(['{"claim":"a-claim"}'])
    await picture(screen.page, 'pairing/failed')
  })
})
