import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describePages } from '../browser/browser.ts'
import { DrivenDesk } from './driven-desk.ts'
import { DrivenHall } from './driven-hall.ts'
import { statesNotShown } from './driven-page.ts'
import { occupiedParts } from './tables/counter-parts-table.ts'
import { lock, signIn } from './tables/sign-in-table.ts'

/** Sentences against states: the sign-in, the choice of a counter, and a counter that somebody else has. */

const [first, second] = [{ counter: '1' }, { counter: '2' }]

describePages('the sentences of the sign-in and of the way to a counter', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start()
  })
  beforeEach(() => hall.begin())
  afterAll(() => hall?.close())

  const clerk = () => hall.clerks[0]!
  const other = () => hall.clerks[1]!

  it('of the sign-in', async () => {
    const page = await hall.open('/counter?counter=1', ['console', 'staff', 'issuing'])
    const is = (state: string) => page.is(signIn, state, '.sign-in')
    const enter = async (badge: string, password: string) => {
      await page.has('input[name=badge]')
      await page.page.fill('input[name=badge]', badge)
      await page.page.fill('input[name=password]', password)
      await page.click('.sign-in-go')
    }
    await enter('', '')
    await is('fields left empty')
    hall.freeze()
    await enter('1003', 'demo')
    await is('on its way')
    hall.wake()
    await page.has('#primary')
    await page.page.evaluate(() => fetch('/api/session', { method: 'DELETE' }))
    await is('session ended')
    for (const [status, state] of [
      [0, 'server not reached'],
      [500, 'server at fault'],
      [429, 'too many tries'],
      [503, 'password not checked'],
    ] as const) {
      await page.page.route('**/api/session', (route) => (status ? route.fulfill({ status }) : route.abort()))
      await enter('1003', 'demo')
      await is(state)
      await page.page.unroute('**/api/session')
    }
    const { password } = await hall.administrator.done('reset-password', { badge: '1004' })
    await enter('1004', password)
    await is('password for one sign-in')
    await page.page.fill('input[name=new-password]', 'short')
    await page.click('.sign-in-go')
    await is('new password too weak')
  })

  it('of the lock over a page', async () => {
    const { page } = await DrivenDesk.open(hall, '1')
    const is = (state: string) => page.is(lock, state, '.lock')
    const locked = async () => {
      await page.click('.menu-open')
      await page.click('.menu-actions button:has-text("Lock"):not(:has-text("PIN"))')
    }
    const enter = async (field: string, text: string) => {
      await page.has(`.lock [name=${field}]`)
      await page.page.fill(`.lock [name=${field}]`, text)
      await page.click('.lock .sign-in-go')
    }
    const answering = async (path: string, status: number, act: () => Promise<void>) => {
      await page.page.route(path, (route) => (status ? route.fulfill({ status, json: {} }) : route.abort()))
      await act()
      await page.page.unroute(path)
    }
    await locked()
    await is('by a person without a PIN')
    await enter('password', '')
    await is('fields left empty')
    await enter('password', 'not it')
    await is('not the password')
    await answering('**/api/session', 0, async () => {
      await enter('password', 'demo')
      await is('the server is not reached')
    })
    await enter('password', 'demo')
    await page.has('body:not(:has(.lock))')
    // The sign-in that the page had from its person has ended by the lock.
    await clerk().signIn('1001')
    const elsewhere = await clerk().ask('POST', '/api/session/pin', {
      body: { password: 'demo', pin: '739104' },
    })
    expect(elsewhere.status).toBe(204)
    await locked()
    await is('by a person whose PIN is of another browser')
    await enter('password', 'demo')
    await page.has('body:not(:has(.lock))')
    const setPin = (pin?: string) =>
      page.page.evaluate(
        ([body]) =>
          fetch('/api/session/pin', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: body!,
          }).then(({ status }) => status),
        [JSON.stringify({ password: 'demo', pin })],
      )
    expect(await setPin('739104')).toBe(204)
    await locked()
    await is('by a person with a PIN')
    await enter('pin', '73')
    await is('half a PIN')
    await enter('pin', '139728')
    await is('not the PIN')
    await answering('**/api/session/unlock', 429, async () => {
      await enter('pin', '139728')
      await is('too many tries')
    })
    await page.click('.lock .row-key')
    await is('the password instead of the PIN')
    await page.click('.lock .row-key')
    await answering('**/api/session/unlock', 410, async () => {
      await enter('pin', '139728')
      await is('no PIN any longer')
    })
    await setPin()
  })

  it('while the counter is chosen', async () => {
    await other().done('open-counter', second)
    const desk = await DrivenDesk.open(hall, undefined)
    const { page } = desk
    await page.is(signIn, 'the counters', '.sign-in')
    await page.click('.counter-option')
    await page.has('#primary')
    hall.freeze()
    await page.click('.menu-open')
    await page.click('.menu-actions button:has-text("Change counter")')
    await page.is(signIn, 'counters not read yet', '.sign-in')
    hall.wake()
    await page.is(signIn, 'the counters', '.sign-in')
    await page.page.goto(`${hall.hall.url}/counter?counter=77`)
    await page.is(signIn, 'no such counter', '.sign-in')
    await page.page.evaluate(() => {
      localStorage.clear()
      sessionStorage.clear()
    })
    await page.page.route('**/api/**', (route) => route.abort())
    await page.page.goto(`${hall.hall.url}/counter`)
    await page.is(signIn, 'the server is not reached', '.sign-in')
    await page.page.unroute('**/api/**')
    await hall.change({ counters: { 1: null } })
    await page.page.goto(`${hall.hall.url}/counter`)
    await page.is(signIn, 'a hall without counter 1', '.sign-in')
    page.wire.toPage = () => undefined
    await page.page.goto(`${hall.hall.url}/counter?counter=2`)
    await page.is(signIn, 'joining', '.sign-in')
  })

  it('at a counter that somebody else has', async () => {
    const desk = await DrivenDesk.open(hall, '1')
    const { page } = desk
    page.wire.toPage = (message) => (message.type === 'answer' ? message : undefined)
    await other().done('open-counter', first)
    await desk.primary()
    await desk.part(occupiedParts, 'dialog', 'counter of somebody of whom the page has not heard')
    await page.click('dialog .row-key')
    page.wire.toPage = undefined
    await desk.part(occupiedParts, '.card', "somebody else's, free")
    await desk.part(occupiedParts, '.pad', "somebody else's")
    await desk.part(occupiedParts, '.phrase', "somebody else's")
    await desk.primary()
    await desk.part(occupiedParts, 'dialog', 'counter of another, free')
    await page.click('dialog .row-key')
    await hall.kiosk.issue('fees')
    await other().done('call-next', first)
    await other().done('start-service', first)
    await desk.part(occupiedParts, '.card', "somebody else's, serving")
    await desk.primary()
    await desk.part(occupiedParts, 'dialog', 'counter of another, serving')
  })

  it('at a counter of somebody who has another one', async () => {
    await clerk().done('open-counter', second)
    const desk = await DrivenDesk.open(hall, '1')
    const { page } = desk
    await desk.primary()
    await desk.part(occupiedParts, 'dialog', 'at another counter, free')
    await page.click('dialog .row-key')
    await hall.kiosk.issue('fees')
    await clerk().done('call-next', second)
    await clerk().done('start-service', second)
    await desk.primary()
    await desk.part(occupiedParts, 'dialog', 'at another counter, serving')
  })

  it('are in all states of the tables', () => {
    expect([signIn, lock, ...Object.values(occupiedParts)].flatMap(statesNotShown)).toEqual([])
  })
})
