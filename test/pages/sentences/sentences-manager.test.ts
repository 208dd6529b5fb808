import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { Driver } from '../../fakes/driver.ts'
import { describePages } from '../browser/browser.ts'
import { closedHours, DrivenHall } from './driven-hall.ts'
import { statesNotShown } from './driven-page.ts'
import { manager as table } from './tables/manager-table.ts'

/** Sentences against states: the floor of the hall manager, from a quiet hall to one that has closed. */

const howLongAgo = /^(total\.minutes|services\.longest|open-items\.minutes)$/u

describePages('the sentences of the hall manager', () => {
  let hall: DrivenHall
  let printer: TcpPrinter
  beforeAll(async () => {
    printer = await startTcpPrinter()
    hall = await DrivenHall.start((file) => ({
      ...file,
      devices: [
        { id: 'kiosk-1', kind: 'kiosk', name: 'Kiosk 1', printer: printer.address },
        { id: 'board-1', kind: 'board', name: 'Board 1' },
      ],
    }))
  })
  afterAll(async () => {
    await hall?.close()
    await printer?.close()
  })

  /** The same floor for somebody who may only read: no key whose command would be refused. */
  async function readAsAuditor(): Promise<void> {
    const roles = ['auditor' as const]
    const { password } = await hall.administrator.done('add-staff', { badge: '3001', name: '3001', roles })
    const auditor = new Driver(hall.hall)
    await auditor.signIn('3001', password, 'correct horse battery')
    const floor = await hall.open('/manager', ['manager', 'staff', 'issuing'], {
      storageState: hall.signedIn(auditor),
    })
    floor.passing = howLongAgo
    await floor.is(table, 'an auditor reads')
    for (const [place, state] of [
      ['.open-items .open-item-label', 'an auditor opens a ticket'],
      ['.open-item-paper .open-item-button', 'an auditor opens a printer'],
      ['.counter-card button', 'an auditor opens a counter'],
    ] as const) {
      await floor.click(place)
      await floor.is(table, state)
      await floor.click('.dialog-keys .row-key:last-child')
    }
    await floor.page.close()
  }

  it('are in each state of floor, papers and hall exactly those of the table', async () => {
    const floor = await hall.open('/manager', ['manager', 'staff', 'issuing'])
    floor.passing = howLongAgo
    const is = (state: string) => floor.is(table, state)
    const at = { counter: '1' }
    const [clerk] = hall.clerks as [(typeof hall.clerks)[0]]
    await is('signed out')
    for (const [badge, state] of [
      ['1001', 'signed in, not a manager'],
      ['2001', 'quiet, all counters closed'],
    ] as const) {
      await floor.has('input[name=badge]')
      await floor.page.fill('input[name=badge]', badge)
      await floor.page.fill('input[name=password]', 'demo')
      await floor.click('.sign-in-go')
      await is(state)
    }
    const board = await hall.kiosk.watch('board', { device: 'board-1' })
    for (const [sound, state] of [
      ['blocked', 'a board waits for a touch to sound'],
      ['off', 'a board has no audio'],
    ] as const) {
      board.send({ type: 'report', sound })
      await is(state)
    }
    await board.close()
    await hall.kiosk.issue('fees')
    await hall.kiosk.issue('fees')
    await is('two wait, no counter is open')
    await hall.manager.done('ask-to-open', at)
    await is('a counter is asked to open')
    await clerk.done('open-counter', at)
    await is('two wait, one counter is free')
    floor.wire.toPage = ({ view, ...message }) => {
      const { queues } = (view ?? {}) as { queues?: Record<string, object> }
      if (!queues) return { ...message, ...(view !== undefined && { view }) }
      const told = {
        tenancy: { wait: { from: 8, to: 15 } },
        parking: { now: true },
        repairs: { why: 'past-closing' },
      }
      const shown = Object.entries(told).map(([id, how]) => {
        const { letter, open } = queues[id] as { letter: string; open: boolean }
        return [id, { letter, open, waiting: 1, ...how }] as const
      })
      return {
        ...message,
        view: { ...(view as object), queues: { ...queues, ...Object.fromEntries(shown) } },
      }
    }
    floor.askAgain()
    await is('waits of several services are told')
    floor.wire.toPage = undefined
    floor.askAgain()
    await clerk.done('call-next', at)
    await is('one is called')
    await clerk.done('start-service', at)
    await is('one is served')
    await clerk.done('hold', { ...at, for: 'copy', minutes: 5 })
    await is('one is held')
    await clerk.done('call-next', at)
    await clerk.done('mark-no-show', at)
    await is('one is held, one is missed')
    await clerk.done('pause-counter', { ...at, reason: 'meal' })
    await hall.manager.done('close-service', { service: 'parking' })
    await is('a counter is paused, a service closed')
    await readAsAuditor()
    printer.device.takePaperOut()
    await hall.kiosk.issue('tenancy')
    await floor.has('.open-item-paper .open-item-late')
    await is('a ticket was not printed')
    await floor.click('.open-item-paper .open-item-label')
    await is('the paper of a ticket')
    await floor.click('.dialog-keys .row-key')
    printer.device.loadPaper(1_000_000)
    await floor.click('.figures-read')
    await is('ratings, there are none')
    await floor.click('.dialog-go')
    await floor.click('.figures-open')
    await floor.has('.tile')
    await is('the report of the day')
    await floor.click('.today-head nav button')
    await is('how the figures are counted')
    await floor.click('.dialog .dialog-go')
    await floor.click('.today-card .tile')
    await floor.has('.today-step')
    await is('the tickets behind a figure')
    await floor.click('.dialog .dialog-go')
    await floor.click('.today-back')
    hall.freeze()
    await floor.pass(22_000)
    await is('offline')
    hall.wake()
    await hall.change({ hours: closedHours('today') })
    await is('closed, somebody waits')
    await hall.manager.done('close-day', {})
    await is('closed, somebody was not served')
  })

  it('are in all states of the table', () => {
    expect(statesNotShown(table)).toEqual([])
  })
})
