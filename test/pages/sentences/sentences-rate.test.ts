import { afterAll, beforeAll, expect, it } from 'vitest'
import { describePages } from '../browser/browser.ts'
import { DrivenHall } from './driven-hall.ts'
import { statesNotShown } from './driven-page.ts'
import { rate as table } from './tables/public-table.ts'

/** Sentences against states: the rating device at counter 1. */

const at = { counter: '1' }
const tablet = { viewport: { width: 1280, height: 800 } }
const route = '/rate/1?device=rating-1'

describePages('the sentences of a rating device', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start((file) => ({
      ...file,
      // A busy machine is slow.
      rating: { askSeconds: 300 },
      devices: [...file.devices, { id: 'rating-1', kind: 'rating', name: 'At counter 1', counter: '1' }],
    }))
  })
  afterAll(() => hall?.close())

  /** A visit begins and ends at the counter. */
  async function visit(): Promise<void> {
    const clerk = hall.clerks[0]!
    const { label } = await hall.kiosk.issue('fees')
    await clerk.done('call-ticket', { ...at, label })
    await clerk.done('start-service', at)
    await clerk.done('finish', { ...at, outcome: 'done' })
  }

  it('are in each state exactly those of the table', async () => {
    const [clerk] = hall.clerks
    const joining = await hall.open(route, ['rate'], { ...tablet, wire: { toPage: () => undefined } })
    await joining.is(table, 'connecting')
    const page = await hall.open(route, ['rate'], tablet)
    const is = (state: string) => page.is(table, state)
    await is('the counter is closed')
    await clerk!.done('open-counter', at)
    await is('nothing to rate')
    await clerk!.done('pause-counter', { ...at, reason: 'meal' })
    await is('the counter is paused')
    await clerk!.done('open-counter', at)
    await visit()
    await is('a visit has ended')
    await page.pass(1_000)
    await page.click('[data-score="2"]')
    await is('a low score')
    await page.click('.rate-reason')
    page.wire.toServer = (message) =>
      message.type === 'command' ? { ...message, body: { ...at, visit: 'another', score: 2 } } : message
    hall.freeze()
    await page.click('.rate-send')
    await is('under way')
    hall.wake()
    await is('not recorded')
    page.wire.toServer = undefined
    await page.pass(6_000)
    await is('nothing to rate')
    await visit()
    await is('a visit has ended')
    await page.pass(1_000)
    await page.click('[data-score="5"]')
    await is('rated')
    await page.pass(6_000)
    await is('nothing to rate')
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
    await is('nothing to rate')
    const { devices } = await hall.settings()
    await hall.change({ devices: (devices as { id: string }[]).filter(({ id }) => id !== 'rating-1') })
    await is('not in use')
  })

  it('are in all states of the table', () => {
    expect(statesNotShown(table)).toEqual([])
  })
})
