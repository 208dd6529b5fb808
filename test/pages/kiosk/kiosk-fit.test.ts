import { expect, it } from 'vitest'
import { kioskLimits } from '../../../kiosk/limits.ts'
import { describePages, stage, weights } from '../browser/browser.ts'
import { answer, command, eight, issued, openKiosk, shown, take } from './kiosk-wire.ts'

describePages('the kiosk fits every hand and eye', () => {
  const on = stage()

  it('[K9] [K10] changes language in its own script, aids at the same place on each screen', async () => {
    const opened = await openKiosk(on)
    const { page } = opened
    const places = () =>
      page.$$eval('.aid', (all) => all.map((one) => Math.round(one.getBoundingClientRect().top)))
    const home = await places()
    expect(await shown(page, '[data-aid=language]')).toBe('English')
    await page.click('[data-aid=language]')
    await page.waitForSelector('html[lang=en]')
    expect(await shown(page, '[data-aid=language]')).toBe('中文')
    expect(await shown(page, '.menu')).toContain('Repairs')
    await page.click('[data-key=priority]')
    expect(await places()).toEqual(home)
    await page.click('[data-key=home]')
    await take(opened)
    expect(await places()).toEqual(home)
    expect((await command(opened)).body).toMatchObject({ language: 'en' })
  })

  it('[K11] does the whole task by arrows and Enter, with a ring of 3 mm', async () => {
    const opened = await openKiosk(on)
    const { page } = opened
    await page.waitForSelector('.tile')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.service)).toBe('payment')
    const ring = await page.evaluate(() => {
      const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'))
      return Number.parseFloat(getComputedStyle(document.activeElement as Element).outlineWidth) / mm
    })
    expect(ring).toBeGreaterThanOrEqual(3)
    await page.keyboard.press('Enter')
    await answer(opened, issued('B005'))
    await page.waitForSelector('[data-screen=ticket]')
    await page.clock.runFor(kioskLimits.ticketStaysMs + 1_000)
    await page.keyboard.press('Escape')
    await page.waitForSelector('.menu')
  })

  it('sets all names in one size and all open services in one colour, and leaves no hole beside the last tile', async () => {
    for (const screenSize of ['upright', 'across'] as const) {
      const opened = await openKiosk(on, eight, screenSize)
      for (let count = 1; count <= eight.services.length; count += 1) {
        const services = eight.services.slice(-count).map((service) => ({ ...service, open: true }))
        opened.welcome({ ...eight, services })
        const tiles = opened.page.locator('.tile')
        await expect.poll(() => tiles.first().getAttribute('data-service')).toBe(services[0]!.id)
        const drawn = await tiles.evaluateAll((all) =>
          all.map((tile) => ({
            size: getComputedStyle(tile.querySelector('.tile-name')!).fontSize,
            colour: getComputedStyle(tile.querySelector('.tile-letter')!.parentElement!).backgroundColor,
            right: Math.round(tile.getBoundingClientRect().right),
          })),
        )
        const alike = (of: (one: (typeof drawn)[number]) => unknown) => new Set(drawn.map(of)).size
        expect([screenSize, count, alike(({ size }) => size)]).toEqual([screenSize, count, 1])
        expect([screenSize, count, alike(({ colour }) => colour)]).toEqual([screenSize, count, 1])
        expect(drawn.at(-1)!.right, `${screenSize}, ${count}`).toBe(
          Math.max(...drawn.map(({ right }) => right)),
        )
      }
    }
  })

  it('draws a tile from edge to edge in a browser that aligns the content of buttons at its start (Chromium 88)', async () => {
    for (const screenSize of ['upright', 'across'] as const) {
      const { page, context } = await openKiosk(on, eight, screenSize)
      await page.waitForSelector('.tile')
      // A rule weaker than all of the page, as that of the browser is.
      await page.evaluate(() =>
        document.styleSheets[0]?.insertRule(':where(button) { align-items: flex-start }', 0),
      )
      const gaps = await page.$$eval('.tile', (tiles) =>
        tiles.flatMap((tile) =>
          [...tile.children].map((part) => Math.abs(tile.clientHeight - part.clientHeight)),
        ),
      )
      expect(gaps.length).toBeGreaterThan(2)
      expect(Math.max(...gaps)).toBeLessThan(1)
      await context.close()
    }
  })

  it('[K6] keeps every essential control within reach, and lower on demand', async () => {
    for (const screenSize of ['upright', 'upright-large'] as const) {
      const opened = await openKiosk(on, eight, screenSize)
      const { page } = opened
      await page.waitForSelector('.tile')
      const highest = () =>
        page.evaluate(() => {
          const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'))
          const centres = [...document.querySelectorAll('button')].map((one) => {
            const { top, height } = one.getBoundingClientRect()
            return 900 + (innerHeight - top - height / 2) / mm
          })
          return Math.max(...centres)
        })
      expect(await highest()).toBeLessThanOrEqual(1_220)
      await page.click('[data-aid=low]')
      await page.waitForSelector('[data-low=true]')
      expect(await highest()).toBeLessThanOrEqual(1_100)
      await opened.context.close()
    }
  })

  it('[K1] has primary keys of 30 mm on the screen that it was designed for', async () => {
    const { page } = await openKiosk(on)
    await page.waitForSelector('.tile')
    const sides = await page.$$eval('.tile', (all) => {
      const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'))
      return all.map((one) => Math.min(one.clientWidth, one.clientHeight) / mm)
    })
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(30)
  })

  it('weighs at most 35 KB, and 3 KB of words', () => {
    expect(weights().kiosk?.gzip).toBeLessThanOrEqual(35 * 1024)
    expect(weights().kiosk?.words).toBeLessThanOrEqual(3 * 1024)
  })
})
