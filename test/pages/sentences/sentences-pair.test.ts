import { afterAll, beforeAll, expect, it } from 'vitest'
import { limits } from '../../../server/access/limits.ts'
import type { DevicesView } from '../../../server/protocol/messages.ts'
import { until } from '../../fakes/driver.ts'
import { describePages } from '../browser/browser.ts'
import { DrivenHall } from './driven-hall.ts'
import { statesNotShown } from './driven-page.ts'
import { pair } from './tables/pair-table.ts'

/** Sentences against states: a screen that waits for its pairing, gets it, and loses it. */

describePages('the sentences of a screen that waits for its pairing', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start((file) => ({
      ...file,
      devices: [{ id: 'board-1', kind: 'board', name: 'Board 1' }],
    }))
  })
  afterAll(() => hall?.close())

  const open = (wire = {}) => hall.open('/pair', ['pair'], { wire })

  it('are in each state of its code exactly those of the table', async () => {
    const joining = await open({ toPage: () => undefined })
    await joining.is(pair, 'connecting')
    await hall.closePages()
    const screen = await open()
    const is = (state: string) => screen.is(pair, state)
    await is('a code')
    screen.later(limits.pairingCodeMs - 50_000)
    await is('a code, for a minute')
    const [refused = ''] = Object.keys((await devices()).waiting)
    await hall.administrator.done('refuse-device', { screen: refused })
    await is('refused')
    await screen.pass(245_000)
    await is('refused, nobody asks anew')
    screen.wire.toPage = (message) =>
      'view' in message ? { ...message, view: { stage: 'expired' } } : message
    await screen.click('.pairing-again')
    await is('expired')
    screen.wire.toPage = undefined
    await screen.click('.pairing-again')
    await screen.has('.pairing-code')
    hall.freeze()
    await screen.pass(22_000)
    await is('offline')
    hall.wake()
    await hall.closePages()

    await until('no screen waits', async () => Object.keys((await devices()).waiting).length === 0)
    const others = await Promise.all(
      Array.from({ length: limits.pairingsPerAddress }, () => hall.kiosk.watch('pairing')),
    )
    await (await open()).is(pair, 'too many wait')
    for (const other of others) await other.close()
    await hall.closePages()
  })

  it('are once it is approved, and once its device is removed, exactly those of the table', async () => {
    const screen = await open()
    const is = (state: string) => screen.is(pair, state)
    let goesOn = () => {}
    const approved = new Promise<void>((settle) => {
      goesOn = settle
    })
    await screen.page.route('**/api/device', async (route) => {
      await approved
      await route.abort()
    })
    await approve(await codeOn())
    await is('approved')
    goesOn()
    await is('the secret was not fetched')
    await screen.page.unroute('**/api/device')
    await screen.click('.pairing-again')
    await approve(await codeOn())
    await screen.has('.board')
    await hall.administrator.done('revoke-device', { device: 'board-1' })
    await is('a board that was removed')
    for (const [path, state] of [
      ['/kiosk', 'in the place of a kiosk'],
      ['/window/1', 'in the place of a window'],
      ['/rate/1', 'in the place of a rating device'],
      ['/speaker', 'in the place of a speaker'],
    ] as const) {
      await screen.page.goto(hall.hall.url + path)
      await is(state)
    }

    async function codeOn(): Promise<string> {
      await screen.has('.pairing-code')
      return (await screen.page.locator('.pairing-code').textContent()) ?? ''
    }
  })

  const approve = (code: string) =>
    hall.administrator.done('approve-device', { code, device: 'board-1', replace: true })
  async function devices() {
    const watch = await hall.administrator.watch('devices')
    const { view } = watch
    await watch.close()
    return view as unknown as DevicesView
  }

  it('are in all states of the table', () => {
    expect(statesNotShown(pair)).toEqual([])
  })
})
