import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { liveClientLimits } from '../../../server/protocol/client/live-client.ts'
import { describePages } from '../browser/browser.ts'
import { DrivenDesk } from './driven-desk.ts'
import { DrivenHall } from './driven-hall.ts'
import { type DrivenPage, type Message, statesNotShown } from './driven-page.ts'
import { counterParts } from './tables/counter-parts-table.ts'

/** Sentences against states: parts of the counter's page, as clerks at counters 1 and 2 drive it. */

const [first, second] = [{ counter: '1' }, { counter: '2' }]
const minutes = (count: number) => count * 60_000
const hours = (count: number) => minutes(60 * count)

describePages('the sentences of parts of the counter’s page', () => {
  let hall: DrivenHall
  let desk: DrivenDesk
  let page: DrivenPage
  beforeAll(async () => {
    hall = await DrivenHall.start()
  })
  beforeEach(() => hall.begin())
  afterAll(() => hall?.close())

  const clerk = () => hall.clerks[0]!
  const other = () => hall.clerks[1]!
  const open = async (counter: '1' | '2', how = {}) => {
    desk = await DrivenDesk.open(hall, counter, how)
    ;({ page } = desk)
  }
  const part = (selector: string, state: string) => desk.part(counterParts, selector, state)
  const served = async (service = 'fees') => {
    await hall.kiosk.issue(service)
    await clerk().done('open-counter', first)
    await clerk().done('call-next', first)
    await clerk().done('start-service', first)
  }

  it('on its keys after a call', async () => {
    await hall.change({ guidance: { recallAfterSeconds: 300, noShowAfterSeconds: 1_200 } })
    await open('1')
    await clerk().done('open-counter', first)
    await hall.kiosk.issue('fees')
    await clerk().done('call-next', first)
    await part('.pad', 'just called')
    page.later(minutes(6))
    await part('.pad', 'called six minutes ago')
    await clerk().done('recall', first)
    await part('.pad', 'just called again')
    page.later(minutes(6))
    await part('.pad', 'called twice')
    await clerk().done('start-service', first)
    await part('.pad', 'serving, nobody waits')
    await clerk().done('pause-counter', { ...first, reason: 'meal' })
    await part('.pad', 'serving, paused after this one')
  })

  it('on its card', async () => {
    await open('1')
    await hall.manager.done('ask-to-open', first)
    await part('.card', 'closed, asked to open')
    await served()
    await part('.card', 'served in good time')
    page.later(minutes(5))
    await part('.card', 'served for the usual time')
    page.later(minutes(5))
    await part('.card', 'served for twice the usual time')
    await clerk().done('finish', { ...first, outcome: 'done' })
    await hall.kiosk.issue('fees')
    await page.has('.card-free')
    page.later(minutes(1))
    await part('.card', 'free for a minute, somebody waits')
    // Nobody waits 25 minutes for a test.
    page.wire.toPage = (message) =>
      JSON.parse(JSON.stringify(message).replace(/"waitedMs":\d+/u, `"waitedMs":${minutes(25)}`))
    await clerk().done('call-next', first)
    await part('.card', 'called after 25 minutes')
    await clerk().done('start-service', first)
    await part('.phrase', 'after a long wait')
  })

  it('of why a ticket was called', async () => {
    await open('1')
    await clerk().done('open-counter', first)
    const call = async (state: string) => {
      await clerk().done('call-next', first)
      await part('.card-why', state)
      await clerk().done('mark-no-show', first)
      await page.has('.card-free')
    }
    await hall.kiosk.issue('fees')
    await call('stands longest')
    await hall.kiosk.issue('fees', { category: 'elderly' })
    await call('has a head start')
    await clerk().done('issue-ticket', { service: 'fees', category: 'appointment', appointment: Date.now() })
    await call('is booked')
    const { ticket } = await hall.kiosk.issue('fees')
    await clerk().done('call-ticket', { ...first, ticket })
    await part('.card-why', 'was chosen')
    await other().done('open-counter', second)
    await clerk().done('transfer', { ...first, to: { counter: '2' } })
    await other().done('call-next', second)
    await other().done('transfer', { ...second, to: { counter: '1' } })
    await call('was sent here')
    // Of rules for which somebody has to wait for minutes the page is told here.
    for (const [rule, state] of [
      ['precedence', 'goes first by its category'],
      ['alternation', 'is its turn by its category'],
      ['over-threshold', 'waited over the limit of its tier'],
      ['after-put-back', 'goes before one that was put back'],
    ] as const) {
      page.wire.toPage = (message) =>
        JSON.parse(JSON.stringify(message).replace('"rule":"stands-longest"', `"rule":"${rule}"`))
      await hall.kiosk.issue('fees', { category: 'elderly' })
      await call(state)
    }
  })

  it('of what to say', async () => {
    await open('1')
    await served()
    for (const [state, forward] of [
      ['in the afternoon', 3],
      ['in the evening', 5],
      ['early in the morning', 10],
      ['in the morning', 4],
    ] as const) {
      page.later(hours(forward))
      await part('.phrase', state)
    }
    for (const n of [2, 3, 4, 5]) {
      await page.click('.phrase-steps button:last-of-type')
      await part('.phrase', `line ${n}`)
    }
    await page.click('.phrase-fold')
    await part('.phrase', 'folded')
  })

  it('of its lists', async () => {
    await open('1')
    await clerk().done('open-counter', first)
    await hall.kiosk.issue('fees')
    await part('.side-next', 'just joined')
    page.later(minutes(5))
    await part('.side-next', 'waits for five minutes')
    page.later(minutes(20))
    await part('.side-next', 'waits for 25 minutes')
    await part('.totals', 'somebody waits for 25 minutes')
    await open('1')
    await clerk().done('call-next', first)
    await clerk().done('start-service', first)
    await clerk().done('hold', { ...first, for: 'copy', minutes: 5 })
    await part('.side-held', 'here, in time')
    page.later(minutes(6))
    await part('.side-held', 'here, for longer than agreed')
    await clerk().done('open-counter', { ...second, takeOver: true })
    await open('2')
    await part('.side-held', 'at another counter')
    await clerk().done('open-counter', { ...first, takeOver: true })
    const { held } = (await clerk().view('counter', first)).view
    for (const ticket of Object.keys(held as object)) await hall.manager.done('cancel-ticket', { ticket })
    await open('1')
    const { ticket } = await hall.kiosk.issue('fees')
    await clerk().done('call-next', first)
    await clerk().done('mark-no-show', first)
    await clerk().done('call-ticket', { ...first, ticket })
    await clerk().done('mark-no-show', first)
    await part('.side-missed', 'missed twice')
    await clerk().done('return-ticket', { ticket })
    const back = await hall.kiosk.issue('fees')
    await clerk().done('call-ticket', { ...first, ticket: back.ticket })
    await clerk().done('put-back', first)
    const { phoneUrl } = await hall.kiosk.issue('fees')
    const key = new URL(phoneUrl).pathname.split('/').at(-1)!
    const booked = { service: 'fees', appointment: Date.now() }
    for (const category of ['appointment', 'elderly'] as const)
      await clerk().done('issue-ticket', { ...booked, category })
    await hall.kiosk.done('let-go-first', { key, count: 1 })
    await part('.side-next', 'of every mark')
  })

  it('of a transfer, and of the note that goes with it', async () => {
    await other().done('open-counter', second)
    await open('1')
    await served('tenancy')
    await page.has('.card-serving')
    await desk.press('t')
    await page.click('.dialog-tabs button:nth-of-type(2)')
    await part('dialog', 'the open counters')
    await page.click('.dialog-choices .choice')
    await part('dialog', 'to a counter')
    await page.click('dialog .row-key')
    await page.click('.dialog-tabs button:nth-of-type(3)')
    await part('dialog', 'the colleagues')
    await page.click('.dialog-choices .choice')
    await part('dialog', 'to a colleague')
    await desk.press('Escape')
    await clerk().done('transfer', { ...first, to: { counter: '2' }, note: '1, 2, 3' })
    await other().done('call-next', second)
    await other().done('transfer', { ...second, to: { counter: '1' } })
    await clerk().done('call-next', first)
    await page.click('.chip-key')
    await part('dialog', 'notes of a ticket')
    await desk.press('Escape')
    page.wire.toPage = (message) => JSON.parse(JSON.stringify(message).replace(',"words":"1, 2, 3"', ''))
    await page.click('.chip-key')
    await part('dialog', 'a note that was deleted')
  })

  it('of what can be undone, and of what went wrong', async () => {
    await open('1')
    // An undo lasts a few seconds; the page is told that it lasts an hour.
    page.wire.toPage = (message) =>
      JSON.parse(JSON.stringify(message), (name, value) =>
        name === 'until' && typeof value === 'number'
          ? value + hours(1)
          : name === 'undo'
            ? (value ?? undefined)
            : value,
      )
    await clerk().done('open-counter', first)
    const one = await hall.kiosk.issue('parking')
    const two = await hall.kiosk.issue('parking')
    const asked = async (state: string, ...given: Parameters<ReturnType<typeof clerk>['done']>) => {
      await clerk().done(...given)
      await part('.foot', state)
    }
    await asked('call next', 'call-next', first)
    await asked('start service', 'start-service', first)
    await asked('hold', 'hold', first)
    await asked('resume', 'resume', { ...first, ticket: one.ticket })
    await asked('finish, call next', 'finish', { ...first, outcome: 'done', next: true })
    await asked('mark as no-show', 'mark-no-show', first)
    await asked('call a ticket', 'call-ticket', { ...first, ticket: two.ticket })
    await asked('put back', 'put-back', first)
    await clerk().done('call-next', first)
    await clerk().done('mark-no-show', first)
    await asked('return a ticket', 'return-ticket', { ticket: two.ticket })
    await clerk().done('call-next', first)
    await asked('transfer', 'transfer', { ...first, to: { service: 'repairs' } })
    await clerk().done('call-next', first)
    await clerk().done('start-service', first)
    await asked('finish', 'finish', { ...first, outcome: 'done' })
    const three = await hall.kiosk.issue('parking')
    await asked('cancel a ticket', 'cancel-ticket', { ticket: three.ticket })
    await desk.press('z')
    await part('.foot', 'undone')
    page.wire.toPage = (message: Message) => (message.type === 'answer' ? undefined : message)
    await desk.primary()
    await page.pass(liveClientLimits.commandLifeMs + liveClientLimits.checkEveryMs)
    await part('.foot', 'the answer is lost')
  })

  it('of its keys and settings', async () => {
    const before = () => Object.defineProperty(window, 'localStorage', { get: () => undefined })
    await open('1', { before })
    await part('.foot', 'keys')
    await page.click('.menu-open')
    await part('.menu-note', 'nothing is kept')
    await page.click('.menu-box button[role=switch]:nth-of-type(2)')
    await part('.foot', 'no letters')
    const { label } = await hall.kiosk.issue('fees')
    await clerk().done('open-counter', first)
    await clerk().done('call-next', first)
    await page.has('.card-called')
    const detail = { typed: label, placed: label, ended: true }
    await page.page.evaluate((scan) => document.dispatchEvent(new CustomEvent('scan', scan)), { detail })
    await page.pass(200)
    await part('.foot', 'found at this counter')
  })

  it('are in all states of the tables', () => {
    expect(Object.values(counterParts).flatMap(statesNotShown)).toEqual([])
  })
})
