import { expect, it } from 'vitest'
import { describePages, type Opened, stage } from '../browser/browser.ts'
import { takesAll } from '../browser/looks.ts'
import { Keyboard } from '../browser/typing.ts'
import { nowAt } from '../fixtures.ts'
import { commandsOf, eight } from '../kiosk/kiosk-wire.ts'
import { managerStates } from '../manager/manager-fixtures.ts'
import { answer, beat, type ConsolePage, done, given, openConsole, settle } from './counter-console.ts'
import { counterStateNames, counterStates } from './counter-fixtures.ts'

/**
 * A scanner types: 13 digits of a parcel, a code with the letters of all shortcuts, one that begins with Space and digits,
 * the address on a slip.
 */
const key = 'Ab-9_zRNBPHTFIZ0123456'
const address = `https://queue.example/t/${key}`
const codes = ['6901234567892', 'RNBPHTFIZ/123', ' 1 2 3', 'A031', address]
const hall = stage()
const { free, serving, called } = counterStates
const still = { still: true } as const
const tickets = (label: string) => ({ [`/api/tickets/${key}`]: { label } })
const seen = (view: object) => ({ '/api/views/counter?counter=3': { epoch: 'e1', seq: 10, view } })
/** The clock stands still: the console is there only after its timers have run, beside what comes over HTTP. */
async function shown<Page extends Pick<ConsolePage, 'page'>>(opened: Page, part: string): Promise<Page> {
  await expect
    .poll(() => opened.page.clock.runFor(120).then(() => opened.page.locator(part).count()))
    .toBeGreaterThan(0)
  return opened
}
const openAt = async (view: typeof free | typeof serving, label = 'A031'): Promise<ConsolePage> => {
  const opened = await shown(
    await openConsole(hall, view, { ...still, api: { ...seen(view), ...tickets(label) } }),
    '#find',
  )
  // A clock that ran on without a beat would have lost the link.
  await beat(opened)
  await settle(opened)
  return opened
}
const found = ({ page }: ConsolePage) => page.locator('#find').inputValue()

/** The places where the focus may be: no control, the main key, any other, a row. */
const focuses = ['body', '#primary', '.key[aria-disabled=false]', '.row-key']
/** Two codes at each focus of a state, the next two at the next; `LOOKS=all` scans each at each. */
const scannedAt = (state: number, focus: number): string[] =>
  takesAll ? codes : [0, 1].map((more) => codes[(2 * (state + focus) + more) % codes.length]!)

describePages('a scan at the counter', () => {
  for (const [state, name] of counterStateNames.entries())
    it(`${name}: no code presses a key`, async () => {
      const view = counterStates[name]
      const consolePage = await openConsole(hall, view, {
        ...still,
        api: { ...seen(view), ...tickets('Z999') },
      })
      await shown(consolePage, '#find')
      const keyboard = await Keyboard.on(consolePage.page)
      for (const [at, focus] of focuses.entries())
        for (const code of scannedAt(state, at)) {
          await settle(consolePage, 1_000)
          const control = consolePage.page.locator(focus).first()
          if ((await control.count()) === 0) continue
          await control.evaluate((element: HTMLElement) => element.focus())
          await keyboard.scan(code)
          await settle(consolePage)
          const command = given(consolePage).at(-1)
          if (command) await answer(consolePage, { ok: false, refusal: { reason: 'no-such-ticket' } })
          expect(await consolePage.page.locator('.panel, dialog[open]').count()).toBe(0)
        }
      expect(new Set(given(consolePage).map(({ command }) => command))).toEqual(
        new Set(given(consolePage).length > 0 ? ['call-ticket'] : []),
      )
      expect(consolePage.errors.filter((error) => !error.includes('favicon'))).toEqual([])
    })

  for (const layout of ['us', 'cyrillic', 'capsLock'] as const)
    it(`finds the ticket of a slip by its QR code (${layout})`, async () => {
      const consolePage = await openAt(free)
      await (await Keyboard.on(consolePage.page, layout)).scan(address)
      await expect
        .poll(() => given(consolePage))
        .toMatchObject([{ command: 'call-ticket', body: { counter: '3', label: 'A031', expect: {} } }])
      await answer(consolePage, done)
      expect(await found(consolePage)).toBe('')
    })

  for (const gapMs of [4, 30])
    it(`is a scan where its keys come ${gapMs} ms apart`, async () => {
      const consolePage = await openAt(serving)
      const keyboard = await Keyboard.on(consolePage.page)
      await keyboard.scan('RNBPHTFIZ', 'none', () => consolePage.page.clock.runFor(gapMs))
      await settle(consolePage)
      expect(await found(consolePage)).toBe('RNBPHTFIZ')
      expect(await consolePage.page.locator('.panel, dialog[open]').count()).toBe(0)
      expect(given(consolePage)).toEqual([])
    })

  it('resumes a ticket on hold', async () => {
    const consolePage = await openAt(counterStates.crowded as unknown as typeof free, 'C007')
    await (await Keyboard.on(consolePage.page)).scan(address)
    await expect
      .poll(() => given(consolePage))
      .toMatchObject([{ command: 'resume', body: { ticket: 't-C007' } }])
  })

  it('says that the ticket is the one at this counter', async () => {
    const consolePage = await openAt(called as unknown as typeof serving, called.active.label)
    await (await Keyboard.on(consolePage.page)).scan(address)
    await expect
      .poll(() => settle(consolePage).then(() => consolePage.page.locator('.foot').textContent()))
      .toContain(`${called.active.label} 就是本窗口当前的号`)
    expect(given(consolePage)).toEqual([])
  })

  it('refuses a code that is no ticket, and shows it', async () => {
    const consolePage = await openAt(serving)
    await (await Keyboard.on(consolePage.page)).scan('6901234567892')
    await settle(consolePage)
    expect(await found(consolePage)).toBe('6901234567892')
    expect(await consolePage.page.locator('.foot').textContent()).toContain('没有找到这个号')
    expect(given(consolePage)).toEqual([])
  })

  it('without a suffix fills the find field, which has the focus then', async () => {
    const consolePage = await openAt(free)
    const keyboard = await Keyboard.on(consolePage.page)
    await keyboard.scan('A031', 'none')
    await settle(consolePage)
    expect(await found(consolePage)).toBe('A031')
    expect(given(consolePage)).toEqual([])
    await keyboard.press('Enter')
    await settle(consolePage)
    expect(given(consolePage)).toMatchObject([{ command: 'call-ticket', body: { label: 'A031' } }])
  })

  it('confirms no dialog', async () => {
    const consolePage = await openAt(serving)
    const keyboard = await Keyboard.on(consolePage.page)
    await keyboard.press('t')
    await shown(consolePage, 'dialog[open]')
    await consolePage.page.locator('dialog[open] button').last().focus()
    for (const code of codes) await keyboard.scan(code)
    await settle(consolePage)
    expect(await consolePage.page.locator('dialog[open]').count()).toBe(1)
    expect(given(consolePage)).toEqual([])
  })

  it('leaves single keys to hands', async () => {
    const consolePage = await openAt(called as unknown as typeof serving)
    const keyboard = await Keyboard.on(consolePage.page)
    await settle(consolePage, 450)
    await keyboard.press(' ')
    await settle(consolePage)
    await answer(consolePage, done, serving)
    await consolePage.page.locator('.key', { hasText: '转移' }).focus()
    await settle(consolePage, 450)
    await keyboard.press(' ')
    await settle(consolePage)
    expect(await consolePage.page.locator('dialog[open]').count()).toBe(1)
    expect(given(consolePage).map(({ command }) => command)).toEqual(['start-service'])
  })
})

