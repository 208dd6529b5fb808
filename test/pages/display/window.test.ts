import { describe, expect, test } from 'vitest'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { describePages, type Opened, picture, stage, weights } from '../browser/browser.ts'
import { axeFaults, clippedParts } from '../browser/checks.ts'
import { nowAt, windows, words } from '../fixtures.ts'

const hd = { width: 1920, height: 1080, now: nowAt, still: true }

async function faultless({ page, errors }: Opened<'window'>, name: string): Promise<void> {
  expect(await axeFaults(page), name).toEqual([])
  await picture(page, `window/rest-${name}`)
  expect(await clippedParts(page), name).toEqual([])
  expect(errors, name).toEqual([])
}

const numberHeight = async ({ page }: Opened<'window'>): Promise<number> =>
  Number.parseFloat(await page.locator('.window-number').evaluate((one) => getComputedStyle(one).fontSize)) *
  0.668

describe('the window screen’s weight', () => {
  test('its scripts weigh at most 22 kB', () => {
    expect(weights().window?.gzip).toBeLessThanOrEqual(22_000)
  })
})

const states: [Drawn<'window'>['state'], string, string][] = [
  ['free', '空闲', 'Please wait for your number'],
  ['called', 'A027', '到本窗口办理'],
  ['serving', '正在办理', 'A027'],
  ['paused', '暂停服务', 'Meal break'],
  ['closed', '窗口未开放', 'Closed'],
]

describePages('the screen over a counter', () => {
  const { open } = stage()

  test('says what happens at the counter in both languages, and its number is huge in every state', async () => {
    const screen = await open('/window/3', { ...hd, view: windows.free })
    for (const [state, one, other] of states) {
      screen.welcome(windows[state])
      await expect
        .poll(() => screen.page.locator('.window-ticket').getAttribute('class'))
        .toContain(`window-ticket-${state}`)
      const text = (await screen.page.locator('main').textContent()) ?? ''
      expect(text).toContain(one)
      expect(text).toContain(other)
      expect(await numberHeight(screen)).toBeGreaterThan(1080 * 0.38)
      expect(await screen.page.locator('.window-services li').allTextContents()).toEqual([
        '报修服务Repairs',
        '门禁与车位Access & parking',
        '咨询与投诉Advice & complaints',
      ])
      await faultless(screen, state)
    }
  })

  test('stands in light, in English, upright, for a counter that has a name and no number', async () => {
    const view: Drawn<'window'> = { ...windows.called, counter: '5', label: 'A1000' }
    const upright = { width: 1080, height: 1920, now: nowAt, still: true, view }
    const screen = await open('/window/5?language=en&theme=light', upright)
    await expect.poll(() => screen.page.locator('h1').textContent()).toContain('Private room')
    await faultless(screen, 'upright-named')
  })

  test('a call flashes three times at one a second and then stands still; a recall flashes again', async () => {
    const screen = await open('/window/3', { ...hd, view: windows.called })
    const flashes = (): Promise<{ iterations: number; duration: number }[]> =>
      screen.page.locator('.window-ticket').evaluate((one) =>
        one.getAnimations().map((animation) => {
          const { iterations, duration } = animation.effect?.getTiming() ?? {}
          return { iterations: Number(iterations), duration: Number(duration) }
        }),
      )
    await expect.poll(flashes).toEqual([{ iterations: 3, duration: 1_000 }])
    const end = (): Promise<void> =>
      screen.page.locator('.window-ticket').evaluate((one) => {
        for (const animation of one.getAnimations()) animation.finish()
      })
    await end()
    expect(await flashes()).toEqual([])
    screen.happened({ call: '2026-06-18/A027/2' })
    await expect.poll(flashes).toHaveLength(1)
  })

  test('away from its server it says so and keeps only its own number', async () => {
    const screen = await open('/window/3', { ...hd, view: windows.called })
    await expect.poll(() => screen.page.locator('.window-ticket-label').count()).toBe(1)
    await screen.cut()
    await screen.pass(10_000, { beats: false })
    await expect.poll(() => screen.page.locator('.window-silent').textContent()).toContain('正在重连')
    await faultless(screen, 'silent')
    await screen.pass(15_000, { beats: false })
    await expect.poll(() => screen.page.locator('main').textContent()).toContain('显示已中断')
    const text = (await screen.page.locator('body').textContent()) ?? ''
    expect(text).toContain('请听工作人员呼叫')
    expect(text).not.toContain('A027')
    expect(await screen.page.locator('.window-number').textContent()).toBe('3')
    await faultless(screen, 'lost')
  })

  test('a counter for everything says so in one line', async () => {
    const services = Object.keys(words.services)
    const screen = await open('/window/3', { ...hd, view: { ...windows.free, services } })
    const foot = screen.page.locator('footer')
    await expect.poll(() => foot.textContent()).toBe('本窗口办理全部业务 All services at this counter')
    screen.happened({ services: services.slice(1) })
    await expect.poll(() => foot.textContent()).toBe('本窗口办理 5 项业务 5 services at this counter')
    await faultless(screen, 'everything')
    screen.happened({ services: [] })
    await expect.poll(() => foot.textContent()).toBe('')
  })

  test('a reason that it does not know is shown as it was given', async () => {
    const screen = await open('/window/3', { ...hd, view: { ...windows.paused, reason: '设备检修' } })
    await expect.poll(() => screen.page.locator('.window-ticket-reason').textContent()).toContain('设备检修')
  })
})
