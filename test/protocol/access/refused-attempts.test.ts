import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDeviceSecret } from '../../../server/access/devices/devices.ts'
import { attemptKinds } from '../../../server/access/refused-attempts.ts'
import { Driver } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** Refused attempts are counted and logged, without a word of them, and fill nothing. */

let hall: RunningHall
let guest: Driver
let clerk: Driver
let administrator: Driver
const { secret: removed, hash } = makeDeviceSecret('left')
beforeAll(async () => {
  const directory = await furnishedDirectory()
  const pairing = { kind: 'print-agent', name: 'left', hash, addedAt: 1, revokedAt: 2 } as const
  writeFileSync(join(directory, 'devices.json'), JSON.stringify({ format: 2, devices: { left: pairing } }))
  hall = await startHall({
    verb: 'serve',
    directory,
    flags: ['--public-url', 'https://q.example'],
  })
  guest = new Driver(hall, 'kiosk-1')
  clerk = new Driver(hall)
  administrator = new Driver(hall)
  await administrator.signIn('9001')
  await clerk.signIn('1001')
})
afterAll(() => hall.close())

const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
const outside = { 'x-forwarded-for': '203.0.113.77' }

/** One attempt of each kind, as a stranger or a clerk makes it. */
const attempts: Readonly<Record<(typeof attemptKinds)[number], () => Promise<{ status: number }>>> = {
  host: () => guest.get('/', { host: 'stranger.example' }),
  origin: () => guest.get('/live?view=board', { ...upgrade, origin: 'https://stranger.example' }),
  'sign-in': () => guest.ask('POST', '/api/session', { body: { badge: 'stranger', password: 'stranger' } }),
  pin: () => guest.ask('POST', '/api/session/unlock', { body: { pin: '739104' } }),
  command: () => clerk.command('close-day', {}),
  view: () => clerk.get('/api/views/manager'),
  device: () => guest.get('/api/views/kiosk?device=stranger'),
  pairing: () => guest.ask('POST', '/api/device', { body: { claim: 'stranger' } }),
  'pairing-code': () => administrator.command('approve-device', { code: 'stranger', device: 'kiosk-1' }),
  'removed-device': () => guest.get('/agent', { ...upgrade, authorization: `Bearer ${removed}` }),
  // A ticket every two seconds is allowed again.
  tickets: async () => {
    let answer = await guest.command('issue-ticket', { service: 'fees' })
    while (answer.status === 200) answer = await guest.command('issue-ticket', { service: 'fees' })
    return answer
  },
  'ticket-key': () => guest.get('/api/tickets/stranger'),
  'api-key': () => guest.get('/api/views/board', { authorization: 'Bearer stranger' }),
  'print-agent': () => guest.get('/agent', { ...upgrade, authorization: 'Bearer stranger' }),
  settings: () => clerk.get('/api/settings'),
  record: () => clerk.get('/api/record'),
  metrics: () => guest.get('/metrics', outside),
}

const counted = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    [
      ...(await guest.get('/metrics')).text.matchAll(
        /^nowserving_refused_total\{kind="([\w-]+)"\} (\d+)$/gmu,
      ),
    ].map(([, kind, count]) => [kind, Number(count)]),
  )

test('an attempt of any kind is refused, counted in the metrics and logged once, however often it is repeated', async () => {
  const times = 40
  expect(Object.values(await counted())).toEqual(attemptKinds.map(() => 0))
  const given = () => hall.given().filter(({ command }) => command !== 'issue-ticket')
  const before = given()
  for (const kind of attemptKinds)
    for (let n = 0; n < times; n += 1) {
      const { status } = await attempts[kind]()
      expect([kind, status >= 400 && status < 500]).toEqual([kind, true])
    }
  expect(await counted()).toEqual(Object.fromEntries(attemptKinds.map((kind) => [kind, times])))
  expect(given()).toEqual(before)
  const lines = hall.stderr.split('\n').filter((line) => line.includes('attempts were refused'))
  expect(lines.map((line) => JSON.parse(line).refused)).toEqual(attemptKinds)
  expect(hall.stderr).not.toMatch(/stranger|203\.0\.113|1001/u)
})
