import { expect, it } from 'vitest'
import { axeFaultsHere } from './axe-run.ts'
import { describePages, picture, stage } from './browser.ts'
import { clippedParts } from './checks.ts'
import {
  answer,
  beat,
  type Desk,
  deskSizes,
  done,
  given,
  openDesk,
  press,
  settle,
  show,
} from './counter-desk.ts'
import { type CounterState, counterStateNames, counterStates } from './counter-fixtures.ts'

const hall = stage()
const looks = [
  ['light', 'zh-CN'],
  ['dark', 'en'],
  ['light', 'en'],
  ['dark', 'zh-CN'],
] as const

/** States that put other things on the screen; the others differ in figures only. */
const distinct: readonly CounterState[] = ['closed', 'taken', 'called', 'serving-red', 'paused', 'crowded']

const refused = { ok: false, refusal: { reason: 'stale', counter: '3' } } as const
const taken = { ok: false, refusal: { reason: 'counter-is-taken', counter: '3' } } as const
const issued = {
  ok: true,
  seq: 12,
  result: {
    ticket: 't-A104',
    label: 'A104',
    ahead: 7,
    wait: { from: 8, to: 15 },
    phoneUrl: 'https://hall.example/t/Zx8kQ2mPq7bNc4wTy1aLdA',
  },
} as const

/** Everything that lies over the keys, and how to get there from a state. */
const overlays: readonly (readonly [string, CounterState, (desk: Desk) => Promise<unknown>])[] = [
  ['hold', 'serving', (desk) => press(desk, 'h')],
  ['hold-minutes', 'serving', (desk) => press(desk, 'h', '2')],
  ['finish', 'serving', (desk) => press(desk, 'f')],
  ['pause', 'free', (desk) => press(desk, 'p')],
  ['issue', 'free', (desk) => press(desk, 'i')],
  ['issued', 'free', (desk) => press(desk, 'i', '1').then(() => answer(desk, issued))],
  ['transfer', 'serving', (desk) => press(desk, 't')],
  ['transfer-note', 'serving', (desk) => press(desk, 't', 'Tab', 'Tab', 'Tab', 'Enter')],
  ['take-over', 'taken', (desk) => press(desk, ' ').then(() => answer(desk, taken))],
  ['refused', 'free', (desk) => press(desk, ' ').then(() => answer(desk, refused))],
  [
    'menu',
    'serving',
    (desk) =>
      desk.page
        .locator('.menu-open')
        .click()
        .then(() => settle(desk)),
  ],
  ['offline', 'serving', (desk) => desk.cut().then(() => settle(desk))],
]

