import { expect, it } from 'vitest'
import { describePages, stage } from '../browser/browser.ts'
import { nowAt } from '../fixtures.ts'
import { managerStates } from './manager-fixtures.ts'

const hall = stage()

describePages('the hall manager is told what goes wrong', () => {
  it('lists what goes wrong, the gravest first, three at first; a counter is idle that was seen free for a minute', async () => {
    const floor = await hall.open<'manager'>('/manager', {
      ...{ view: managerStates.troubled, width: 1366, height: 768, now: nowAt },
      api: { '/api/views/manager': { epoch: 'e1', seq: 10, view: managerStates.troubled } },
    })
    await floor.page.locator('.counter-card').first().waitFor()
    await floor.page.clock.runFor(120)
    const listed = async () =>
      (await floor.page.locator('.concern > span').allTextContents()).map((text) =>
        text.replace(/\u00a0/gu, ' '),
      )
    expect(await listed()).toEqual([
      '“入住与迁出”有 12 人等候，没有窗口办理',
      '“咨询与投诉”有 3 人等候，没有窗口办理',
      '1 号窗口有顾客，控制台已断开 11 分：请过去看看',
    ])
    const all = floor.page.locator('.attention-all')
    expect(await all.textContent()).toBe('展开其余 4 项')
    await all.press('Enter')
    await floor.page.clock.runFor(120)
    expect((await listed()).slice(3)).toEqual([
      '2 号取号机：缺纸',
      'B1031 叫到2 号窗口，已 2 分无人应',
      '“报修服务”最久已等 31 分',
      '“门禁与车位”最久已等 22 分',
    ])
    expect(await all.textContent()).toBe('只看最要紧的')
    for (let n = 1; n <= 8; n += 1) {
      await floor.page.clock.runFor(8_000)
      floor.send({ type: 'beat', seq: 10, now: nowAt + n * 8_000 })
    }
    await floor.page.clock.runFor(1_000)
    expect((await listed()).at(-1)).toBe('3 号窗口空闲 1 分，可叫 19 人')
    floor.happened({ counters: { 1: { unattended: null } } })
    await floor.page.clock.runFor(120)
    expect(await listed()).toContain('1 号窗口的控制台已断开 12 分')
    await floor.page.locator('.concern', { hasText: '缺纸' }).locator('.row-key').press('Enter')
    await floor.page.clock.runFor(120)
    expect(await floor.page.locator('dialog h2').textContent()).toBe('2 号取号机')
  })
})
