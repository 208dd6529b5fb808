import { expect, test } from 'vitest'
import { describePages, stage } from '../browser/browser.ts'
import { axeFaults } from '../browser/checks.ts'
import { board, kiosk, nowAt, windows } from '../fixtures.ts'

/** Screens whose device or counter has left the settings: nothing stands still on them, and they say so in words. */
describePages('a screen that has left the settings', () => {
  const { open } = stage()
  const wide = { width: 1920, height: 1080, now: nowAt, still: true }

  test('a board shows no calls and says that it is no longer in use, until it is again', async () => {
    const screen = await open('/board', { ...wide, view: board })
    await screen.page.waitForSelector('text=A027')
    screen.end('no-such-device')
    await screen.page.waitForSelector('text=此屏幕已停用')
    expect(await screen.page.locator('main').textContent()).toContain('Please look at another display')
    expect(await screen.page.locator('text=A027').count()).toBe(0)
    expect(await axeFaults(screen.page)).toEqual([])
    screen.welcome(board)
    await screen.page.waitForSelector('text=A027')
  })

  test('the screen over a counter shows no ticket and says the same', async () => {
    const screen = await open('/window/3', { ...wide, view: windows.called })
    await screen.page.waitForSelector('text=A027')
    screen.end('no-such-counter')
    await screen.page.waitForSelector('text=此屏幕已停用')
    expect(await screen.page.locator('main').textContent()).toContain('Please ask our staff')
    expect(await screen.page.locator('.window-services').count()).toBe(0)
    expect(await screen.page.locator('text=A027').count()).toBe(0)
    expect(await axeFaults(screen.page)).toEqual([])
  })

  test('a kiosk says the same and sends its customers to the desk', async () => {
    const screen = await open('/kiosk', {
      width: 1080,
      height: 1920,
      now: nowAt,
      still: true,
      view: kiosk,
    })
    await screen.page.waitForSelector('.menu')
    screen.end('no-such-device')
    await screen.page.waitForSelector('text=此取号机已停用')
    expect(await screen.page.locator('main').textContent()).toContain('需要帮助请到服务台。')
    expect(await axeFaults(screen.page)).toEqual([])
  })
})
