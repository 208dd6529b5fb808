import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { usualReasons } from '../../../server/hall/ids.ts'
import { describePages } from '../browser/browser.ts'
import { soundAfterTouch } from '../sound-after-touch.ts'
import { closedHours, DrivenHall } from './driven-hall.ts'
import { type DrivenPage, statesNotShown } from './driven-page.ts'
import { board as boardTable, window as windowTable } from './tables/public-table.ts'

/** Sentences against states: the board, and the screen over counter 1. */

const at = { counter: '1' }
const large = { viewport: { width: 1920, height: 1080 } }

describePages('the sentences of board and window', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start(undefined, { sound: false })
  })
  beforeEach(() => hall.begin())
  afterAll(() => hall?.close())

  const clerk = () => hall.clerks[0]!

  /** The states that both screens have without a word of the server. */
  const inDoubt = async (is: (state: string) => Promise<void>, page: DrivenPage) => {
    page.wire.toPage = ({ ...message }) =>
      message.type === 'beat' ? { ...message, trouble: 'disk-is-full' } : message
    page.beat()
    await is('no commands taken')
    page.wire.toPage = undefined
    hall.freeze()
    await page.pass(9_000)
    await is('no word for nine seconds')
    await page.pass(13_000)
    await is('offline')
    hall.wake()
    await page.pass(20_000)
  }

  it('are on the board in each state exactly those of the table', async () => {
    const joining = await hall.open('/board', ['board'], { ...large, wire: { toPage: () => undefined } })
    await joining.is(boardTable, 'connecting')
    const tried = await hall.open('/board', ['board'], large)
    await tried.has('.ticket-rest')
    await hall.manager.done('test-call', at)
    await tried.is(boardTable, 'a test call')
    const board = await hall.open('/board', ['board'], { ...large, before: soundAfterTouch })
    const is = (state: string) => board.is(boardTable, state)
    await is('sound waits for a touch')
    await board.click('.board-sound')
    await is('nobody called yet')
    await hall.change({ hours: closedHours('tomorrow') })
    await is('closed for today')
    await hall.change({ hours: 'always' })
    for (let n = 0; n < 4; n += 1) await hall.kiosk.issue('fees')
    await clerk().done('open-counter', at)
    await clerk().done('call-next', at)
    await is('one called')
    await clerk().done('recall', at)
    await is('one called again')
    board.later(31_000)
    await board.pass(31_000)
    await is('called for half a minute')
    await clerk().done('start-service', at)
    await hall.clerks[1]!.done('open-counter', { counter: '2' })
    await hall.clerks[1]!.done('call-next', { counter: '2' })
    await is('another called')
    await hall.clerks[1]!.done('start-service', { counter: '2' })
    board.later(31_000)
    await board.pass(31_000)
    await is('nobody called now')
    await inDoubt(is, board)
    await hall.change({ hours: closedHours('today') })
    await is('closed, opens again today')
    await hall.change({ hours: closedHours('break') })
    await is('closed for a break')
    await hall.change({ hours: closedHours('tomorrow') })
    await is('closed, two wait')
    await hall.manager.done('close-day', {})
    await is('closed, two were not served')
    const { devices } = await hall.settings()
    await hall.change({ devices: (devices as { id: string }[]).filter(({ id }) => id !== 'board-1') })
    await is('not in use')
  })

  it('are over a counter in each state exactly those of the table', async () => {
    const joining = await hall.open('/window/1', ['window'], { ...large, wire: { toPage: () => undefined } })
    await joining.is(windowTable, 'connecting')
    const screen = await hall.open('/window/1', ['window'], large)
    const is = (state: string) => screen.is(windowTable, state)
    await is('closed, no other open')
    await hall.clerks[1]!.done('open-counter', { counter: '2' })
    await is('closed, another open')
    await hall.clerks[1]!.done('close-counter', { counter: '2' })
    await clerk().done('open-counter', at)
    await is('free')
    await hall.kiosk.issue('fees')
    await clerk().done('call-next', at)
    await is('called')
    await clerk().done('start-service', at)
    await is('serving')
    await clerk().done('finish', { ...at, outcome: 'done' })
    for (const reason of usualReasons.pause) {
      await clerk().done('pause-counter', { ...at, reason })
      await is(`paused: ${reason}`)
      await clerk().done('open-counter', at)
    }
    await clerk().done('pause-counter', { ...at, reason: 'other' })
    await hall.clerks[1]!.done('open-counter', { counter: '2' })
    await is('paused, another open')
    await hall.clerks[1]!.done('close-counter', { counter: '2' })
    await clerk().done('open-counter', at)
    await is('free')
    await inDoubt(is, screen)
    const some = ['tenancy', 'fees', 'renovation', 'repairs', 'parking']
    await hall.change({ profiles: { some: [{ services: some }] }, counters: { 1: { profile: 'some' } } })
    await is('for five of six services')
    await hall.change({ profiles: { some: [{ services: some.slice(0, 2) }] } })
    await is('for two services')
    await hall.change({ counters: { 1: { profile: 'general' } } })
    const waiting = [await hall.kiosk.issue('fees'), await hall.kiosk.issue('fees')]
    await hall.change({ hours: closedHours('tomorrow') })
    await is('free in a hall that has closed, two wait')
    for (const { ticket } of waiting) await hall.manager.done('cancel-ticket', { ticket })
    await is('free in a hall that has closed')
    await clerk().done('pause-counter', { ...at, reason: 'meal' })
    await is('paused in a hall that has closed')
    await clerk().done('open-counter', at)
    await clerk().done('close-counter', at)
    await is('closed in a hall that has closed')
    const fourth = await hall.open('/window/4', ['window'], large)
    await fourth.has('.window-closed')
    await hall.change({ counters: { 4: null } })
    await fourth.is(windowTable, 'not in use')
  })

  it('are in all states of the tables', () => {
    expect([...statesNotShown(boardTable), ...statesNotShown(windowTable)]).toEqual([])
  })
})
