import { describe, expect, test } from 'vitest'
import { rateLimits } from '../../../kiosk/rate/limits.ts'
import { describePages, type Opened, picture, stage, weights } from '../browser/browser.ts'
import { axeFaults, clippedParts } from '../browser/checks.ts'
import { looksToTake } from '../browser/looks.ts'
import { nowAt, rating, toRate } from '../fixtures.ts'
import { commandsOf } from './kiosk-wire.ts'

type Device = Opened<'rating'>
const tablet = { width: 1280, height: 800, now: nowAt, still: true } as const

const stateOf = ({ page }: Device) => page.getAttribute('.rate', 'data-at')
const choose = async (device: Device, score: number): Promise<void> => {
  await device.pass(rateLimits.debounceMs)
  await device.page.click(`[data-score="${score}"]`)
}
/** The commands that were sent, without their keys. */
const sent = (device: Device) => commandsOf(device as never).map(({ command, body }) => ({ command, body }))
async function answer(device: Device, given: object): Promise<void> {
  await expect.poll(() => commandsOf(device as never).length).toBeGreaterThan(0)
  const { id } = commandsOf(device as never).at(-1)!
  device.send({ type: 'answer', id, ...given })
}
const about = { counter: '3', visit: toRate.visit!.id }

describe('the weight of the page of a rating device', () => {
  test('its scripts weigh at most 23 kB', () => {
    expect(weights().rate?.gzip).toBeLessThanOrEqual(23_000)
  })
})

const looks = [
  ['zh-CN', 'light', 1280, 800],
  ['en', 'light', 1280, 800],
  ['en', 'dark', 1024, 600],
  ['zh-CN', 'dark', 800, 1280],
  ['en', 'light', 800, 1280],
  ['zh-CN', 'contrast', 1024, 600],
  ['en', 'light', 480, 800],
  ['zh-CN', 'light', 800, 480],
] as const

