import { afterAll, beforeAll, expect, it } from 'vitest'
import { Driver } from '../../../fakes/driver.ts'
import { describePages } from '../../browser/browser.ts'
import { DrivenHall } from '../driven-hall.ts'
import { statesNotShown } from '../driven-page.ts'
import { deviceDialog, devices } from '../tables/setup-table.ts'
import { failing, listIn, openSetup } from './driven-setup.ts'

/** Sentences against states: the administrator's page, where screens are paired and removed. */

const counter = '1'

describePages('the sentences of the administrator about devices', () => {
  let hall: DrivenHall
  beforeAll(async () => {
    hall = await DrivenHall.start((file) => ({
      ...file,
      devices: [
        { id: 'kiosk-1', kind: 'kiosk', name: 'Kiosk 1' },
        { id: 'board-1', kind: 'board', name: 'Board 1' },
        { id: 'window-1', kind: 'window', name: '1', counter },
        { id: 'rating-1', kind: 'rating', name: '1', counter },
        { id: 'speaker-1', kind: 'speaker', name: '1' },
        { id: 'console-1', kind: 'console', name: '1', counter },
      ],
    }))
  })
  afterAll(() => hall?.close())

  it('are in each state before one is paired exactly those of the table', async () => {
    const unread = await openSetup(hall, 'devices', {
      toPage: (message) => (listIn(message, 'devices') ? undefined : message),
    })
    await unread.is(devices, 'the devices, not read yet')
    const page = await openSetup(hall, 'devices')
    const is = (state: string) => page.is(devices, state)
    const { devices: all } = await hall.settings()
    await hall.change({ devices: [] })
    await is('no devices')
    await hall.change({ devices: all })
    await is('none is paired')
    const kiosk = await hall.kiosk.watch('kiosk', { device: 'kiosk-1' })
    await is('a kiosk of this machine')
    await kiosk.close()
    const named = await hall.kiosk.watch('pairing', { kind: 'board', device: 'board-1' })
    await is('a screen that calls itself a board waits')
    await page.click('.devices-waiting button')
    await is('none is paired')
    await named.close()
    const screen = await hall.kiosk.watch('pairing')
    await is('a screen waits')
    page.wire.toServer = (message) =>
      message.type === 'command' ? { ...message, body: { screen: '999' } } : message
    await page.click('.devices-waiting button')
    await is('a screen that has left is refused')
    await screen.close()
  })

  it('are in each state of a dialog exactly those of the table', async () => {
    const page = await openSetup(hall, 'devices')
    const is = (state: string) => page.is(deviceDialog, state, 'dialog')
    const type = (code: string) => page.page.fill('.device-code', code)
    const choose = (device: string) => page.page.locator('dialog select').first().selectOption(device)
    const go = () => page.click('.dialog-form [type=submit]')
    const screen = await hall.kiosk.watch('pairing', { kind: 'board' })
    await page.click('#approve-device')
    await is('a screen is approved')
    await type('BCD')
    await go()
    await is('a code of three letters')
    await type('BCDF-GHJK')
    await go()
    await is('a code of no screen')
    await failing(page, 'denied', [go, () => is('too many wrong codes')])
    await failing(page, 'unanswered', [go, () => is('no answer')])
    await type(String(screen.view.code))
    await choose('kiosk-1')
    await go()
    await is('a screen of another kind')
    await choose('new window')
    await go()
    await is('a new window without a name')
    await page.page.fill('.dialog-form input:not(.device-code)', '4')
    await go()
    await is('a new window without a counter')
    await page.page.locator('dialog select').last().selectOption('4')
    await hall.change({ counters: { 4: null } })
    await go()
    await is('a new window at a counter that has gone')
    await page.click('.dialog-form .row-key')
    await page.click('.device:has-text("board-1") .device-open')
    await is('a device that is not paired')
    await page.page.fill('.dialog-form input', '')
    await page.click('.dialog-form [type=submit]')
    await is('a device without a name')
    await screen.close()
  })

  it('are once one is paired exactly those of the tables', async () => {
    const screen = await hall.kiosk.watch('pairing')
    const approving = await openSetup(hall, 'devices')
    await approving.click('#approve-device')
    await approving.page.fill('.device-code', String(screen.view.code))
    await approving.page.selectOption('dialog select', 'board-1')
    await approving.click('.dialog-form [type=submit]')
    await approving.is(devices, 'a screen was approved')
    await hall.closePages()

    const page = await openSetup(hall, 'devices')
    const is = (state: string) => page.is(devices, state)
    const isDialog = (state: string) => page.is(deviceDialog, state, 'dialog')
    const { headers } = await hall.kiosk.ask('POST', '/api/device', { body: { claim: screen.view.claim } })
    await screen.close()
    const device = new Driver(hall.hall)
    device.cookie = headers['set-cookie']?.[0]?.split(';')[0]
    const board = await device.watch('board', { device: 'board-1' })
    await is('a device is connected')
    board.send({ type: 'report', sound: 'blocked', width: 1920, height: 1080 })
    await is('a board waits for a touch to sound')
    board.send({ type: 'report', sound: 'off' })
    await is('a board has no audio')
    board.send({ type: 'report', sound: 'on' })
    await is('a device is connected')

    const other = await hall.kiosk.watch('pairing')
    await page.click('#approve-device')
    await page.page.fill('.device-code', String(other.view.code))
    await page.page.selectOption('dialog select', 'board-1')
    await page.click('.dialog-form [type=submit]')
    await isDialog('the device is paired')
    await page.click('.dialog-form .row-key')
    await other.close()
    await page.click('.device:has-text("board-1") .device-open')
    await isDialog('a paired device')
    await page.click('.dialog-part .row-key')
    await isDialog('remove?')
    await page.click('.dialog-part .row-key')
    await page.click('.dialog-part .dialog-go')
    await board.close()
    await is('a device is silent')
    await hall.administrator.done('revoke-device', { device: 'board-1' })
    await is('a device was removed')
    await page.click('.device:has-text("board-1") .device-open')
    await isDialog('a removed device')
    await page.click('.dialog-part .dialog-go')
    const agent = await hall.kiosk.watch('pairing', { kind: 'print-agent' })
    await hall.administrator.done('approve-device', { code: String(agent.view.code), name: 'Kiosk 2' })
    await is('a print agent')
    await agent.close()
  })

  it('are in all states of the tables', () => {
    expect([...statesNotShown(devices), ...statesNotShown(deviceDialog)]).toEqual([])
  })
})
