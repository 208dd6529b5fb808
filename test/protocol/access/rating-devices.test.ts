import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HallFromAway, isPairingPage, ownAddress } from '../../access/hall-from-away.ts'
import { Driver } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** Rating devices that come by the address of the network, in a hall that is no demo. */

let away: HallFromAway
let hall: RunningHall

beforeAll(async () => {
  if (ownAddress === undefined) return
  const directory = await furnishedDirectory((file) => ({
    ...file,
    devices: [
      ...file.devices.map(({ printer: _, ...device }) => device),
      { id: 'kiosk-2', kind: 'kiosk' as const, name: 'kiosk-2' },
      { id: 'rating-3', kind: 'rating' as const, name: 'At 3', counter: '3' },
    ],
  }))
  hall = await startHall({ verb: 'serve', directory, flags: ['--host', '0.0.0.0', '--plain-http'] })
  away = new HallFromAway(hall)
  await away.administrator.signIn('9001')
})
afterAll(() => hall?.close())

const statusOf = async (driver: Driver, path: string) => (await driver.get(path)).status

describe.skipIf(ownAddress === undefined)('a rating device on another machine', () => {
  test('may do nothing and shows its code before it is paired, and so does a device of another kind', async () => {
    const guest = new Driver(away, 'rating-3')
    const kiosk = await away.paired('kiosk-2', { kind: 'kiosk' })
    for (const driver of [guest, kiosk])
      for (const path of ['/rate/3', '/rate/3?device=rating-3'])
        expect([path, await isPairingPage(driver, path)]).toEqual([path, true])
    const { status, body } = await guest.get('/api/views/rating?counter=3&device=rating-3')
    expect([status, body.problem]).toEqual([401, expect.stringContaining('not paired as this rating device')])
    const rating = { counter: '3', visit: '2026-11-30/A001', score: 5 }
    expect((await guest.command('rate-at-counter', rating)).status).toBe(401)
    expect((await kiosk.command('rate-at-counter', rating)).status).toBe(403)
  })

  test('rates at its own counter, is led to its page, and is refused at any other; who moves it ends its view', async () => {
    const device = await away.paired('rating-3', { kind: 'rating' })
    for (const path of ['/pair', '/rate', '/rate/1'])
      expect([path, (await device.get(path)).headers.location]).toEqual([path, '/rate/3'])
    expect(await isPairingPage(device, '/rate/3')).toBe(false)
    expect(await statusOf(device, '/api/views/rating?counter=3')).toBe(200)
    expect(await statusOf(device, '/api/views/rating?counter=1')).toBe(403)
    expect(await statusOf(device, '/api/views/rating?counter=3&device=kiosk-1')).toBe(403)
    const page = await device.watch('rating', { counter: '3' })
    const clerk = new Driver(hall)
    await clerk.signIn('1003')
    await clerk.done('open-counter', { counter: '3' })
    const { label } = await new Driver(hall, 'kiosk-1').issue('repairs')
    await clerk.done('call-ticket', { counter: '3', label })
    await clerk.done('start-service', { counter: '3' })
    await clerk.done('finish', { counter: '3' })
    await page.see('the visit', ({ visit }) => visit !== undefined)
    const visit = (page.view as unknown as { visit: { id: string; label: string } }).visit
    expect(visit).toMatchObject({ label })
    const elsewhere = await device.command('rate-at-counter', { counter: '1', visit: visit.id, score: 1 })
    expect([elsewhere.status, elsewhere.body.refusal]).toEqual([409, { reason: 'not-yours', counter: '1' }])
    await device.done('rate-at-counter', { counter: '3', visit: visit.id, score: 2 })
    await page.see('no visit', ({ visit: left }) => left === undefined)
    expect(hall.given().at(-1)).toMatchObject({
      actor: 'device',
      device: 'rating-3',
      command: 'rate-at-counter',
    })
    const { body } = await away.administrator.get('/api/settings')
    const { version: base, settings } = body as unknown as {
      version: number
      settings: { devices: { id: string }[] }
    }
    const devices = settings.devices.map((one) => (one.id === 'rating-3' ? { ...one, counter: '1' } : one))
    await away.administrator.done('change-settings', { base, patch: { devices } })
    expect(await page.until('the end', ({ type }) => type === 'ended')).toMatchObject({ why: 'wrong-role' })
    expect(await statusOf(device, '/api/views/rating?counter=3')).toBe(403)
    expect(await statusOf(device, '/api/views/rating?counter=1')).toBe(200)
  })
})
