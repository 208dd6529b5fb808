import { expect, it } from 'vitest'
import { describePages, stage } from '../browser/browser.ts'
import { answer, done, given, openConsole, press, settle, type show } from './counter-console.ts'
import { type CounterState, counterStates } from './counter-fixtures.ts'

const hall = stage()
/** A recall rests this long after the newest call that the page saw. */
const restOfCall = 5_100
const { free, serving, called } = counterStates

describePages('the console by keyboard', () => {
  it('walks from sign-in to undo without a pointer', async () => {
    let signedIn = false
    const consolePage = await openConsole(hall, counterStates.closed, {
      api: {},
      before: async (page) => {
        await page.route('**/api/session', (route) => {
          if (route.request().method() === 'GET') return route.fallback()
          signedIn = route.request().postDataJSON().password === 'demo'
          return route.fulfill({ status: signedIn ? 204 : 401 })
        })
        await page.route('**/api/views/counter?counter=*', (route) =>
          signedIn
            ? route.fulfill({ json: { epoch: 'e1', seq: 10, view: counterStates.closed } })
            : route.fulfill({ status: 401, json: {} }),
        )
      },
    })
    const { page } = consolePage
    const type = async (...keys: string[]): Promise<void> => {
      for (const key of keys)
        await (key.length > 1 && key !== 'Tab' && key !== 'Enter'
          ? page.keyboard.type(key)
          : page.keyboard.press(key))
    }
    await page.locator('input[name=badge]').waitFor()
    await type('1003', 'Tab', 'wrong', 'Enter')
    await page.getByText('工号或密码不对').waitFor()
    await page.locator('input[name=password]').fill('')
    await type('demo', 'Enter')
    await page
      .getByText('您在哪个窗口', { exact: false })
      .or(page.getByText('今天在哪个窗口'))
      .first()
      .waitFor()
    await page.getByRole('button', { name: '3 号窗口' }).focus()
    await type('Enter')
    await expect.poll(() => settle(consolePage).then(() => page.locator('.primary-label').count())).toBe(1)

    const step = async (keys: string[], command: string, then: Parameters<typeof show>[1]): Promise<void> => {
      await press(consolePage, ...keys)
      const last = await answer(consolePage, done, then)
      expect(last.command).toBe(command)
      expect(last.body).toHaveProperty(command === 'undo' ? 'command' : 'expect')
    }
    await step([' '], 'open-counter', free)
    await step(['Enter'], 'call-next', called)
    await step([' '], 'start-service', serving)
    await step([' '], 'finish', counterStates['call-unanswered'])
    await settle(consolePage, restOfCall)
    await step(['r'], 'recall', counterStates['call-unanswered'])
    await step([' '], 'start-service', serving)
    await step(['h', '1', '2'], 'hold', { ...free, undo: counterStates.crowded.undo })
    expect(given(consolePage).at(-1)?.body).toMatchObject({ for: 'copy', minutes: 3 })
    await page.getByRole('button', { name: '继续办理 A019' }).focus()
    await step(['Enter'], 'resume', serving)
    expect(given(consolePage).at(-1)?.body).toMatchObject({ ticket: 't-A019', expect: {} })
    await press(consolePage, 't', 'Tab', 'Tab', 'Tab', 'Enter')
    await page.keyboard.type('已核对身份证')
    await page.getByRole('button', { name: '转到物业缴费' }).focus()
    await step(['Enter'], 'transfer', { ...free, undo: counterStates.crowded.undo })
    expect(given(consolePage).at(-1)?.body).toMatchObject({
      to: { service: 'payment' },
      place: 'kept',
      note: '已核对身份证',
    })
    await step(['z'], 'undo', serving)
    expect(given(consolePage).at(-1)?.body).toEqual({ command: 'key-of-hold-0000' })
    expect(await page.locator('.foot').textContent()).toContain('已撤销')
    expect(consolePage.errors.filter((error) => !error.includes('401'))).toEqual([])
  })

  it('gives a command once when a key is held down or pressed twice', async () => {
    const consolePage = await openConsole(hall, free)
    await settle(consolePage, 450)
    for (const _ of [1, 2, 3]) await consolePage.page.keyboard.down(' ')
    await consolePage.page.keyboard.up(' ')
    await settle(consolePage)
    expect(given(consolePage)).toHaveLength(1)
    // The answer comes at once and the key means something else now: the second tap must not start the service.
    await answer(consolePage, done, called)
    await consolePage.page.keyboard.press(' ')
    await settle(consolePage)
    expect(given(consolePage)).toHaveLength(1)
    // Answered and well past any double tap, the key is still down.
    await consolePage.page.keyboard.down('n')
    await answer(consolePage, done)
    await settle(consolePage, 600)
    await consolePage.page.keyboard.down('n')
    await settle(consolePage)
    expect(given(consolePage).map(({ command }) => command)).toEqual(['call-next', 'mark-no-show'])
  })

  it('a focused key that is held down is pressed once', async () => {
    const consolePage = await openConsole(hall, counterStates['call-unanswered'])
    await consolePage.page.getByRole('button', { name: '重呼' }).focus()
    await settle(consolePage, restOfCall)
    await consolePage.page.keyboard.down('Enter')
    await settle(consolePage)
    await answer(consolePage, done)
    await settle(consolePage, 600)
    await consolePage.page.keyboard.down('Enter')
    await settle(consolePage)
    expect(given(consolePage).map(({ command }) => command)).toEqual(['recall'])
  })

  it('letters rest in inputs, in dialogs, with a modifier and when they are switched off', async () => {
    const consolePage = await openConsole(hall, counterStates['call-unanswered'])
    await press(consolePage, '/')
    await consolePage.page.keyboard.type('rnbz')
    expect(await consolePage.page.locator('#find').inputValue()).toBe('rnbz')
    await press(consolePage, 'Escape', 'Control+b', 't', 'n', 'Escape')
    expect(given(consolePage)).toEqual([])
    await consolePage.page.locator('.menu-open').click()
    await settle(consolePage)
    await consolePage.page.getByRole('switch', { name: '字母快捷键' }).click()
    await press(consolePage, 'Escape')
    await consolePage.page.locator('body').click({ position: { x: 480, y: 65 } })
    await press(consolePage, 'n', '/', 'z')
    expect(given(consolePage)).toEqual([])
    await press(consolePage, ' ')
    expect(given(consolePage).map(({ command }) => command)).toEqual(['start-service'])
  })

  it('a key pressed by pointer leaves Space to the primary key', async () => {
    const consolePage = await openConsole(hall, counterStates['call-unanswered'])
    await settle(consolePage, restOfCall)
    await consolePage.page.getByRole('button', { name: '重呼' }).click()
    await answer(consolePage, done)
    await press(consolePage, ' ')
    expect(given(consolePage).map(({ command }) => command)).toEqual(['recall', 'start-service'])
  })
})

