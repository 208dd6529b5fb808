import { afterAll, beforeAll, expect, test } from 'vitest'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** The QR code on a slip is the key of its ticket, so its picture is shown to those who give tickets. */

let hall: RunningHall
let picture: string
beforeAll(async () => {
  hall = await startHall()
  const kiosk = new Driver(hall, 'kiosk-1')
  const tray = await kiosk.watch('paper')
  await kiosk.issue('fees')
  const printed = await tray.until('a slip', ({ type }) => type === 'happened')
  const [src] = /\/api\/paper\/\d+\.png/u.exec(JSON.stringify(printed)) ?? []
  picture = src ?? 'no picture'
  await tray.close()
})
afterAll(() => hall.close())

/** Not at this machine, as a proxy that nobody named says. */
const elsewhere = { 'x-forwarded-for': '203.0.113.9' }

test('a demo shows its slips on its own machine', async () => {
  const { status, headers } = await new Driver(hall).get(picture)
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'image/png', 'no-store'])
})

test('a guest elsewhere gets neither the tray nor a picture, whether or not there is one', async () => {
  const guest = new Driver(hall, 'kiosk-1')
  for (const path of [picture, '/api/paper/99.png', '/api/views/paper'])
    expect([path, (await guest.get(path, elsewhere)).status]).toEqual([path, 401])
  expect((await guest.dial({ view: 'paper' }, elsewhere).denied()).status).toBe(401)
})

test.each([
  ['1001', 200],
  ['2001', 200],
  ['9001', 200],
])('staff %s gets it anywhere', async (badge, status) => {
  const person = new Driver(hall)
  await person.signIn(badge)
  expect((await person.get(picture, elsewhere)).status).toBe(status)
})
