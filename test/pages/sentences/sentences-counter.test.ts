import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '../../../counter/limits.ts'
import { refusalReasons } from '../../../server/hall/refusals.ts'
import { describePages } from '../browser/browser.ts'
import { closedForGood, closedHours, DrivenHall } from './driven-hall.ts'
import { type DrivenPage, statesNotShown } from './driven-page.ts'
import { counter as table } from './tables/counter-table.ts'

const services = ['tenancy', 'fees', 'renovation', 'repairs', 'parking', 'passes']

/** Sentences against states: the console of counter 1, from the sign-in to a hall that has closed. */

describePages('the sentences of the counter', () => {
  let hall: DrivenHall
  let console_: DrivenPage
  beforeAll(async () => {
    hall = await DrivenHall.start()
  })
  afterAll(() => hall?.close())

  const is = (state: string) => console_.is(table, state)
  /** Presses keys one after the other, each past the guard against double taps. */
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await console_.pass(limits.doubleTapMs + 100)
      await console_.page.keyboard.press(key)
      await console_.pass(100)
    }
  }
  const signIn = async (password: string) => {
    await console_.has('input[name=badge]')
    await console_.page.fill('input[name=badge]', '1001')
    await console_.page.fill('input[name=password]', password)
    await console_.click('.sign-in-go')
  }

  const ofIssuing = async () => {
    let ticket = ''
    console_.wire.toPage = (message) => {
      const { result } = message as { result?: { ticket?: string } }
      if (message.type === 'answer') ticket = result?.ticket ?? ''
      return message
    }
    await press('i')
    await is('issue: which service?')
    await press('6')
    await is('issued here')
    await press('Escape')
    await hall.manager.done('cancel-ticket', { ticket })
    await is('free, nobody waits')
    for (const [state, told] of [
      ['issued here, told a range', { wait: { from: 8, to: 15 } }],
      ...['no-counter-open', 'too-little-known', 'past-closing'].map(
        (why) => [`issued here: ${why}`, { why }] as const,
      ),
    ] as const) {
      console_.wire.toPage = ({ result, ...message }) => {
        if (message.type !== 'answer') return message
        const { next: _, now: __, ...rest } = result as { ticket: string; next?: true; now?: true }
        ticket = rest.ticket
        return { ...message, result: { ...rest, ahead: 3, ...told } }
      }
      await press('i')
      await press('6')
      await is(state)
      await press('Escape')
      await hall.manager.done('cancel-ticket', { ticket })
    }
    console_.wire.toPage = undefined
    await is('free, nobody waits')
  }

  /** The server refuses a call on another ticket; the page is told this reason in its place. */
  const refuse = async (state: string, answer: Record<string, unknown>) => {
    console_.wire.toServer = (message) =>
      message.type === 'command'
        ? {
            ...message,
            body: { ...(message.body as object), expect: { ticket: 't-other', stage: 'called' } },
          }
        : message
    console_.wire.toPage = (message) =>
      message.type === 'answer' ? { type: 'answer', id: message.id, ok: false, ...answer } : message
    await press(' ')
    await is(`refused: ${state}`)
  }

  const ofRefusals = async () => {
    await console_.click('.menu-open')
    await is('menu')
    await console_.click('.menu-open')
    await is('free, one transferred')
    // A key that has the focus would take the next Space for itself.
    await console_.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (const reason of refusalReasons) await refuse(reason, { refusal: { reason } })
    await refuse('denied', { denied: 'too-many' })
    await refuse('wrong role', { denied: 'wrong-role' })
    await refuse('invalid', { invalid: [{ path: '2', problem: '1' }] })
    console_.wire.toServer = undefined
    console_.wire.toPage = undefined
    await console_.click('.foot-key')
    await is('free, one transferred')
  }

  const ofVisit = async () => {
    await is('signed out')
    await signIn('wrong')
    await is('signed out, wrong password')
    await signIn('demo')
    await is('closed, nobody waits')
    await press(' ')
    await is('free, nobody waits')
    for (const service of services) await hall.manager.done('close-service', { service })
    await is('free, no service gives tickets')
    for (const service of services) await hall.manager.done('open-service', { service })
    await ofIssuing()
    await hall.kiosk.issue('fees')
    await hall.kiosk.issue('fees')
    await hall.kiosk.issue('tenancy', { category: 'elderly' })
    await is('free, somebody waits')
    await press(' ')
    await console_.has('.card-called')
    await is('called')
    await console_.pass(5_000)
    await console_.has('.pad-keys .key:first-of-type[aria-disabled=false]')
    await press('r')
    await is('called again')
    await press(' ')
    await console_.has('.card-serving')
    await is('serving, somebody waits')
    await press('h')
    await is('hold: what for?')
    await press('1')
    await is('hold: how long?')
    await press('2')
    await console_.has('.side-held .row')
    await is('free, one is held')
    await console_.click('.side-held .row-key')
    await console_.has('.card-serving')
    await is('serving, back from a hold')
    await press('f')
    await is('finish: how did it go?')
    await press('Escape', 't')
    await is('transfer: where to?')
    await console_.click('.dialog-tabs button:nth-of-type(2)')
    await is('transfer: no other counter open')
    await console_.click('.dialog-tabs button:nth-of-type(1)')
    await console_.click('.dialog-choices .choice')
    await is('transfer: place and note')
    await console_.page.fill('textarea', 'papers are complete')
    await console_.click('.dialog-go')
    await console_.has('.card-free')
    await is('free, one transferred')
  }

  const ofCounter = async () => {
    await press('p')
    await is('pause: why?')
    await press('2')
    await console_.has('.card-paused')
    await is('paused, no other counter open')
    await hall.clerks[1]!.done('open-counter', { counter: '2' })
    await is('paused, another counter open')
    await hall.clerks[1]!.done('close-counter', { counter: '2' })
    await press(' ')
    await console_.has('.card-free')
    await press(' ')
    await console_.has('.card-called')
    await press('p')
    await is('pause after this customer: why?')
    await press('Escape', 'n')
    await console_.has('.side-missed .row')
    await is('free, one is missed')
    hall.freeze()
    await console_.pass(22_000)
    await is('offline')
    hall.wake()
    await console_.has('#primary[aria-disabled=false]')
    await hall.change(closedForGood())
    await is('free in a hall that has closed, somebody waits')
    await hall.manager.done('close-day', {})
    await is('free in a hall that has closed')
    await press('p', '2')
    await is('paused in a hall that has closed')
    await press(' ')
    await hall.change({ hours: closedHours('today'), specialDays: null })
    await is('free in a hall that opens again today')
    await hall.change(closedForGood())
    await hall.clerks[0]!.done('close-counter', { counter: '1' })
    await is('closed in a hall that has closed')
  }

  it('are in each state of counter, ticket and hall exactly those of the table', async () => {
    console_ = await hall.open('/counter?counter=1', ['console', 'staff', 'issuing'])
    // How long ago, how soon, and for some seconds the way back.
    console_.passing =
      /^(undo\..*|guide\.keys|list\.(just-now|minutes)|total\.minutes|key\.(in|early|offered|calls)|key\.disabled\.soon)$/u
    await ofVisit()
    await ofRefusals()
    await ofCounter()
  })

  it('are in all states of the table', () => {
    expect(statesNotShown(table)).toEqual([])
  })
})
