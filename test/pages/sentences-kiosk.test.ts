import { afterAll, afterEach, beforeAll, it } from 'vitest'
import { startTcpPrinter, type TcpPrinter } from '../../printers/virtual-printer/tcp-printer.ts'
import { describePages } from './browser.ts'
import { closedHours, DrivenHall } from './sentences/driven-hall.ts'
import type { DrivenPage } from './sentences/driven-page.ts'
import { kiosk as table } from './sentences/kiosk-table.ts'

/** Sentences against states: the kiosk, driven by its customers, its hall and its printer. */

const services = ['tenancy', 'fees', 'renovation', 'repairs', 'parking', 'passes']
/** A printer that never says that anything came out. */
const mute = { realTime: false, processId: false, paperSensor: false, statusBack: false, clear: false }

describePages('the sentences of the kiosk', () => {
  let hall: DrivenHall
  let printer: TcpPrinter
  let mutePrinter: TcpPrinter
  beforeAll(async () => {
    ;[printer, mutePrinter] = await Promise.all([startTcpPrinter(), startTcpPrinter({ answers: mute })])
    hall = await DrivenHall.start((file) => ({
      ...file,
      services: { ...file.services, passes: { ...file.services.passes!, maxWaiting: 1 } },
      devices: [
        { id: 'kiosk-1', kind: 'kiosk', name: 'Kiosk 1', printer: printer.address },
        { id: 'kiosk-2', kind: 'kiosk', name: 'Kiosk 2' },
        { id: 'kiosk-3', kind: 'kiosk', name: 'Kiosk 3', printer: mutePrinter.address },
      ],
    }))
    await hall.clerks[0]!.done('open-counter', { counter: '1' })
  })
  afterEach(() => hall?.closePages())
  afterAll(async () => {
    await hall?.close()
    await printer?.close()
    await mutePrinter?.close()
  })

  const open = async (device: string): Promise<DrivenPage> => {
    const opened = await hall.open(`/kiosk?device=${device}`, ['kiosk', 'issuing'], {
      viewport: { width: 1080, height: 1920 },
    })
    await opened.has('.menu[data-shown=true]')
    return opened
  }
  const is = (opened: DrivenPage, state: string) => opened.is(table, state)
  const tap = (opened: DrivenPage, service: string) => opened.click(`[data-service=${service}]`)
  const press = (opened: DrivenPage, key: string) => opened.click(`[data-key=${key}]`)
  /** Ends the screen of a ticket; nobody is asked whether the next one is meant. */
  const done = async (opened: DrivenPage) => {
    await opened.pass(4_000)
    await press(opened, 'done')
    await opened.has('.menu')
    await opened.pass(7_000)
  }
  /** A kiosk that gives up its customer as early as a hall can have it (ms). */
  const shortest = 5_000

  const ofHall = async () => {
    const kiosk = await open('kiosk-1')
    await is(kiosk, 'open, nobody waits')
    await hall.clerks[0]!.done('close-counter', { counter: '1' })
    await hall.kiosk.issue('tenancy')
    await is(kiosk, 'open, somebody waits, no counter open')
    await hall.clerks[0]!.done('open-counter', { counter: '1' })
    await is(kiosk, 'open, somebody waits')
    await kiosk.click('[data-aid=language]')
    await kiosk.has('html[lang=zh-CN]')
    await is(kiosk, 'open, somebody waits')
    await kiosk.click('[data-aid=language]')
    await kiosk.has('html[lang=en]')
    await press(kiosk, 'priority')
    await is(kiosk, 'priority')
    await kiosk.click('[data-category=elderly]')
    await is(kiosk, 'priority chosen')
    await tap(kiosk, 'fees')
    await kiosk.has('.issued[data-print=printed]')
    await is(kiosk, 'issued and printed, with a category')
    await done(kiosk)
    await hall.kiosk.issue('passes')
    await hall.manager.done('close-service', { service: 'parking' })
    await is(kiosk, 'a service full, another closed')
    await tap(kiosk, 'passes')
    await is(kiosk, 'full service explained')
    await press(kiosk, 'home')
    await tap(kiosk, 'parking')
    await is(kiosk, 'closed service explained')
    await press(kiosk, 'home')
    await hall.manager.done('open-service', { service: 'parking' })
    await kiosk.has('[data-service=parking][data-closed=false]')
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
  }

  const ofClosing = async () => {
    const kiosk = await open('kiosk-2')
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
    await hall.change({ hours: closedHours('tomorrow') })
    await is(kiosk, 'at rest, closed for today')
    await hall.setKioskTimes()
    await kiosk.click('.attract-key')
    await is(kiosk, 'closed for today')
    await hall.change({ hours: closedHours('today') })
    await is(kiosk, 'closed until later')
    await hall.change({ hours: 'always' })
    await is(kiosk, 'no service open')
    for (const service of services) await hall.manager.done('open-service', { service })
    await kiosk.has('[data-service=fees][data-closed=false]')
    // The page has not heard of the closing when the customer taps.
    kiosk.wire.toPage = (message) => (message.type === 'answer' ? message : undefined)
    await hall.change({ hours: closedHours('today') })
    await tap(kiosk, 'fees')
    await is(kiosk, 'closed while the customer chose')
    await hall.change({ hours: 'always' })
  }

  const ofConnection = async () => {
    const joining = await hall.open('/kiosk', ['kiosk', 'issuing'], { wire: { toPage: () => undefined } })
    await is(joining, 'connecting')
    const kiosk = await open('kiosk-2')
    const reasons = [
      'no-such-service',
      'hall-is-full',
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
    kiosk.wire.toServer = undefined
    kiosk.wire.toPage = ({ ...message }) =>
      message.type === 'beat' ? { ...message, trouble: 'clock-in-doubt' } : message
    await is(kiosk, 'paused')
    kiosk.wire.toPage = undefined
    await kiosk.has('.menu[data-shown=true]')
    hall.freeze()
    await kiosk.pass(9_000)
    await is(kiosk, 'no word for nine seconds')
    await kiosk.pass(13_000)
    await is(kiosk, 'offline')
    await kiosk.pass(60_000)
    await is(kiosk, 'at rest, offline')
    hall.wake()
    await kiosk.click('.attract-key')
    await kiosk.has('.menu[data-shown=true]')
    const { body } = await hall.administrator.get('/api/settings')
    const { devices } = (body as unknown as { settings: { devices: { id: string }[] } }).settings
    await hall.change({ devices: devices.filter(({ id }) => id !== 'kiosk-2') })
    await is(kiosk, 'paused')
    await hall.change({ devices })
    await greetings()
    await menus()
  }

  const menus = async () => {
    const kiosk = await open('kiosk-1')
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
  }
  const greetings = async () => {
    const kiosk = await open('kiosk-1')
    for (const [greeting, hour] of Object.entries({ early: 7, morning: 10, afternoon: 15, evening: 20 })) {
      const offset = ((new Date().getUTCHours() - hour + 36) % 24) - 12
      await hall.change({ timeZone: `Etc/GMT${offset >= 0 ? '+' : ''}${offset}` })
      await is(kiosk, `greeting: ${greeting}`)
    }
  }

  const beat = async (page: DrivenPage): Promise<void> => {
    await new Promise<void>((settle) => {
      page.wire.toPage = (message) => {
        if (message.type === 'beat') settle()
        return message
      }
    })
    page.wire.toPage = undefined
  }

  const ofTicket = async () => {
    const kiosk = await open('kiosk-1')
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
    await kiosk.pass(601_000)
    // The page's clock is ten minutes ahead until the server's time corrects it.
    await beat(kiosk)
    await kiosk.click('.attract-key')

    printer.device.takePaperOut()
    await tap(kiosk, 'repairs')
    await is(kiosk, 'issued, no paper in the printer')
    await done(kiosk)
    await is(kiosk, 'home, no paper in the printer')
    printer.device.loadPaper(1_000_000)
    await hall.manager.done('print-test-page', { device: 'kiosk-1' })
    await kiosk.has('.notice:not(.notice-shown)')
    printer.blackHole(true)
    await tap(kiosk, 'repairs')
    await is(kiosk, 'issued, printing')
    await kiosk.pass(13_000)
    await is(kiosk, 'issued, the printer says nothing')
    printer.blackHole(false)

    const plain = await open('kiosk-2')
    await tap(plain, 'fees')
    await is(plain, 'issued without a printer')
    await done(plain)
    plain.wire.toPage = ({ ...message }) => {
      const { phoneUrl: _, ...result } = (message.result ?? {}) as Record<string, unknown>
      return message.type === 'answer' ? { ...message, result } : message
    }
    await tap(plain, 'fees')
    await is(plain, 'issued without a printer and a code')

    const asking = await open('kiosk-3')
    await tap(asking, 'fees')
    await asking.has('.issued[data-print=asked]')
    await is(asking, 'issued, came it out?')
    await press(asking, 'paper-again')
    await is(asking, 'printed again')
    await asking.has('.issued[data-print=asked]')
    await is(asking, 'printed again, came it out?')
    await asking.pass(1_000)
    await press(asking, 'paper-again')
    await is(asking, 'no paper came')
  }

  it('are in each state of hall, choice, connection and paper exactly those of the table', async () => {
    await ofHall()
    await ofClosing()
    await ofTicket()
    await ofConnection()
  }, 120_000)
})