describePages('the primary key says what it will do', () => {
  const labels: Partial<Record<CounterState, [string, string]>> = {
    closed: ['开始接待', 'open-counter'],
    taken: ['接管窗口', 'open-counter'],
    paused: ['恢复接待', 'open-counter'],
    free: ['叫下一位', 'call-next'],
    called: ['开始办理', 'start-service'],
    serving: ['完成并叫下一位', 'finish'],
    'serving-last': ['完成办理', 'finish'],
  }
  for (const [state, [label, command]] of Object.entries(labels))
    it(`${state}: ${label}, and Space gives ${command} with what the clerk saw`, async () => {
      const view = counterStates[state as CounterState]
      const consolePage = await openConsole(hall, view)
      expect(await consolePage.page.locator('.primary-label').textContent()).toBe(label)
      await press(consolePage, ' ')
      const active = 'active' in view ? view.active : undefined
      const expected = active ? { ticket: active.ticket, stage: active.stage } : {}
      expect(given(consolePage)).toHaveLength(1)
      expect(given(consolePage)[0]).toMatchObject({ command, body: { counter: '3', expect: expected } })
      if (command === 'finish')
        expect(given(consolePage)[0]?.body).toMatchObject({ outcome: 'done', next: state === 'serving' })
    })

  it('rests, with the reason, when nobody waits', async () => {
    const consolePage = await openConsole(hall, counterStates['free-nobody'])
    expect(await consolePage.page.locator('#primary').getAttribute('aria-disabled')).toBe('true')
    expect(await consolePage.page.locator('.primary-note').textContent()).toBe('本窗口无人等候')
    await press(consolePage, ' ', 'Enter')
    expect(given(consolePage)).toEqual([])
  })
})