describePages('shortcuts by place', () => {
  it('a Cyrillic layout has all of them', async () => {
    const consolePage = await openAt(called as unknown as typeof serving)
    const keyboard = await Keyboard.on(consolePage.page, 'cyrillic')
    const { page } = consolePage
    const press = async (key: string): Promise<void> => {
      await settle(consolePage, 450)
      await keyboard.press(key)
      await settle(consolePage)
    }
    await press('z')
    await answer(consolePage, done, serving)
    await press('h')
    expect(await page.locator('.panel').count()).toBe(1)
    await press('1')
    await press('h')
    await press('t')
    expect(await page.locator('dialog[open]').count()).toBe(1)
    await press('Escape')
    await press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('find')
    expect(given(consolePage).map(({ command }) => command)).toEqual(['undo'])
  })
})

describePages('a scan at other pages', () => {
  it('presses nothing at the manager, wherever the focus is', async () => {
    const floor: Opened<'manager'> = await hall.open('/manager?lang=zh-CN', {
      view: managerStates.usual,
      width: 1366,
      height: 768,
      now: nowAt,
      ...still,
      api: { '/api/views/manager': { epoch: 'e1', seq: 10, view: managerStates.usual } },
    })
    await shown(floor, '.counter-card')
    const keyboard = await Keyboard.on(floor.page)
    const controls = floor.page.locator('button')
    for (let at = 0; at < (await controls.count()); at += 1) {
      await controls.nth(at).evaluate((element: HTMLElement) => element.focus())
      for (const code of codes) await keyboard.scan(code)
      await floor.page.clock.runFor(120)
      expect(await floor.page.locator('dialog[open], .menu-box').count()).toBe(0)
    }
    expect(floor.said.filter(({ type }) => type === 'command')).toEqual([])
  })

  it('takes no ticket at the kiosk, and a key by hand does', async () => {
    const opened = await hall.open<'kiosk'>('/kiosk?device=kiosk-1', {
      view: eight,
      width: 1080,
      height: 1920,
      now: nowAt,
      ...still,
    })
    const tile = opened.page.locator('[data-service=repair]')
    await shown(opened, '[data-service=repair]')
    const keyboard = await Keyboard.on(opened.page)
    await tile.focus()
    for (const code of codes) await keyboard.scan(code)
    await opened.page.clock.runFor(120)
    expect(commandsOf(opened)).toEqual([])
    expect(await opened.page.locator('[data-service=repair]').count()).toBe(1)
    await tile.focus()
    await keyboard.press('Enter')
    await opened.page.clock.runFor(120)
    await expect.poll(() => commandsOf(opened).map(({ command }) => command)).toEqual(['issue-ticket'])
  })
})
