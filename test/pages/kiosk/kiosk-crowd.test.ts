import { expect, it } from 'vitest'
import { kioskLimits } from '../../../kiosk/limits.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'
import { describePages, stage } from '../browser/browser.ts'
import { nowAt } from '../fixtures.ts'
import { answer, beat, eight, idsOf, issued, screenSizes, take } from './kiosk-wire.ts'

const seeds = (process.env.SEEDS ?? '1,2,3').split(',').map(Number)

describePages('one kiosk serves one person at a time', () => {
  const on = stage()
  const open = () =>
    on.open<'kiosk'>('/kiosk?device=kiosk-1', {
      view: eight,
      ...{ width: screenSizes.upright.width, height: screenSizes.upright.height },
      now: nowAt,
      still: true,
      context: { hasTouch: true, reducedMotion: 'reduce' },
    })

  for (const seed of seeds)
    it(`gives at most three tickets to 91 random taps in 20 s (seed ${seed})`, async () => {
      const opened = await open()
      const { page } = opened
      const next = seededRandom(seed)
      let answered = 0
      for (let tap = 0; tap < 91; tap += 1) {
        await page.touchscreen.tap(next() * screenSizes.upright.width, next() * screenSizes.upright.height)
        await page.clock.runFor(220)
        beat(opened)
        if (idsOf(opened).length === answered) continue
        answered += 1
        await answer(opened, issued(`A${100 + answered}`), answered)
      }
      process.stdout.write(`kiosk: 91 random taps with seed ${seed} took ${answered} tickets\n`)
      expect(answered).toBeGreaterThan(0)
      expect(answered).toBeLessThanOrEqual(3)
    })

  it('keeps a new ticket on the screen, whatever is pressed, until it can be read', async () => {
    const opened = await open()
    const { page } = opened
    await page.waitForSelector('.tile')
    await take(opened)
    await page.click('[data-key=done]', { force: true })
    await page.keyboard.press('Escape')
    await page.clock.runFor(kioskLimits.ticketStaysMs - 500)
    expect(await page.locator('[data-screen=ticket]').count()).toBe(1)
    await page.clock.runFor(1_000)
    await page.click('[data-key=done]')
    await page.clock.runFor(300)
    await page.waitForSelector('.menu')
  })

  it('asks before a second ticket, and hears no "yes" that was meant for what the question covers', async () => {
    const opened = await open()
    const { page } = opened
    await page.waitForSelector('.tile')
    await take(opened)
    await page.clock.runFor(kioskLimits.ticketStaysMs + 500)
    await page.click('[data-key=done]')
    await page.clock.runFor(300)
    await page.click('[data-service=payment]')
    const yes = '[data-question=second] .key:not(.key-main)'
    await page.waitForSelector(yes, { state: 'attached' })
    // By script, because a pointer waits for a clock that stands still.
    const sayYes = () => page.$eval(yes, (key) => (key as HTMLElement).click())
    await sayYes()
    expect(await page.locator(yes).count()).toBe(1)
    await page.clock.runFor(kioskLimits.questionDebounceMs)
    await sayYes()
    await expect.poll(() => idsOf(opened).length).toBe(2)
  })

  it('hands nothing of a customer on: no zoom, no selection, no scrolled box, no focus', async () => {
    const opened = await open()
    const { page } = opened
    const wire = await opened.context.newCDPSession(page)
    await page.waitForSelector('.tile')
    const spread = async (type: string, apart: number): Promise<void> => {
      const touchPoints = [-apart, apart].map((dx, id) => ({ x: 540 + dx, y: 900, id }))
      await wire.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : touchPoints,
      } as never)
    }
    await spread('touchStart', 20)
    for (let apart = 40; apart < 400; apart += 40) await spread('touchMove', apart)
    await spread('touchEnd', 0)
    expect(await page.evaluate(() => visualViewport?.scale)).toBe(1)
    await take(opened)
    await page.evaluate(() => {
      getSelection()?.selectAllChildren(document.body)
      const stageBox = document.querySelector('.stage')
      if (stageBox instanceof HTMLElement) {
        stageBox.style.overflow = 'hidden'
        stageBox.style.blockSize = '100px'
        stageBox.scrollTop = 50
      }
    })
    await page.clock.runFor(4_000)
    // By script, because a touch takes focus and selection away by itself.
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-aid=contrast]')?.focus()
      document.querySelector<HTMLElement>('[data-key=done]')?.click()
    })
    await page.clock.runFor(300)
    await page.waitForSelector('.menu')
    const left = await page.evaluate(() => ({
      selections: getSelection()?.rangeCount,
      scrolled: [...document.querySelectorAll('*')].filter((one) => one.scrollTop + one.scrollLeft !== 0)
        .length,
      focused: document.activeElement === document.body,
    }))
    expect(left).toEqual({ selections: 0, scrolled: 0, focused: true })
  })
})