describePages('the counter desk looks right', () => {
  for (const [size, viewport] of Object.entries(deskSizes))
    for (const [theme, language] of looks)
      it(`fits its window, every state, nothing cut off: ${size}, ${theme}, ${language}`, async () => {
        const desk = await openDesk(hall, counterStates.serving, {
          ...viewport,
          query: `?lang=${language}&theme=${theme}`,
        })
        const faults: string[] = []
        for (const name of counterStateNames) {
          await show(desk, counterStates[name])
          await picture(desk.page, `counter-${size}-${theme}-${language}-${name}`)
          const found = await clippedParts(desk.page)
          if (distinct.includes(name) && (size === 'desk' || theme === 'light'))
            found.push(...(await axeFaultsHere(desk.page)))
          faults.push(...found.map((fault) => `${name}: ${fault}`))
        }
        expect(faults).toEqual([])
        expect(desk.errors).toEqual([])
      }, 60_000)

  for (const [size, viewport] of Object.entries(deskSizes))
    for (const [theme, language] of looks.slice(0, 2))
      it(`fits with everything that lies over the keys: ${size}, ${theme}, ${language}`, async () => {
        const faults: string[] = []
        const desk = await openDesk(hall, counterStates.serving, {
          ...viewport,
          query: `?lang=${language}&theme=${theme}`,
        })
        for (const [name, from, reach] of overlays) {
          await show(desk, counterStates[from])
          await reach(desk)
          await picture(desk.page, `counter-${size}-${theme}-${language}-over-${name}`)
          const found = [...(await clippedParts(desk.page)), ...(await axeFaultsHere(desk.page))]
          faults.push(...found.map((fault) => `${name}: ${fault}`))
          await press(desk, 'Escape')
        }
        expect(faults).toEqual([])
      }, 60_000)

  it('keeps its figures in their places with large text', async () => {
    const desk = await openDesk(hall, counterStates.serving, { query: '?lang=en' })
    await desk.page.locator('.menu-open').click()
    await settle(desk)
    await desk.page.getByRole('switch', { name: 'Large text' }).click()
    await press(desk, 'Escape')
    const faults: string[] = []
    for (const name of ['serving-red', 'called', 'crowded'] as const) {
      await show(desk, counterStates[name])
      await picture(desk.page, `counter-desk-large-en-${name}`)
      faults.push(...(await clippedParts(desk.page)).map((fault) => `${name}: ${fault}`))
    }
    expect(faults).toEqual([])
  })

  it('keeps a long label inside its stub', async () => {
    for (const [, viewport] of Object.entries(deskSizes)) {
      const desk = await openDesk(hall, counterStates.serving, viewport)
      for (const label of ['A027', 'W1027', 'WW1027']) {
        const view = counterStates.serving
        await show(desk, { ...view, active: { ...view.active!, label } })
        const [stub, text] = await Promise.all([
          desk.page.locator('.card-stub').boundingBox(),
          desk.page.locator('.card-label .label > [aria-hidden]').boundingBox(),
        ])
        expect((text?.x ?? 0) + (text?.width ?? 0), label).toBeLessThan(
          (stub?.x ?? 0) + (stub?.width ?? 0) - 4,
        )
      }
    }
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
      const desk = await openDesk(hall, view)
      expect(await desk.page.locator('.primary-label').textContent()).toBe(label)
      await press(desk, ' ')
      const active = 'active' in view ? view.active : undefined
      const expected = active ? { ticket: active.ticket, stage: active.stage } : {}
      expect(given(desk)).toHaveLength(1)
      expect(given(desk)[0]).toMatchObject({ command, body: { counter: '3', expect: expected } })
      if (command === 'finish')
        expect(given(desk)[0]?.body).toMatchObject({ outcome: 'done', next: state === 'serving' })
    })

  it('rests, with the reason, when nobody waits', async () => {
    const desk = await openDesk(hall, counterStates['free-nobody'])
    expect(await desk.page.locator('#primary').getAttribute('aria-disabled')).toBe('true')
    expect(await desk.page.locator('.primary-note').textContent()).toBe('现在没有人等候')
    await press(desk, ' ', 'Enter')
    expect(given(desk)).toEqual([])
  })
})

/** A recall rests this long after the newest call that the page saw. */
const restOfCall = 5_100
const { free, serving, called } = counterStates

