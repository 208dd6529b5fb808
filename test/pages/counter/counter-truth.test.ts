import { expect, it } from 'vitest'
import { describePages, stage } from '../browser/browser.ts'
import { answer, beat, done, given, openConsole, press, settle, show } from './counter-console.ts'
import { type CounterState, counterStates } from './counter-fixtures.ts'

const hall = stage()
/** A recall rests this long after the newest call that the page saw. */
const restOfCall = 5_100
const refused = { ok: false, refusal: { reason: 'stale', counter: '3' } } as const
const taken = { ok: false, refusal: { reason: 'counter-is-taken', counter: '3' } } as const
const { free, serving, called } = counterStates

describePages('the console tells the truth', () => {
  it('every command carries what the clerk saw', async () => {
    const active = { ticket: 't-A027', stage: 'serving' }
    const cases: [CounterState, string[], string, object][] = [
      ['call-unanswered', ['r'], 'recall', { ticket: 't-A027', stage: 'called' }],
      ['call-unanswered', ['n'], 'mark-no-show', { ticket: 't-A027', stage: 'called' }],
      ['call-unanswered', ['b'], 'put-back', { ticket: 't-A027', stage: 'called' }],
      ['serving', ['f', '2'], 'finish', active],
      ['serving', ['p', '2'], 'pause-counter', active],
      ['free', ['p', '1'], 'pause-counter', {}],
    ]
    const consolePage = await openConsole(hall, free)
    for (const [state, keys, command, expected] of cases) {
      await show(consolePage, counterStates[state])
      if (command === 'recall') await settle(consolePage, restOfCall)
      await press(consolePage, ...keys)
      const last = await answer(consolePage, done)
      expect([last.command, last.body.counter, last.body.expect]).toEqual([command, '3', expected])
    }
    expect(given(consolePage)[3]?.body).toMatchObject({ outcome: 'partly', next: false })
    await show(consolePage, free)
    await consolePage.page.getByRole('button', { name: 'A021 重新排队' }).click()
    expect((await answer(consolePage, done)).body).toEqual({
      ticket: 't-A021',
      expect: { ticket: 't-A021', stage: 'missed' },
    })
    await consolePage.page.getByRole('button', { name: '呼叫 A021' }).click()
    expect((await answer(consolePage, done)).body).toEqual({ counter: '3', ticket: 't-A021', expect: {} })
    await press(consolePage, '/')
    await consolePage.page.keyboard.type('a031')
    await press(consolePage, 'Enter')
    expect((await answer(consolePage, done)).body).toEqual({ counter: '3', label: 'A031', expect: {} })
  })

  it('a refusal is said in words, and goes', async () => {
    const consolePage = await openConsole(hall, free)
    await press(consolePage, ' ')
    await answer(consolePage, refused)
    expect(await consolePage.page.locator('.foot').textContent()).toContain(
      '情况刚刚有变化，请看一眼新的内容再操作。',
    )
    await settle(consolePage, 4_000)
    await beat(consolePage)
    await settle(consolePage, 4_100)
    expect(await consolePage.page.locator('.foot').textContent()).not.toContain('情况刚刚有变化')
  })

  it('a taken counter is taken over only after asking', async () => {
    const consolePage = await openConsole(hall, counterStates.taken)
    await press(consolePage, ' ')
    await answer(consolePage, taken)
    expect(await consolePage.page.getByRole('dialog').textContent()).toContain(
      '3 号窗口现在由工号 1001 使用。',
    )
    await press(consolePage, 'Enter')
    expect(given(consolePage)).toHaveLength(1)
    await press(consolePage, ' ')
    await answer(consolePage, taken)
    await consolePage.page.getByRole('button', { name: '接管', exact: true }).click()
    await settle(consolePage)
    expect(given(consolePage).at(-1)).toMatchObject({ command: 'open-counter', body: { takeOver: true } })
  })

  it('without a link the keys rest, the page says so, and nothing is kept for later', async () => {
    const consolePage = await openConsole(hall, serving)
    await consolePage.cut()
    // At once: the link itself would notice its silence only after 8 s of the page's time.
    let alerts = 0
    for (let passed = 0; alerts === 0 && passed < 4_000; passed += 20) {
      await settle(consolePage, 20)
      alerts = await consolePage.page.getByRole('alert').count()
    }
    expect(alerts).toBe(1)
    expect(await consolePage.page.getByRole('alert').textContent()).toContain('已断线')
    await press(consolePage, ' ', 'r', 'h', 'z', 't', 'i')
    expect(await consolePage.page.locator('.panel, dialog').count()).toBe(0)
    expect(await consolePage.page.locator('#primary').getAttribute('aria-disabled')).toBe('true')
    consolePage.mend()
    await expect
      .poll(() => settle(consolePage, 1_000).then(() => consolePage.page.locator('.banner').count()))
      .toBe(0)
    expect(given(consolePage)).toEqual([])
  })

  it('a panel for a ticket that has gone closes by itself', async () => {
    const consolePage = await openConsole(hall, serving)
    await press(consolePage, 'h')
    expect(await consolePage.page.locator('.panel').count()).toBe(1)
    await show(consolePage, counterStates.called)
    expect(await consolePage.page.locator('.panel').count()).toBe(0)
  })

  it('the running time turns amber and red with sign and words', async () => {
    const consolePage = await openConsole(hall, serving)
    const pace = (): Promise<string | null> => consolePage.page.locator('.timer-pace').textContent()
    expect(await pace()).toContain('时间充裕')
    await show(consolePage, counterStates['serving-amber'])
    expect(await pace()).toBe('▲ 已超过通常时间')
    await show(consolePage, counterStates['serving-red'])
    expect(await pace()).toBe('◆ 已超过通常时间一倍')
  })

  it('a recall rests for five seconds, a no-show is advised after twenty or two calls', async () => {
    const consolePage = await openConsole(hall, counterStates['just-called'])
    const key = (name: string) => consolePage.page.getByRole('button', { name })
    expect(await key('重呼').textContent()).toMatch(/[345] 秒后/)
    expect(await key('过号').textContent()).toMatch(/(1[89]|20) 秒后建议/)
    await press(consolePage, 'r')
    expect(given(consolePage)).toEqual([])
    await press(consolePage, 'n')
    expect(given(consolePage).map(({ command }) => command)).toEqual(['mark-no-show'])
    await show(consolePage, counterStates['call-unanswered'])
    expect(await key('过号').textContent()).toContain('可以过号')
  })

  it('recall and no-show wait as long as the hall says', async () => {
    const { 'just-called': view } = counterStates
    const guidance = { ...view.guidance, recallAfterMs: 0, noShowAfterCalls: 1 }
    const consolePage = await openConsole(hall, { ...view, guidance })
    const key = (name: string) => consolePage.page.getByRole('button', { name })
    expect(await key('重呼').textContent()).not.toContain('秒后')
    expect(await key('过号').textContent()).toContain('可以过号')
    await press(consolePage, 'r')
    expect(given(consolePage).map(({ command }) => command)).toEqual(['recall'])
  })

  it('speaks to the customer in their language: apology after a wait, then the greeting', async () => {
    const consolePage = await openConsole(hall, counterStates['serving-red'])
    // Spoken to the customer as soon as the words of their language are there.
    await expect
      .poll(() => consolePage.page.locator('.phrase-text').textContent())
      .toBe('I am sorry to have kept you waiting.')
    expect(await consolePage.page.locator('.phrase-text').getAttribute('lang')).toBe('en')
    const view = counterStates.serving
    await show(consolePage, { ...view, active: { ...view.active!, waitedMs: 20_000 } })
    expect(await consolePage.page.locator('.phrase-text').textContent()).toBe(
      '上午好，我是工号 1003，请问您办理什么业务？',
    )
  })

  it('explains why this ticket was next', async () => {
    const consolePage = await openConsole(hall, called)
    expect(await consolePage.page.locator('.card-why').textContent()).toBe(
      '排在最前：老年人提前 15 分钟，从 09:13 起算',
    )
  })
})
