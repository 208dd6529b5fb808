import { connect } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Driver, newKey } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'

let hall: RunningHall
let guest: Driver
beforeAll(async () => {
  hall = await startHall()
  guest = new Driver(hall, 'kiosk-1')
})
afterAll(() => hall.close())

/** Each header with the beginning of its value. */
const bounds = [
  ['Content-Security-Policy', "default-src 'self'"],
  ['Permissions-Policy', 'camera=\\(\\), '],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
] as const

test('every answer has the headers that bound what a page may do, refusals and handshakes too', async () => {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket' }
  const answers = await Promise.all([
    guest.get('/kiosk'),
    guest.get('/api/views/board'),
    guest.get('/nothing'),
    guest.get('/', { host: 'elsewhere.example' }),
    guest.get('/live?view=nothing', upgrade),
    guest.get('/agent', upgrade),
    guest.command('issue-ticket', { service: 'fees' }),
    guest.command('issue-ticket', {}),
    guest.command('close-day', {}),
    guest.command('no-such-type', {}, newKey()),
    guest.ask('POST', '/api/session', { body: { badge: '1', password: 'wrong' } }),
    guest.ask('POST', '/api/commands/issue-ticket', { body: 'x'.repeat(20_000) }),
  ])
  expect(new Set(answers.map(({ status }) => status)).size).toBeGreaterThan(5)
  for (const { status, headers } of answers)
    for (const [name, beginning] of bounds)
      expect([status, name, headers[name.toLowerCase()]]).toEqual([
        status,
        name,
        expect.stringMatching(new RegExp(`^${beginning}`, 'u')),
      ])
})

test('also the answer to what is no HTTP has them', async () => {
  const socket = connect(hall.port, '127.0.0.1')
  socket.write('NO HTTP\r\n\r\n')
  const answer = await readText(socket)
  expect(answer).toMatch(/^HTTP\/1\.1 400 /u)
  for (const [name, beginning] of bounds) expect(answer).toMatch(new RegExp(`^${name}: ${beginning}`, 'mu'))
})

test('a guest learns no internal id of a ticket from a refusal', async () => {
  const { label, ticket } = await guest.issue('fees')
  const manager = new Driver(hall)
  await manager.signIn('2001')
  await manager.done('cancel-ticket', { ticket })
  const { body } = await guest.command('return-ticket', { label })
  expect(body.refusal).toEqual({ reason: 'already-ended' })
  expect((await manager.command('return-ticket', { label })).body.refusal?.ticket).toBe(ticket)
})
