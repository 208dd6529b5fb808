import { afterAll, beforeAll, expect, it } from 'vitest'
import { liveClientLimits } from '../../../server/protocol/client/live-client.ts'
import { describePages } from '../browser/browser.ts'
import { closedHours, DrivenHall } from './driven-hall.ts'
import { type DrivenPage, statesNotShown } from './driven-page.ts'
import { phone as table } from './tables/phone-table.ts'

/** Sentences against states: the page of a ticket, from its issue to each of its ends. */

const at = { counter: '1' }
const small = { viewport: { width: 390, height: 844 } }
const key = 'abcdefghijklmnopqrstuv'

describePages('the sentences of the phone', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start()
  })
  afterAll(() => hall?.close())

  const open = (path: string) => hall.open(path, ['phone'], small)
  const is = (phone: DrivenPage, state: string) => phone.is(table, state)
  /** The page of a new ticket. */
  const take = async () => {
    const { ticket, label, phoneUrl } = await hall.kiosk.issue('fees', { language: 'en' })
    return { ticket, label, path: new URL(phoneUrl).pathname }
  }

  const wholeVisit = async () => {
    const [clerk] = hall.clerks as [(typeof hall.clerks)[0]]
    const before = []
    for (let n = 0; n < 7; n += 1) before.push(await take())
    const { path } = await take()
    const phone = await open(path)
    await is(phone, 'seven ahead, no counter open')
    await clerk.done('open-counter', at)
    await is(phone, 'seven ahead')
    for (const [told, state] of [
      [{ wait: { from: 8, to: 15 }, why: undefined }, 'seven ahead, told a range'],
      [{ why: 'past-closing' }, 'seven ahead, perhaps not today'],
    ] as const) {
      phone.wire.toPage = ({ view, ...message }) =>
        view ? { ...message, view: { ...view, ...told } } : message
      phone.askAgain()
      await is(phone, state)
    }
    phone.wire.toPage = undefined
    phone.askAgain()
    for (const { ticket } of before.slice(0, 2)) await hall.manager.done('cancel-ticket', { ticket })
    await is(phone, 'five ahead')
    for (const { ticket } of before.slice(2, 6)) await hall.manager.done('cancel-ticket', { ticket })
    await is(phone, 'one ahead')
    const missed = await open(before[6]!.path)
    await is(missed, 'next')
    await clerk.done('call-next', at)
    await is(missed, 'called')
    await clerk.done('recall', at)
    await is(missed, 'called again')
    await clerk.done('mark-no-show', at)
    await is(missed, 'missed')
    await ofCounterThatLeft(before[6]!.path)
    await hall.manager.done('cancel-ticket', { ticket: before[6]!.ticket })
    await is(missed, 'cancelled')
    await is(phone, 'next')
    await clerk.done('call-next', at)
    await clerk.done('start-service', at)
    await is(phone, 'serving')
    await clerk.done('hold', { ...at, minutes: 5 })
    await is(phone, 'held')
    const { held } = (await clerk.view('counter', at)).view
    await clerk.done('resume', { ...at, ticket: Object.keys(held as object)[0]! })
    await hall.clerks[1]!.done('open-counter', { counter: '2' })
    await clerk.done('transfer', { ...at, to: { counter: '2' } })
    await is(phone, 'transferred to a counter')
    await hall.clerks[1]!.done('call-next', { counter: '2' })
    await hall.clerks[1]!.done('start-service', { counter: '2' })
    await hall.clerks[1]!.done('finish', { counter: '2', outcome: 'done' })
    await is(phone, 'served')
    await rating(phone)
  }

  /** A ticket that was missed at a counter whose name, or which itself, has left the settings. */
  const ofCounterThatLeft = async (path: string) => {
    for (const [state, counter] of [
      ['missed at a counter without a name', '77'],
      ['missed at a counter that is gone', undefined],
    ] as const) {
      const toPage = ({ view, ...message }: Record<string, unknown>) =>
        view ? { ...message, view: { ...view, counter } } : message
      const phone = await hall.open(path, ['phone'], { ...small, wire: { toPage } })
      await is(phone, state)
    }
  }

  const rating = async (phone: DrivenPage) => {
    await phone.click('.faces button:nth-child(5)')
    for (const reason of ['not-ended', 'already-rated']) {
      phone.wire.toServer = (message) => ({ ...message, ...(message.type === 'command' && { body: {} }) })
      phone.wire.toPage = ({ type, id, ...rest }) =>
        type === 'answer' ? { type, id, ok: false, refusal: { reason } } : { type, id, ...rest }
      await phone.click('[data-key=rate]')
      await is(phone, `not rated: ${reason}`)
    }
    phone.wire.toServer = undefined
    phone.wire.toPage = undefined
    const again = await open(new URL(phone.page.url()).pathname)
    await again.click('.faces button:nth-child(1)')
    await is(again, 'a low score')
    hall.freeze()
    await again.click('[data-key=rate]')
    await is(again, 'a rating on its way')
    hall.wake()
    await is(again, 'rated')
    await is(phone, 'rated')
  }

  const choices = async () => {
    const others = [await take(), await take(), await take(), await take(), await take(), await take()]
    const phone = await open(others[2]!.path)
    await phone.click('[data-key=bell]')
    await is(phone, 'bell on')
    await phone.click('[data-key=bell]')
    await phone.click('.choices .key')
    await is(phone, 'let others go first?')
    await phone.click('.let-go .key:nth-of-type(2)')
    await is(phone, 'let others go first')
    await phone.click('[data-key=leave]')
    await is(phone, 'leave?')
    await phone.pass(7_000)
    for (const reason of ['already-called', 'already-ended', 'not-waiting', 'other']) {
      phone.wire.toServer = (message) => ({ ...message, ...(message.type === 'command' && { body: {} }) })
      phone.wire.toPage = ({ type, id, ...rest }) =>
        type === 'answer' ? { type, id, ok: false, refusal: { reason } } : { type, id, ...rest }
      await phone.click('[data-key=leave]')
      await phone.click('[data-key=leave]')
      await is(phone, `not done: ${reason}`)
    }
    phone.wire.toPage = (message) => (message.type === 'answer' ? undefined : message)
    await phone.click('[data-key=leave]')
    await phone.click('[data-key=leave]')
    await is(phone, 'no answer yet')
    await phone.pass(liveClientLimits.commandLifeMs + liveClientLimits.checkEveryMs)
    await is(phone, 'not done: unknown')
    phone.wire.toServer = undefined
    phone.wire.toPage = undefined
    hall.freeze()
    await phone.pass(9_000)
    await is(phone, 'no word for nine seconds')
    await phone.pass(13_000)
    await is(phone, 'offline')
    hall.wake()
    await phone.has('[data-status=live]')
    await phone.click('[data-key=leave]')
    await phone.click('[data-key=leave]')
    await is(phone, 'left')
    const gone = await open(others[1]!.path)
    await hall.change({ hours: closedHours('tomorrow') })
    await is(gone, 'waiting in a hall that has closed')
    const missed = await open(others[0]!.path)
    await hall.clerks[0]!.done('call-next', at)
    await hall.clerks[0]!.done('mark-no-show', at)
    await hall.manager.done('close-day', {})
    await is(gone, 'unserved at the close')
    await is(missed, 'missed for good')
  }

  it('are in each state of the ticket exactly those of the table', async () => {
    const joining = await hall.open(`/t/${key}`, ['phone'], { ...small, wire: { toPage: () => undefined } })
    await is(joining, 'connecting')
    await joining.pass(2_000)
    await is(joining, 'a ticket that is not known')
    await wholeVisit()
    await choices()
  })

  it('are in all states of the table', () => {
    expect(statesNotShown(table)).toEqual([])
  })
})