describePages('the counter desk by keyboard', () => {
  it('walks from sign-in to undo without a pointer', async () => {
    let signedIn = false
    const desk = await openDesk(hall, counterStates.closed, {
      api: {},
      before: async (page) => {
        await page.route('**/api/session', (route) => {
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
    const { page } = desk
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
    await expect.poll(() => settle(desk).then(() => page.locator('.primary-label').count())).toBe(1)

    const step = async (keys: string[], command: string, then: Parameters<typeof show>[1]): Promise<void> => {
      await press(desk, ...keys)
      const last = await answer(desk, done, then)
      expect(last.command).toBe(command)
      expect(last.body).toHaveProperty(command === 'undo' ? 'command' : 'expect')
    }
    await step([' '], 'open-counter', free)
    await step(['Enter'], 'call-next', called)
    await step([' '], 'start-service', serving)
    await step([' '], 'finish', counterStates['call-unanswered'])
    await settle(desk, restOfCall)
    await step(['r'], 'recall', counterStates['call-unanswered'])
    await step([' '], 'start-service', serving)
    await step(['h', '1', '2'], 'hold', { ...free, undo: counterStates.crowded.undo })
    expect(given(desk).at(-1)?.body).toMatchObject({ reason: 'copy/3' })
    await page.getByRole('button', { name: '继续办理 A019' }).focus()
    await step(['Enter'], 'resume', serving)
    expect(given(desk).at(-1)?.body).toMatchObject({ ticket: 't-A019', expect: {} })
    await press(desk, 't', 'Tab', 'Tab', 'Tab', 'Enter')
    await page.keyboard.type('已核对身份证')
    await page.getByRole('button', { name: '转到物业缴费' }).focus()
    await step(['Enter'], 'transfer', { ...free, undo: counterStates.crowded.undo })
    expect(given(desk).at(-1)?.body).toMatchObject({
      to: { service: 'payment' },
      place: 'kept',
      note: '已核对身份证',
    })
    await step(['z'], 'undo', serving)
    expect(given(desk).at(-1)?.body).toEqual({ command: 'key-of-hold-0000' })
    expect(await page.locator('.foot').textContent()).toContain('已撤销')
    expect(desk.errors.filter((error) => !error.includes('401'))).toEqual([])
  })

  it('gives a command once when a key is held down or pressed twice', async () => {
    const desk = await openDesk(hall, free)
    await settle(desk, 450)
    for (const _ of [1, 2, 3]) await desk.page.keyboard.down(' ')
    await desk.page.keyboard.up(' ')
    expect(given(desk)).toHaveLength(1)
    // The answer comes at once and the key means something else now: the second tap must not start the service.
    await answer(desk, done, called)
    await desk.page.keyboard.press(' ')
    expect(given(desk)).toHaveLength(1)
    for (const _ of [1, 2, 3]) await desk.page.keyboard.down('n')
    await settle(desk)
    expect(given(desk).map(({ command }) => command)).toEqual(['call-next', 'mark-no-show'])
  })

  it('a focused key that is held down is pressed once', async () => {
    const desk = await openDesk(hall, counterStates['call-unanswered'])
    await desk.page.getByRole('button', { name: '重呼' }).focus()
    await settle(desk, restOfCall)
    for (const _ of [1, 2, 3]) await desk.page.keyboard.down('Enter')
    expect(given(desk).map(({ command }) => command)).toEqual(['recall'])
  })

  it('letters rest in inputs, in dialogs, with a modifier and when they are switched off', async () => {
    const desk = await openDesk(hall, counterStates['call-unanswered'])
    await press(desk, '/')
    await desk.page.keyboard.type('rnbz')
    expect(await desk.page.locator('#find').inputValue()).toBe('rnbz')
    await press(desk, 'Escape', 'Control+b', 't', 'n', 'Escape')
    expect(given(desk)).toEqual([])
    await desk.page.locator('.menu-open').click()
    await settle(desk)
    await desk.page.getByRole('switch', { name: '字母快捷键' }).click()
    await press(desk, 'Escape')
    await desk.page.locator('body').click({ position: { x: 480, y: 65 } })
    await press(desk, 'n', '/', 'z')
    expect(given(desk)).toEqual([])
    await press(desk, ' ')
    expect(given(desk).map(({ command }) => command)).toEqual(['start-service'])
  })

  it('a key pressed by pointer leaves Space to the primary key', async () => {
    const desk = await openDesk(hall, counterStates['call-unanswered'])
    await settle(desk, restOfCall)
    await desk.page.getByRole('button', { name: '重呼' }).click()
    await answer(desk, done)
    await press(desk, ' ')
    expect(given(desk).map(({ command }) => command)).toEqual(['recall', 'start-service'])
  })
})

describePages('the counter desk tells the truth', () => {
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
    const desk = await openDesk(hall, free)
    for (const [state, keys, command, expected] of cases) {
      await show(desk, counterStates[state])
      if (command === 'recall') await settle(desk, restOfCall)
      await press(desk, ...keys)
      const last = await answer(desk, done)
      expect([last.command, last.body.counter, last.body.expect]).toEqual([command, '3', expected])
    }
    expect(given(desk)[3]?.body).toMatchObject({ outcome: 'partly', next: false })
    await show(desk, free)
    await desk.page.getByRole('button', { name: 'A021 重新排队' }).click()
    expect((await answer(desk, done)).body).toEqual({
      ticket: 't-A021',
      expect: { ticket: 't-A021', stage: 'missed' },
    })
    await desk.page.getByRole('button', { name: '呼叫 A021' }).click()
    expect((await answer(desk, done)).body).toEqual({ counter: '3', ticket: 't-A021', expect: {} })
    await press(desk, '/')
    await desk.page.keyboard.type('a031')
    await press(desk, 'Enter')
    expect((await answer(desk, done)).body).toEqual({ counter: '3', label: 'A031', expect: {} })
  })

  it('a refusal is said in words, and goes', async () => {
    const desk = await openDesk(hall, free)
    await press(desk, ' ')
    await answer(desk, refused)
    expect(await desk.page.locator('.foot').textContent()).toContain(
      '情况刚刚有变化，请看一眼新的内容再操作。',
    )
    await settle(desk, 4_000)
    await beat(desk)
    await settle(desk, 4_100)
    expect(await desk.page.locator('.foot').textContent()).not.toContain('情况刚刚有变化')
  })

  it('a taken counter is taken over only after asking', async () => {
    const desk = await openDesk(hall, counterStates.taken)
    await press(desk, ' ')
    await answer(desk, taken)
    expect(await desk.page.getByRole('dialog').textContent()).toContain('3 号窗口现在由工号 1001 使用。')
    await press(desk, 'Enter')
    expect(given(desk)).toHaveLength(1)
    await press(desk, ' ')
    await answer(desk, taken)
    await desk.page.getByRole('button', { name: '接管', exact: true }).click()
    await settle(desk)
    expect(given(desk).at(-1)).toMatchObject({ command: 'open-counter', body: { takeOver: true } })
  })

  it('without a link the keys rest, the page says so, and nothing is kept for later', async () => {
    const desk = await openDesk(hall, serving)
    await desk.cut()
    await settle(desk)
    expect(await desk.page.getByRole('alert').textContent()).toContain('已断线')
    await press(desk, ' ', 'r', 'h', 'z', 't', 'i')
    expect(await desk.page.locator('.tray, dialog').count()).toBe(0)
    expect(await desk.page.locator('#primary').getAttribute('aria-disabled')).toBe('true')
    desk.mend()
    await expect
      .poll(() => settle(desk, 1_000).then(() => desk.page.locator('.banner').count()), { timeout: 15_000 })
      .toBe(0)
    expect(given(desk)).toEqual([])
  })

  it('a tray for a ticket that has gone closes by itself', async () => {
    const desk = await openDesk(hall, serving)
    await press(desk, 'h')
    expect(await desk.page.locator('.tray').count()).toBe(1)
    await show(desk, counterStates.called)
    expect(await desk.page.locator('.tray').count()).toBe(0)
  })

  it('the running time turns amber and red with sign and words', async () => {
    const desk = await openDesk(hall, serving)
    const pace = (): Promise<string | null> => desk.page.locator('.timer-pace').textContent()
    expect(await pace()).toContain('时间充裕')
    await show(desk, counterStates['serving-amber'])
    expect(await pace()).toBe('▲ 已超过通常时间')
    await show(desk, counterStates['serving-red'])
    expect(await pace()).toBe('◆ 已超过通常时间一倍')
  })

  it('a recall rests for five seconds, a no-show is advised after twenty or two calls', async () => {
    const desk = await openDesk(hall, counterStates['just-called'])
    const key = (name: string) => desk.page.getByRole('button', { name })
    expect(await key('重呼').textContent()).toContain('3 秒后')
    expect(await key('过号').textContent()).toContain('18 秒后建议')
    await press(desk, 'r')
    expect(given(desk)).toEqual([])
    await press(desk, 'n')
    expect(given(desk).map(({ command }) => command)).toEqual(['mark-no-show'])
    await show(desk, counterStates['call-unanswered'])
    expect(await key('过号').textContent()).toContain('可以过号')
  })

  it('speaks to the customer in their language: apology after a wait, then the greeting', async () => {
    const desk = await openDesk(hall, counterStates['serving-red'])
    expect(await desk.page.locator('.phrase-line').textContent()).toBe('I am sorry to have kept you waiting.')
    expect(await desk.page.locator('.phrase-line').getAttribute('lang')).toBe('en')
    const view = counterStates.serving
    await show(desk, { ...view, active: { ...view.active!, waitedMs: 20_000 } })
    expect(await desk.page.locator('.phrase-line').textContent()).toBe(
      '上午好，我是工号 1003，请问您办理什么业务？',
    )
  })

  it('explains why this ticket was next', async () => {
    const desk = await openDesk(hall, called)
    expect(await desk.page.locator('.card-why').textContent()).toBe(
      '排在最前：老年人提前 15 分钟，从 09:13 起算',
    )
  })
})

describePages('signing in fails in words', () => {
  const failures = [
    [401, '工号或密码不对'],
    [429, '试的次数太多了'],
    [500, '服务器没有应答（500）'],
    [0, '连不上服务器'],
  ] as const
  for (const [status, words] of failures)
    it(`${status || 'no answer'}: ${words}`, async () => {
      const desk = await openDesk(hall, free, {
        api: {},
        before: async (page) => {
          await page.route('**/api/views/**', (route) => route.fulfill({ status: 401, json: {} }))
          await page.route('**/api/session', (route) => (status ? route.fulfill({ status }) : route.abort()))
        },
        ...(status === 401 && { query: '?counter=3' }),
      })
      await expect.poll(() => settle(desk).then(() => desk.page.locator('input').count())).toBe(2)
      if (status === 401) {
        await picture(desk.page, 'counter-sign-in')
        expect([...(await axeFaultsHere(desk.page)), ...(await clippedParts(desk.page))]).toEqual([])
      }
      await desk.page.locator('input[name=badge]').fill('1003')
      await desk.page.locator('input[name=password]').fill('demo')
      await desk.page.locator('input[name=password]').press('Enter')
      await desk.page.getByText(words).waitFor()
    })
})
