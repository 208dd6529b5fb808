import { afterAll, beforeAll, expect, it } from 'vitest'
import { describePages } from '../browser/browser.ts'
import { soundAfterTouch } from '../sound-after-touch.ts'
import { DrivenHall } from './driven-hall.ts'
import { statesNotShown } from './driven-page.ts'
import { speaker as table } from './tables/public-table.ts'

/** Sentences against states: a speaker. */

const at = { counter: '1' }
const tablet = { viewport: { width: 1280, height: 800 } }
const route = '/speaker?device=speaker-1'

describePages('the sentences of a speaker', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start(
      (file) => ({
        ...file,
        devices: [...file.devices, { id: 'speaker-1', kind: 'speaker', name: 'Kiosk 9' }],
      }),
      { sound: false },
    )
  })
  afterAll(() => hall?.close())

  it('are in each state exactly those of the table', async () => {
    const [clerk] = hall.clerks
    const joining = await hall.open(route, ['speaker'], { ...tablet, wire: { toPage: () => undefined } })
    await joining.is(table, 'connecting')
    const mute = await hall.open(route, ['speaker'], {
      ...tablet,
      before: () => void Reflect.deleteProperty(globalThis, 'AudioContext'),
    })
    await mute.is(table, 'no audio')
    const page = await hall.open(route, ['speaker'], { ...tablet, before: soundAfterTouch })
    const is = (state: string) => page.is(table, state)
    await is('sound waits for a touch')
    await page.click('.speaker-key')
    await is('nobody called')
    await hall.manager.done('test-call', at)
    await is('a test call')
    await clerk!.done('open-counter', at)
    await hall.kiosk.issue('fees')
    await clerk!.done('call-next', at)
    await is('one called')
    await clerk!.done('recall', at)
    await is('one called again')
    await page.pass(31_000)
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
    const { devices } = await hall.settings()
    await hall.change({ devices: (devices as { id: string }[]).filter(({ id }) => id !== 'speaker-1') })
    await is('not in use')
  })

  it('are in all states of the table', () => {
    expect(statesNotShown(table)).toEqual([])
  })
})
