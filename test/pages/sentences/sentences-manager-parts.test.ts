import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { liveClientLimits } from '../../../server/protocol/client/live-client.ts'
import { apply } from '../../../server/protocol/merge-patch.ts'
import { describePages } from '../browser/browser.ts'
import { closedHours, DrivenHall, days } from './driven-hall.ts'
import { type DrivenPage, type Message, statesNotShown } from './driven-page.ts'
import { managerParts, paperReasons, printerFaults } from './tables/manager-parts-table.ts'

/** Sentences against states: parts of the hall manager's page. */

const [first, second] = [{ counter: '1' }, { counter: '2' }]
const minutes = (count: number) => count * 60_000

describePages('the sentences of parts of the hall manager’s page', () => {
  let hall: DrivenHall
  let page: DrivenPage
  beforeAll(async () => {
    hall = await DrivenHall.start()
  })
  beforeEach(async () => {
    await hall.begin()
    page = await hall.open('/manager', ['manager', 'staff', 'issuing'])
    await page.has('input[name=badge]')
    await page.page.fill('input[name=badge]', '2001')
    await page.page.fill('input[name=password]', 'demo')
    await page.click('.sign-in-go')
    await page.has('.counter-card')
  })
  afterAll(() => hall?.close())

  const part = (selector: string, state: string) => page.is(managerParts[selector]!, state, selector)
  /** The page is told a view with other facts in it; no test breaks a print head. */
  const tell = (facts: Message) => {
    page.wire.toPage = ({ ...message }) => {
      for (const part of ['view', 'patch']) if (message[part]) message[part] = apply(message[part], facts)
      return message
    }
    page.askAgain()
  }
  const printer = (facts: Message) => {
    const plain = { name: 'Kiosk 1', state: 'ready', since: Date.now(), usedMm: 12_300, queued: 0 }
    tell({
      printers: { 'kiosk-1': { nearEnd: null, silent: null, left: null, test: null, ...plain, ...facts } },
    })
  }

  it('of hours, queues and missed numbers', async () => {
    const [clerk, other] = hall.clerks as [(typeof hall.clerks)[0], (typeof hall.clerks)[0]]
    await clerk.done('open-counter', first)
    await other.done('open-counter', second)
    const { ticket } = await hall.kiosk.issue('fees')
    await clerk.done('call-next', first)
    await clerk.done('mark-no-show', first)
    await clerk.done('call-ticket', { ...first, ticket })
    await clerk.done('mark-no-show', first)
    await part('.open-item-missed', 'missed twice')
    await hall.kiosk.issue('fees')
    await clerk.done('call-next', first)
    await clerk.done('transfer', { ...first, to: second })
    await part('.service:last-child', 'one was sent to a counter')
    page.later(minutes(25))
    await part('.service:last-child', 'one was sent to a counter 25 minutes ago')
    await part('.totals', 'somebody waits for 25 minutes')
    await hall.manager.done('close-day', {})
    tell({ counters: { 1: { linkLostAt: Date.now() + minutes(22) } } })
    await part('.counter-card:first-child', 'link lost')
    tell({ counters: { 1: { locked: true, linkLostAt: Date.now() + minutes(22) } } })
    await part('.counter-card:first-child', 'locked')
    tell({ counters: { 1: { linkLostAt: Date.now(), locked: null, unattended: true } } })
    await part('.counter-card:first-child', 'nobody seems to be there')
  })

  it('of a hall that is closed', async () => {
    await hall.change({ hours: closedHours('today') })
    tell({ unserved: null })
    await part('.head-me', 'closed, opens again')
    await hall.change({ hours: Object.fromEntries(days.map((day) => [day, []])) })
    tell({ unserved: null })
    await part('.head-me', 'closed, no opening is known')
  })

  it('of printers and their papers', async () => {
    for (const state of ['unknown', ...printerFaults]) {
      printer({ state })
      await part('.open-item-paper', `printer: ${state}`)
    }
    printer({ state: 'cover-open' })
    await page.click('.open-item-button')
    await part('dialog', 'a printer whose cover is open')
    printer({ nearEnd: true, left: 9 })
    await part('.open-item-paper', 'printer: ready, paper nearly out')
    await part('dialog', 'a printer whose paper is nearly out')
    printer({ silent: true, queued: 2 })
    await part('.open-item-paper', 'printer: never confirms')
    await part('dialog', 'a printer that never confirms')
    for (const state of ['asked', 'printed', 'not-printed', 'unsure']) {
      printer({ test: { at: Date.now(), page: state } })
      await part('dialog', `test page: ${state}`)
    }
    const { toPage } = page.wire
    page.wire.toPage = (message) => (message.type === 'welcome' ? toPage?.(message) : undefined)
    await page.click('dialog .dialog-go')
    await page.pass(liveClientLimits.commandLifeMs + liveClientLimits.checkEveryMs)
    await part('dialog', 'the answer is lost')
    await page.click('dialog .row-key')
    const paper = (printing: Message) =>
      tell({
        printers: { 'kiosk-1': { name: 'Kiosk 1', state: 'ready', left: null, queued: 0, test: null } },
        paper: { 't-1': { label: 'A001', device: 'kiosk-1', printing } },
      })
    for (const print of ['not-printed', 'unsure', 'held', 'expired']) {
      paper({ print, job: 'j-1' })
      await part('.open-item-paper', `paper: ${print}`)
    }
    for (const why of paperReasons) {
      paper({ print: 'not-printed', job: 'j-1', why })
      await part('.open-item-paper', `not printed: ${why}`)
    }
    paper({ print: 'unsure', job: 'j-1', copies: 2 })
    await page.click('.open-item-button')
    await part('dialog', 'a paper of which two may exist')
    page.wire.toPage = undefined
    await page.page.keyboard.press('Escape')
    await hall.change({ devices: [] })
    page.askAgain()
    await part('.open-item-paper', 'nothing prints')
  })

  it('of ratings', async () => {
    const reasons = ['waiting', 'attitude', 'explanation', 'result', 'place']
    const rating = { seq: 5, at: Date.now(), score: 2, reasons, service: 'fees', counter: '1' }
    page.wire.toPage = ({ ...message }) =>
      message.type === 'answer' ? { ...message, result: { ratings: [rating], older: 5 } } : message
    await page.click('.figures-read')
    await part('dialog', 'ratings')
    await page.page.keyboard.press('Escape')
    page.wire.toPage = ({ type, id, ...message }) =>
      type === 'answer' ? { type, id, ok: false, denied: 'wrong-role' } : { type, id, ...message }
    await page.click('.figures-read')
    await part('dialog', 'ratings, not for this role')
  })

  it('are in all states of the tables', () => {
    expect(Object.values(managerParts).flatMap(statesNotShown)).toEqual([])
  })
})
