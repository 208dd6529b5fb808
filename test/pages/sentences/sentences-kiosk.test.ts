import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { describePages } from '../browser/browser.ts'
import { closedForGood, closedHours, type DrivenHall } from './driven-hall.ts'
import * as driven from './driven-kiosk.ts'
import { type DrivenPage, statesNotShown } from './driven-page.ts'
import { kiosk as table } from './tables/kiosk-table.ts'

/** Sentences against states: the kiosk, driven by its customers, its hall and its printer. */

const services = ['tenancy', 'fees', 'renovation', 'repairs', 'parking', 'passes']
const { cutOff, done, openKiosk, press, startKioskHall, tap, tellsQueue, tellsWait, toldWaits, withoutCode } =
  driven
/** A kiosk that gives up its customer as early as a hall can have it (ms). */
const shortest = 5_000

describePages('the sentences of the kiosk', () => {
  let all: driven.KioskHall
  let hall: DrivenHall
  beforeAll(async () => {
    all = await startKioskHall()
    ;({ hall } = all)
  })
  /** One counter is open, and one person waits for another service than the tests take. */
  beforeEach(async () => {
    await hall.begin()
    await hall.clerks[0]!.done('open-counter', { counter: '1' })
    await hall.kiosk.issue('tenancy')
  })
  afterAll(() => all?.close())

  const is = (opened: DrivenPage, state: string) => opened.is(table, state)

  it('while somebody waits, or nobody, and while no counter is open', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-1')
    await is(kiosk, 'open, somebody waits')
    await kiosk.click('[data-aid=language]')
    await kiosk.has('html[lang=zh-CN]')
    await is(kiosk, 'open, somebody waits')
    await kiosk.click('[data-aid=language]')
    await kiosk.has('html[lang=en]')
    kiosk.wire.toPage = tellsQueue('fees', { waiting: 0, wait: { from: 8, to: 15 } })
    kiosk.askAgain()
    await is(kiosk, 'open, waits are told')
    kiosk.wire.toPage = undefined
    kiosk.askAgain()
    await hall.clerks[0]!.done('close-counter', { counter: '1' })
    await is(kiosk, 'open, somebody waits, no counter open')
    await hall.clerks[0]!.done('open-counter', { counter: '1' })
    await hall.manager.done('close-day', {})
    await is(kiosk, 'open, nobody waits')
  })

  it('from the choice of a service to its ticket', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-1')
    await press(kiosk, 'priority')
    await is(kiosk, 'priority')
    await kiosk.click('[data-category=elderly]')
    await is(kiosk, 'priority chosen')
    await tap(kiosk, 'fees')
    await kiosk.has('.issued[data-print=printed]')
    await is(kiosk, 'issued and printed, with a category')
    await done(kiosk)
    await kiosk.page.evaluate(() => {
      for (const service of ['fees', 'parking'])
        document.querySelector<HTMLElement>(`[data-service=${service}]`)?.click()
    })
    await is(kiosk, 'two services tapped at once')
    await kiosk.pass(1_100)
    await kiosk.click('.question button:nth-of-type(2)')
    await is(kiosk, 'both tickets taken')
    await kiosk.pass(4_000)
    await press(kiosk, 'done')
    await tap(kiosk, 'fees')
    await is(kiosk, 'a ticket soon after another')
  })

  it('where a service is full or closed', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-2')
    await hall.kiosk.issue('passes')
    await hall.manager.done('close-service', { service: 'parking' })
    await is(kiosk, 'a service full, another closed')
    await tap(kiosk, 'passes')
    await is(kiosk, 'full service explained')
    await press(kiosk, 'home')
    await tap(kiosk, 'parking')
    await is(kiosk, 'closed service explained')
  })

  it('at rest, and closed', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-2')
    await hall.setKioskTimes(shortest / 1_000)
    await press(kiosk, 'priority')
    await kiosk.pass(shortest + 500)
    await is(kiosk, 'nobody touches the choice')
    await kiosk.pass(shortest)
    await kiosk.has('.menu')
    await kiosk.pass(shortest)
    await is(kiosk, 'at rest')
    for (const service of services) await hall.manager.done('close-service', { service })
    await is(kiosk, 'at rest, no service open')
    await hall.change({ hours: closedHours('today') })
    await is(kiosk, 'at rest, closed until later')
    await hall.change(closedForGood())
    await is(kiosk, 'at rest, closed for today')
    await hall.setKioskTimes()
    await kiosk.click('.attract-key')
    await is(kiosk, 'closed for today')
    await hall.change({ hours: closedHours('today'), specialDays: null })
    await is(kiosk, 'closed until later')
    await hall.change({ hours: 'always' })
    await is(kiosk, 'no service open')
  })

  it('of a hall that closes while its customer chooses', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-2')
    // The page has not heard of the closing when the customer taps.
    kiosk.wire.toPage = (message) => (message.type === 'answer' ? message : undefined)
    await hall.change({ hours: closedHours('today') })
    await tap(kiosk, 'fees')
    await is(kiosk, 'closed while the customer chose')
  })

  it('of each refusal', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-2')
    const reasons = [
      'no-such-service',
      'hall-is-full',
      'kiosk-is-full',
      'too-many-tickets',
      'category-needs-staff',
      'too-late',
      'clock-in-doubt',
      'disk-is-full',
    ]
    const answers = { ...Object.fromEntries(reasons.map((reason) => [reason, { refusal: { reason } }])) }
    for (const [name, answer] of Object.entries({
      ...answers,
      denied: { denied: 'not-allowed' },
      invalid: { invalid: [] },
    })) {
      kiosk.wire.toServer = (message) => ({ ...message, ...(message.type === 'command' && { body: {} }) })
      kiosk.wire.toPage = ({ type, id, ...rest }) =>
        type === 'answer' ? { type, id, ok: false, ...answer } : { type, id, ...rest }
      await kiosk.pass(3_000)
      await tap(kiosk, 'fees')
      await is(kiosk, `refused: ${name}`)
      await press(kiosk, 'home')
    }
  })

  it('of a connection that is slow, lost or refused', async () => {
    const joining = await hall.open('/kiosk', ['kiosk', 'issuing'], { wire: { toPage: () => undefined } })
    await is(joining, 'connecting')
    const kiosk = await openKiosk(hall, 'kiosk-2')
    kiosk.wire.toPage = ({ ...message }) =>
      message.type === 'beat' ? { ...message, trouble: 'clock-in-doubt' } : message
    kiosk.beat()
    await is(kiosk, 'paused')
    kiosk.wire.toPage = undefined
    kiosk.beat()
    await kiosk.has('.menu[data-shown=true]')
    hall.freeze()
    await kiosk.pass(9_000)
    await is(kiosk, 'no word for nine seconds')
    await kiosk.pass(13_000)
    await is(kiosk, 'offline')
    await kiosk.pass(60_000)
    await is(kiosk, 'at rest, offline')
    hall.wake()
    await kiosk.pass(20_000)
    await kiosk.click('.attract-key')
    await kiosk.has('.menu[data-shown=true]')
    const { devices } = await hall.settings()
    await hall.change({ devices: (devices as { id: string }[]).filter(({ id }) => id !== 'kiosk-2') })
    await is(kiosk, 'not in the settings')
  })

  it('of a ticket whose answer is late', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-1')
    hall.freeze()
    await tap(kiosk, 'repairs')
    await is(kiosk, 'tapped')
    await kiosk.pass(1_500)
    await is(kiosk, 'no answer for a second')
    await kiosk.pass(4_500)
    await is(kiosk, 'no answer for five seconds')
    await kiosk.pass(27_000)
    await is(kiosk, 'no answer, given up')
    hall.wake()
    await kiosk.has('.issued[data-print=printed]')
    await is(kiosk, 'issued and printed')
    await done(kiosk)
    kiosk.wire.toPage = () => undefined
    await tap(kiosk, 'repairs')
    await kiosk.pass(33_000)
    await press(kiosk, 'home')
    kiosk.wire.toPage = undefined
    await kiosk.pass(15_000)
    await kiosk.has('.notice-shown')
    await is(kiosk, 'home, a number has not reached its customer')
  })

  it('of a ticket whose paper does not come', async () => {
    const { printer } = all
    const kiosk = await openKiosk(hall, 'kiosk-1')
    printer.device.takePaperOut()
    await tap(kiosk, 'repairs')
    await is(kiosk, 'issued, no paper in the printer')
    await done(kiosk)
    await is(kiosk, 'home, no paper in the printer')
    kiosk.wire.toPage = withoutCode
    await tap(kiosk, 'repairs')
    await is(kiosk, 'issued, no paper, no code')
    kiosk.wire.toPage = undefined
    await done(kiosk)
    printer.device.loadPaper(1_000_000)
    await hall.manager.done('print-test-page', { device: 'kiosk-1' })
    await kiosk.has('.notice:not(.notice-shown)')
    printer.blackHole(true)
    await tap(kiosk, 'repairs')
    await is(kiosk, 'issued, printing')
    await kiosk.pass(13_000)
    await is(kiosk, 'issued, the printer says nothing')
    await done(kiosk)
    kiosk.wire.toPage = cutOff
    await tap(kiosk, 'repairs')
    await is(kiosk, 'issued, cut off while it printed')
    await done(kiosk)
    kiosk.wire.toPage = (message) => withoutCode(cutOff(message))
    await tap(kiosk, 'repairs')
    await is(kiosk, 'issued, cut off, no code')
    printer.blackHole(false)
  })

  it('of a ticket without a printer', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-2')
    await tap(kiosk, 'fees')
    await is(kiosk, 'issued without a printer')
    await done(kiosk)
    kiosk.wire.toPage = withoutCode
    await tap(kiosk, 'fees')
    await is(kiosk, 'issued without a printer and a code')
    for (const [state, told] of Object.entries(toldWaits)) {
      await done(kiosk)
      kiosk.wire.toPage = tellsWait(told)
      await tap(kiosk, 'fees')
      await is(kiosk, state)
    }
  })

  it('of a ticket whose printer says nothing', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-3')
    await tap(kiosk, 'fees')
    await kiosk.has('.issued[data-print=asked]')
    await is(kiosk, 'issued, came it out?')
    await press(kiosk, 'paper-again')
    await is(kiosk, 'printed again')
    await kiosk.has('.issued[data-print=asked]')
    await is(kiosk, 'printed again, came it out?')
    await kiosk.pass(1_000)
    await press(kiosk, 'paper-again')
    await is(kiosk, 'no paper came')
  })

  it('of many services, in groups and on pages', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-2')
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [
        `more-${n}`,
        { name: { en: 'Fees and payments' }, prefix: 'M', group: n < 11 ? 'fees' : 'moving' },
      ]),
    )
    const groups = { fees: { en: 'Fees and payments' }, moving: { en: 'Moving in and tenancy' } }
    const grouped = Object.fromEntries(services.map((service) => [service, { group: 'moving' }]))
    await hall.change({ groups, services: { ...grouped, ...many } })
    await is(kiosk, 'services in groups')
    await kiosk.click('.groups .key:nth-child(2)')
    await is(kiosk, 'services on pages')
  })

  it('at each time of day', async () => {
    const kiosk = await openKiosk(hall, 'kiosk-2')
    const hoursAfterNoon = { afternoon: 3, evening: 8, early: 19, morning: 22 }
    let told = 0
    for (const [greeting, hours] of Object.entries(hoursAfterNoon)) {
      kiosk.later((hours - told) * 3_600_000)
      told = hours
      await is(kiosk, `greeting: ${greeting}`)
    }
  })

  it('are in all states of the table', () => {
    expect(statesNotShown(table)).toEqual([])
  })
})
