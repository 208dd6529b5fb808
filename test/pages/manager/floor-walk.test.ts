import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Driver } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { axeFaultsHere } from '../browser/axe-run.ts'
import { closePages, describePages, openBrowser, picture } from '../browser/browser.ts'
import { clippedParts, smallTargets } from '../browser/checks.ts'
import { signedInPage } from '../browser/signed-in-page.ts'
import { spilledParts } from '../browser/spilled-parts.ts'

/** A manager's morning, peak and closing, on the real server: at a desk, on a tablet in both ways, on a phone. */

const sizes = [
  ['desk', 1366, 768, 'zh-CN'],
  ['wide', 1920, 1080, 'en'],
  ['tablet', 768, 1024, 'zh-CN'],
  ['tablet-across', 1024, 768, 'en'],
  ['phone', 360, 740, 'zh-CN'],
] as const
/** Boxes that must hold what is in them. */
const boxes = '.head, .concern, .counter-card, .service, .open-item-row, .undo-bar, .choice, .floor-keys'
/** Long enough for a machine that runs other tests beside (ms). */
const patience = 30_000

describePages('a day of the hall manager', () => {
  let hall: RunningHall
  let browser: Browser
  let kiosk: Driver
  let clerk: Driver
  let manager: Driver
  const pages = new Map<string, Page>()
  const errors: string[] = []
  const open = (path: string, [width, height]: readonly [number, number], language: string, badge: string) =>
    signedInPage(browser, hall.url + path, { width, height, language, badge, errors })

  beforeAll(async () => {
    hall = await startHall()
    browser = await openBrowser()
    kiosk = new Driver(hall)
    clerk = new Driver(hall)
    await clerk.signIn('1001')
    manager = new Driver(hall)
    await manager.signIn('2001')
    for (const [name, width, height, language] of sizes) {
      const page = await open(`/manager?lang=${language}`, [width, height], language, '2001')
      await page.locator('.counter-card').first().waitFor()
      pages.set(name, page)
    }
  })
  afterAll(async () => {
    await closePages(browser)
    kiosk?.close()
    clerk?.close()
    manager?.close()
    await hall?.close()
  })

  const page = (name: string): Page => pages.get(name)!
  const gone = (part: Locator): Promise<void> => part.waitFor({ state: 'detached' })
  const choices = (at: Page) => at.locator('.queue-acts .choice').allTextContents()
  /** Every page at its size: whole, accessible, its keys large enough for a thumb; and a picture of it. */
  async function looked(state: string): Promise<void> {
    const faults: string[] = []
    for (const [name, , , language] of sizes) {
      const at = page(name)
      await picture(at, `floor/${state}.${name}.${language}`)
      const found = [
        // Smaller windows scroll.
        ...(name === 'desk' || name === 'wide' ? await clippedParts(at) : []),
        ...(await spilledParts(at, boxes)),
        ...(await smallTargets(at, 24, 'px')),
        ...(await axeFaultsHere(at)),
        ...(await at.evaluate(() =>
          document.documentElement.scrollWidth > innerWidth ? ['wider than its window'] : [],
        )),
      ]
      faults.push(...found.map((fault) => `${state}, ${name}: ${fault}`))
    }
    expect(faults).toEqual([])
  }
  /** On every page. */
  const all = (work: (page: Page) => Promise<unknown>): Promise<unknown> =>
    Promise.all([...pages.values()].map(work))
  /** Escape closes the dialog of a page. */
  const leave = (at: Page) => at.keyboard.press('Escape').then(() => gone(at.locator('dialog')))

  it('in the morning asks for a counter where nobody serves, and takes it back', async () => {
    await kiosk.issue('fees')
    await kiosk.issue('tenancy')
    await all((at) => at.locator('.concern-grave').nth(1).waitFor())
    await looked('morning')
    const at = page('desk')
    expect((await at.locator('.concern > span').allTextContents())[0]).toBe(
      '“物业缴费”有 1 人等候，没有窗口办理',
    )
    await at.locator('.concern-grave .row-key').first().press('Enter')
    await at.locator('.undo-bar-key').waitFor()
    expect(await at.locator('.undo-bar').textContent()).toMatch(/已提醒打开.*撤销（\d 秒内）/u)
    await picture(at, 'floor/asked.desk.zh-CN')
    await at.locator('.undo-bar-key').press('Enter')
    await at.getByText('已撤销，恢复到刚才的样子。').waitFor()
    await all((one) =>
      one
        .getByText(/已请开窗|asked to open/u)
        .first()
        .waitFor({ state: 'detached' }),
    )
  })

  it('at the peak finds a ticket by its label, brings it forward, and its counter reads why', async () => {
    for (let n = 0; n < 9; n += 1) await kiosk.issue(n % 2 ? 'fees' : 'tenancy')
    const { label } = await kiosk.issue('fees')
    await all(async (at) => {
      await at.locator('.floor-keys .row-key').first().click()
      await at.locator('.queue-tickets li').nth(11).waitFor()
    })
    await looked('queue')
    const at = page('phone')
    expect(await at.locator('dialog h2').textContent()).toBe('全厅号票')
    expect(await at.locator('.queue-search').textContent()).toBe('按号码查找')
    expect(await at.locator('.queue-search input:focus').count()).toBe(1)
    await at.locator('.queue-search input').fill('Z9')
    await at.getByText('这里没有这个号码').waitFor()
    await at.locator('.queue-search input').fill(label.toLowerCase())
    await at.locator('.queue-tickets .open-item-button').click()
    await at.locator('.queue-acts .choice').first().waitFor()
    await picture(at, 'floor/ticket.phone.zh-CN')
    expect(await at.locator('.queue-ticket').textContent()).toContain('已等候 0 分')
    expect(await choices(at)).toEqual(['提前叫号', '改优先类别', '转到别处', '取消号票'])
    expect(await at.locator('dialog .dialog-keys .row-key').allTextContents()).toEqual(['回到列表', '关闭'])
    await at.getByRole('button', { name: '提前叫号' }).click()
    await at.getByText('为什么提前？叫号的窗口会看到原因。').waitFor()
    expect(await at.locator('.queue-acts .choice:first-child:focus').count()).toBe(1)
    expect(await at.locator('dialog .dialog-keys .row-key').first().textContent()).toBe('返回上一步')
    const why = ['身体不适', '行动不便', '带着小孩', '我方差错', '没听到叫号', '其他原因']
    expect(await choices(at)).toEqual(why)
    await picture(at, 'floor/why.phone.zh-CN')
    expect(await axeFaultsHere(at)).toEqual([])
    await at.getByRole('button', { name: '身体不适' }).click()
    await at.getByText(`${label} 已提前`).waitFor()
    // The answer to the command may be here before the view that it changed.
    const foremost = at.locator('.queue-tickets li:first-child', { hasText: /大堂经理提前.*身体不适/u })
    expect(await foremost.locator('.label > span').first().textContent()).toBe(label)
    await picture(at, 'floor/forward.phone.zh-CN')
    await clerk.done('open-counter', { counter: '1' })
    const called = await clerk.done('call-next', { counter: '1' })
    expect(called).toMatchObject({ label, why: { rule: 'brought-forward', facts: { forward: 'unwell' } } })
    const desk = await open('/counter?counter=1', [1366, 768], 'zh-CN', '1001')
    await desk.getByText('大堂经理提前：身体不适').waitFor()
    await picture(desk, 'floor/forward.console.zh-CN')
    await desk.context().close()
    await all(leave)
  })

  it('moves, recategorises, cancels and returns tickets by the keyboard alone, each with its undo', async () => {
    await clerk.done('mark-no-show', { counter: '1' })
    const { ticket: third } = await kiosk.issue('repairs')
    const at = page('desk')
    const queue = at.locator('.service-button', { hasText: '租金' }).or(at.locator('.service-button').first())
    await queue.first().focus()
    await at.keyboard.press('Enter')
    await at.locator('dialog .queue-tickets .open-item-button').first().waitFor()
    const label = await at.locator('dialog .queue-tickets .label > span').first().textContent()
    await at.locator('dialog .queue-tickets .open-item-button').first().focus()
    await at.keyboard.press('Enter')
    const row = at.locator('dialog .queue-tickets li', { hasText: label! })
    const before = row.filter({ hasNotText: '老年人' })
    for (const [act, lead, choice, told] of [
      ['改优先类别', '改成哪个类别？', '老年人', `${label} 已改为“老年人”`],
      ['取消号票', '为什么取消？', '重复取号', `${label} 已取消`],
    ] as const) {
      await at.locator('.queue-acts .choice', { hasText: act }).focus()
      await at.keyboard.press('Enter')
      await at.getByText(lead).waitFor()
      await at.locator('.queue-acts .choice', { hasText: choice }).focus()
      await at.keyboard.press('Enter')
      await at.locator('dialog .undo-bar', { hasText: told }).waitFor()
      await gone(before)
      await at.locator('dialog .undo-bar-key').press('Enter')
      await at.locator('dialog').getByText('已撤销，恢复到刚才的样子。').waitFor()
      await before.locator('.open-item-button').press('Enter')
    }
    await at.locator('.queue-acts .choice', { hasText: '转到别处' }).focus()
    await at.keyboard.press('Enter')
    await at.getByText('转到哪里？号码不变。').waitFor()
    await at.locator('.queue-acts .choice', { hasText: '1 号窗口' }).focus()
    await at.keyboard.press('Enter')
    await at.locator('dialog .undo-bar', { hasText: `${label} 已转到“1 号窗口”` }).waitFor()
    await leave(at)
    await at.locator('.open-item-missed .open-item-button').press('Enter')
    await at.locator('.queue-acts .choice', { hasText: '过号重排' }).focus()
    await at.keyboard.press('Enter')
    await at.locator('dialog .undo-bar', { hasText: '已重新排队' }).waitFor()
    await leave(at)
    await manager.done('transfer', { ticket: third, to: { badge: '1001' }, note: 'a note' })
    await at.locator('.service-button', { hasText: '已转到窗口或个人' }).press('Enter')
    await at.locator('dialog').getByText('已经转到1 号窗口').waitFor()
    await at.locator('dialog').getByText('已转给工号 1001').waitFor()
    await at.locator('dialog').getByText('有 1 条备注').waitFor()
    await at.locator('dialog .open-item-button', { hasText: label! }).first().press('Enter')
    await at.locator('.queue-acts .choice', { hasText: '取消号票' }).press('Enter')
    await at.getByText('为什么取消？').waitFor()
    const why = ['顾客已离开', '重复取号', '取错业务', '已在别处办理', '大厅原因', '其他原因']
    expect(await choices(at)).toEqual(why)
    await leave(at)
  })

  it('changes the profile of a counter, and asks one to open', async () => {
    await all(async (at) => {
      await at.locator('button.counter-card-name').nth(1).click()
      await at.locator('dialog .counter-profile').first().waitFor()
    })
    await looked('counter')
    const facts = page('desk').locator('dialog')
    expect(await facts.locator('h3').textContent()).toBe('叫号策略：办理哪些业务')
    expect(await facts.locator('.counter-profile').allTextContents()).toContain('只叫转来的号')
    const at = page('tablet')
    await at.locator('dialog .counter-profile[aria-pressed=false]').last().click()
    await at.locator('dialog .undo-bar', { hasText: '已换叫号策略' }).waitFor()
    await at.locator('dialog .undo-bar-key').click()
    // One command at a time.
    await at.locator('dialog .undo-bar', { hasText: '已撤销' }).waitFor()
    await at.locator('dialog .dialog-go').click()
    await at.locator('dialog .undo-bar', { hasText: '已提醒打开2 号窗口' }).waitFor()
    await all(leave)
    await clerk.done('call-next', { counter: '1' })
    await at.locator('button.counter-card-name').first().click()
    expect(await facts.count()).toBe(0)
    await at.locator('dialog .dialog-lead', { hasText: '已持续 0 分' }).waitFor()
    await at.locator('dialog').getByRole('button', { name: '处理号票' }).click()
    await at.locator('.queue-acts .choice', { hasText: '转到别处' }).waitFor()
    await leave(at)
  })

  it('stops the giving of tickets, which the kiosk says; a service closes and opens', async () => {
    const screen = await browser.newPage({ viewport: { width: 1080, height: 1920 }, locale: 'zh-CN' })
    await screen.goto(`${hall.url}/kiosk`)
    await screen.locator('[data-service="fees"]').waitFor()
    const at = page('phone')
    await at.getByRole('button', { name: '停止取号' }).click()
    await at.locator('.undo-bar', { hasText: '取号机已停止取号' }).waitFor()
    await at.getByRole('button', { name: '恢复取号' }).first().waitFor()
    await screen.locator('.tile-closed').first().waitFor({ timeout: patience })
    await picture(screen, 'floor/stopped.kiosk.zh-CN')
    await all((one) => one.locator('.concern', { hasText: /全厅停止取号中|No kiosk/u }).waitFor())
    await looked('stopped')
    await page('desk').locator('.concern', { hasText: '停止取号中' }).locator('.row-key').click()
    await screen.locator('.tile-closed').first().waitFor({ state: 'detached', timeout: patience })
    await page('desk').locator('.undo-bar', { hasText: '取号机已恢复取号' }).waitFor()
    await screen.context().close()
    const tablet = page('tablet')
    await tablet.locator('.service-button').first().click()
    for (const [key, told] of [
      ['停止此业务取号', '“入住与租赁”已停止取号'],
      ['恢复此业务取号', '“入住与租赁”已恢复取号'],
    ] as const) {
      await tablet.locator('.queue-service .row-key', { hasText: key }).click()
      await tablet.locator('dialog .undo-bar', { hasText: told }).waitFor()
    }
    await tablet.locator('dialog .undo-bar-key').click()
    await tablet.locator('dialog .service-closed').waitFor()
    await manager.done('open-service', { service: 'tenancy' })
    await tablet.locator('dialog .service-closed').waitFor({ state: 'detached' })
    for (let n = 0; n < 300; n += 1) await manager.issue('tenancy')
    await tablet.locator('dialog').getByText('只列出最前面的 300 个，共').waitFor()
    await leave(tablet)
  })

  it('at closing sees what is open, ends it, and undoes that within 8 s', async () => {
    await all(async (at) => {
      await at.locator('.floor-keys .row-key').last().click()
      await at.locator('.close-day-go').waitFor()
    })
    await looked('closing')
    const ends = page('desk').locator('dialog')
    expect(await ends.locator('.dialog-lead').textContent()).toMatch(/张号票将按未办理结束：$/u)
    await ends.getByText(/张留给办理的人。$/u).waitFor()
    expect(await ends.locator('.close-day-go').textContent()).toMatch(/^结束这 \d+ 张$/u)
    const waiting = page('phone').locator('.totals dd').first()
    const before = await waiting.textContent()
    await page('phone').locator('.close-day-go').click()
    await page('phone')
      .getByText(/^已结束 \d+ 张号票$/u)
      .waitFor()
    await ends.getByText('没有等候或过号的号票。').waitFor()
    await page('phone').locator('.totals dd', { hasText: /^0$/u }).first().waitFor()
    await page('phone').locator('.undo-bar-key').click()
    await page('phone').getByText('已撤销，恢复到刚才的样子。').waitFor()
    await page('phone')
      .locator('.totals dd', { hasText: new RegExp(`^${before}$`, 'u') })
      .first()
      .waitFor()
    expect(errors).toEqual([])
  })
})