describePages('a rating device', () => {
  const { open } = stage()

  for (const [language, theme, width, height] of looksToTake(looks))
    test(`is whole and legible in every state: ${width}×${height}, ${theme}, ${language} first`, async () => {
      const query = new URLSearchParams({ language, theme })
      const first = language === 'en' ? { ...toRate, visit: { ...toRate.visit!, language } } : toRate
      const shown = await open(`/rate/3?${query}`, { ...tablet, width, height, view: rating })
      const faults: string[] = []
      const look = async (name: string): Promise<void> => {
        await shown.page.clock.runFor(200)
        await picture(shown.page, `rate/${[name, `${width}x${height}`, theme, language].join('.')}`)
        const found = [...(await clippedParts(shown.page)), ...(await axeFaults(shown.page))]
        faults.push(...found.map((fault) => `${name}: ${fault}`))
      }
      await look('rest')
      shown.welcome({ ...rating, state: 'closed' })
      await look('closed')
      shown.welcome(first)
      await look('question')
      await choose(shown, 1)
      await shown.page.locator('.rate-reason').first().click()
      await look('reasons')
      for (const key of await shown.page.locator('.rate-face, .rate-reason, .rate-send').all()) {
        const box = (await key.boundingBox())!
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
        expect(box.y + box.height).toBeLessThanOrEqual(height)
      }
      await shown.page.click('.rate-send')
      await answer(shown, { ok: true, seq: 12, result: {} })
      await expect.poll(() => stateOf(shown)).toBe('thanks')
      await look('thanks')
      shown.welcome(rating, { trouble: 'disk-is-full' })
      await shown.pass(6_000)
      await look('no-commands')
      await shown.cut()
      await shown.pass(30_000, { beats: false })
      await look('lost')
      expect(faults).toEqual([])
      expect(shown.errors.filter((one) => !one.includes('WebSocket'))).toEqual([])
    })

  test('a high score is given by one touch, and no score is chosen before', async () => {
    const device = await open('/rate/3', { ...tablet, view: rating })
    expect(await stateOf(device)).toBe('idle')
    device.welcome(toRate)
    await expect.poll(() => stateOf(device)).toBe('question')
    expect(await device.page.locator('[aria-pressed=true]').count()).toBe(0)
    // A touch that was meant for what stood there before is not heard.
    await device.page.click('[data-score="1"]')
    expect(sent(device)).toEqual([])
    await choose(device, 4)
    expect(sent(device)).toEqual([{ command: 'rate-at-counter', body: { ...about, score: 4 } }])
    await answer(device, { ok: true, seq: 12, result: {} })
    await expect.poll(() => stateOf(device)).toBe('thanks')
    device.welcome(rating)
    await device.pass(rateLimits.answerStaysMs + 1_000)
    expect(await stateOf(device)).toBe('idle')
  })

  test('a low score may have reasons; another face changes it; it is sent once', async () => {
    const device = await open('/rate/3', { ...tablet, view: toRate })
    await choose(device, 1)
    expect(await stateOf(device)).toBe('reasons')
    for (const place of [0, 1, 1]) await device.page.locator('.rate-reason').nth(place).click()
    await device.page.click('[data-score="2"]')
    await device.page.click('.rate-send')
    const [reason] = Object.keys(toRate.words.reasons.rating)
    const body = { ...about, score: 2, reasons: [reason] }
    expect(sent(device)).toEqual([{ command: 'rate-at-counter', body }])
    await answer(device, { ok: false, refusal: { reason: 'already-rated' } })
    await expect.poll(() => stateOf(device)).toBe('thanks')
    expect(sent(device)).toHaveLength(1)
  })

  test('a low score counts also of a customer who leaves the reasons: when the time is over, and when the next comes', async () => {
    const device = await open('/rate/3', { ...tablet, view: toRate })
    await choose(device, 2)
    await device.pass(29_000)
    expect(sent(device)).toEqual([])
    await device.pass(3_000)
    expect(sent(device)).toEqual([{ command: 'rate-at-counter', body: { ...about, score: 2 } }])
    await answer(device, { ok: true, seq: 12, result: {} })
    const other = { ...toRate.visit!, id: 'other', endedAt: nowAt + 60_000 }
    await device.pass(30_000)
    device.welcome({ ...toRate, visit: other })
    await choose(device, 1)
    device.welcome(rating)
    await expect.poll(() => sent(device).at(-1)?.body).toEqual({ counter: '3', visit: 'other', score: 1 })
  })

  test('asks for as long as the hall says, and once; then it is at rest, and nothing is sent', async () => {
    const device = await open('/rate/3', { ...tablet, view: { ...toRate, askMs: 20_000 } })
    await device.pass(19_000)
    expect(await stateOf(device)).toBe('question')
    await device.pass(2_000)
    expect(await stateOf(device)).toBe('idle')
    expect(sent(device)).toEqual([])
    const late = await open('/rate/3', { ...tablet, view: { ...toRate, askMs: 60_000 } })
    await late.pass(45_000)
    expect(await stateOf(late)).toBe('question')
    // The next customer sits down: the question to the one before is gone.
    late.welcome(rating)
    await expect.poll(() => stateOf(late)).toBe('idle')
  })

  test('asks in the language of the customer, and is at rest in that of the hall', async () => {
    const device = await open('/rate/3', { ...tablet, view: rating })
    const title = () => device.page.locator('.rate-card h2').textContent()
    await expect.poll(title).toMatch(/^云栖花园/)
    device.welcome({ ...toRate, visit: { ...toRate.visit!, language: 'en' } })
    await expect.poll(title).toMatch(/^How was it\?您对这次服务满意吗/)
    expect(await device.page.getAttribute('html', 'lang')).toBe('en')
  })

  test('asks nothing that could not arrive, and says so', async () => {
    const device = await open('/rate/3', { ...tablet, view: toRate })
    device.welcome(toRate, { trouble: 'disk-is-full' })
    await expect.poll(() => stateOf(device)).toBe('idle')
    expect(await device.page.locator('.rate-notice').textContent()).toContain('暂时不能评价')
    device.welcome(toRate)
    await expect.poll(() => stateOf(device)).toBe('question')
    device.end('no-such-device')
    await expect.poll(() => device.page.locator('main').textContent()).toContain('此屏幕已停用')
  })
})
