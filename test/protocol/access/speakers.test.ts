import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HallFromAway, isPairingPage, ownAddress } from '../../access/hall-from-away.ts'
import { Driver } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** Speakers that come by the address of the network, in a hall that is no demo. */

let away: HallFromAway
let hall: RunningHall

beforeAll(async () => {
  if (ownAddress === undefined) return
  const directory = await furnishedDirectory((file) => ({
    ...file,
    counters: { ...file.counters, 3: { ...file.counters['3']!, zone: 'left' } },
    devices: [
      ...file.devices.map(({ printer: _, ...device }) => device),
      { id: 'kiosk-2', kind: 'kiosk' as const, name: 'kiosk-2' },
      { id: 'speaker-1', kind: 'speaker' as const, name: 'In the left hall', zone: 'left' },
    ],
  }))
  hall = await startHall({ verb: 'serve', directory, flags: ['--host', '0.0.0.0', '--plain-http'] })
  away = new HallFromAway(hall)
  await away.administrator.signIn('9001')
})
afterAll(() => hall?.close())

describe.skipIf(ownAddress === undefined)('a speaker on another machine', () => {
  test('shows its code before it is paired, and so does a device of another kind', async () => {
    const guest = new Driver(away, 'speaker-1')
    const kiosk = await away.paired('kiosk-2', { kind: 'kiosk' })
    for (const driver of [guest, kiosk])
      for (const path of ['/speaker', '/speaker?device=speaker-1'])
        expect([path, await isPairingPage(driver, path)]).toEqual([path, true])
  })

  test('is led to its page, hears the calls of its zone, gives no command, and reports its sound', async () => {
    const speaker = await away.paired('speaker-1', { kind: 'speaker' })
    for (const path of ['/pair', '/speaker', '/speaker?device=speaker-2'])
      expect([path, (await speaker.get(path)).headers.location]).toEqual([path, '/speaker?device=speaker-1'])
    expect(await isPairingPage(speaker, '/speaker?device=speaker-1')).toBe(false)
    expect((await speaker.command('issue-ticket', { service: 'repairs' })).status).toBe(403)

    const page = await speaker.watch('board', { device: 'speaker-1' })
    const devices = await away.administrator.watch('devices')
    const shown = (what: string, facts: object) =>
      devices.see(what, ({ devices: all }) => {
        const known = (all as Record<string, object>)['speaker-1']
        return JSON.stringify({ ...known, ...facts }) === JSON.stringify(known)
      })
    page.send({ type: 'report', sound: 'blocked', width: 800, height: 480 })
    await shown('the speaker that waits for a touch', { isConnected: true, sound: 'blocked', width: 800 })
    page.send({ type: 'report', sound: 'on' })
    await shown('the speaker that sounds', { kind: 'speaker', zone: 'left', sound: 'on' })

    const clerks = [new Driver(hall), new Driver(hall)]
    for (const [n, badge] of ['1001', '1003'].entries()) {
      await clerks[n]!.signIn(badge)
      const counter = ['1', '3'][n]!
      await clerks[n]!.done('open-counter', { counter })
      const { label } = await new Driver(hall, 'kiosk-1').issue('repairs')
      await clerks[n]!.done('call-ticket', { counter, label })
      if (counter === '1') continue
      const frame = await page.until('the call', (one) => heardIn(one).length > 0)
      expect(heardIn(frame)).toMatchObject([{ type: 'called', label, counter }])
    }
    expect(page.frames.flatMap(heardIn)).toHaveLength(1)

    await away.administrator.done('revoke-device', { device: 'speaker-1' })
    await page.until('the end', ({ type }) => type === 'closing')
    expect(await isPairingPage(speaker, '/speaker')).toBe(true)
  })
})

const heardIn = (frame: object): readonly object[] =>
  'events' in frame && Array.isArray(frame.events) ? frame.events : []
