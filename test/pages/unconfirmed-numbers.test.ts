import { expect, it } from 'vitest'
import { axeFaultsHere } from './browser/axe-run.ts'
import { describePages, picture, stage } from './browser/browser.ts'
import { clippedParts } from './browser/checks.ts'
import { openConsole } from './counter/counter-console.ts'
import { counterStates } from './counter/counter-fixtures.ts'
import { counter } from './counter/staff-fixtures.ts'
import { nowAt } from './fixtures.ts'
import { managerStates } from './manager/manager-fixtures.ts'

/** Staff see which customers may not know their number, and read what to do. */
const hall = stage()

describePages('numbers that no kiosk confirmed', () => {
  for (const [width, height] of [
    [1366, 768],
    [480, 900],
  ] as const)
    it(`are named at the counter, those of other counters too: ${width}×${height}`, async () => {
      const opened = await openConsole(hall, counterStates.unconfirmed, { query: '?lang=en', width, height })
      const { page } = opened
      const notice = page.locator('.unconfirmed')
      expect(await notice.textContent()).toMatch(
        /^▲ May not know their number: A028 \(\d\d:\d\d\) · A029 \(\d\d:\d\d\) · C016 \(\d\d:\d\d\) and others, 5 in all\./u,
      )
      expect(await page.locator('.card').textContent()).toContain(
        'The kiosk has not confirmed that it showed this number: ask who took one at 09:28.',
      )
      const traits = page.locator('.row-traits', { hasText: 'may not know number' })
      expect(await traits.count()).toBe(2)
      await picture(page, `unconfirmed/counter.${width}`)
      expect([...(await clippedParts(page)), ...(await axeFaultsHere(page))]).toEqual([])
    })

  it('are told to nobody where every number is confirmed', async () => {
    const { page } = await openConsole(hall, counter, { query: '?lang=en' })
    expect(await page.locator('.unconfirmed').count()).toBe(0)
    expect(await page.locator('body').textContent()).not.toContain('may not know')
  })

  it('are named to the hall manager', async () => {
    const view = managerStates.troubled
    const api = { '/api/views/manager': { epoch: 'e1', seq: 10, view } }
    const { page } = await hall.open<'manager'>('/manager?lang=zh-CN', {
      ...{ view, width: 1366, height: 768, now: nowAt, api },
    })
    expect(await page.locator('.unconfirmed').textContent()).toMatch(
      /^▲ 顾客可能不知道自己的号：A028（\d\d:\d\d）。有人来问请告诉他。$/u,
    )
    await picture(page, 'unconfirmed/manager')
    expect([...(await clippedParts(page)), ...(await axeFaultsHere(page))]).toEqual([])
  })
})
