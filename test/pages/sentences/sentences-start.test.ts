import { afterAll, beforeAll, expect, it } from 'vitest'
import { describePages } from '../browser/browser.ts'
import { DrivenHall } from './driven-hall.ts'
import { statesNotShown } from './driven-page.ts'
import { paper, start } from './tables/start-table.ts'

/** Sentences against states: the start page, and the tray of the demo’s papers. */

describePages('the sentences of the start page and of the paper tray', () => {
  let hall: DrivenHall
  let demo: DrivenHall
  beforeAll(async () => {
    ;[hall, demo] = await Promise.all([
      DrivenHall.start((file) => ({ ...file, devices: [] })),
      DrivenHall.startDemo(),
    ])
  })
  afterAll(async () => {
    await hall?.close()
    await demo?.close()
  })

  it('are in each state of hall and device exactly those of the table', async () => {
    await (await hall.open('/', ['start'])).is(start, 'a hall')
    const before = () => Object.defineProperty(window, 'AudioContext', { value: undefined })
    await (await hall.open('/', ['start'], { before })).is(start, 'a hall, on a device without sound')
    await (await demo.open('/', ['start'])).is(start, 'a demo')
    await (await demo.open('/no-such-page', ['start'])).is(start, 'a demo, an address without a page')
  })

  it('are in each state of the tray exactly those of the table', async () => {
    await (await hall.open('/paper', ['paper'])).is(paper, 'a hall, for a stranger')
    const staff = await hall.open('/paper', ['paper'], { storageState: hall.signedIn(hall.manager) })
    await staff.is(paper, 'a hall whose devices print none')
    const tray = await demo.open('/paper', ['paper'])
    await tray.is(paper, 'no ticket yet')
    await demo.kiosk.issue('fees')
    await tray.is(paper, 'one ticket')
    await demo.kiosk.issue('fees')
    await tray.is(paper, 'two tickets')
    demo.freeze()
    await tray.pass(9_000)
    await tray.is(paper, 'no word for nine seconds')
    await tray.pass(13_000)
    await tray.is(paper, 'offline')
    demo.wake()
  })

  it('are in all states of the table', () => {
    expect([...statesNotShown(start), ...statesNotShown(paper)]).toEqual([])
  })
})
