import { afterAll, beforeAll, expect, test } from 'vitest'
import { Driver, newKey } from '../../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'

/** The messages that a page may send over the socket, and the answer to all others. */

let hall: RunningHall
let kiosk: Driver
beforeAll(async () => {
  hall = await startHall()
  kiosk = new Driver(hall, 'kiosk-1')
})
afterAll(() => hall.close())

test('a command over the socket is answered as over HTTP', async () => {
  const page = await kiosk.watch('kiosk')
  const id = newKey()
  expect(await page.command('issue-ticket', { service: 'fees' }, id)).toMatchObject({
    type: 'answer',
    id,
    ok: true,
    seq: expect.any(Number),
    result: { ticket: expect.any(String), label: 'B001', ahead: 0, phoneUrl: expect.any(String) },
  })
  expect(await page.command('issue-ticket', { service: 'nothing' })).toMatchObject({
    ok: false,
    refusal: { reason: 'no-such-service' },
  })
  expect(await page.command('issue-ticket', { service: 1 })).toMatchObject({
    ok: false,
    invalid: [{ path: 'service', problem: expect.any(String) }],
  })
  expect(await page.command('dance', {})).toMatchObject({ ok: false, denied: 'no-such-type' })
  expect(await page.command('call-next', { counter: '1' })).toMatchObject({
    ok: false,
    denied: 'not-signed-in',
  })
  await page.close()
})

const command = { type: 'command', id: newKey(), command: 'issue-ticket', body: { service: 'fees' } }
const bad: [string, string][] = [
  ['no JSON', '{'],
  ['nothing', ''],
  ['a number', '42'],
  ['null', 'null'],
  ['a list', '[{"type":"again"}]'],
  ['no type', '{}'],
  ['an unknown type', '{"type":"shutdown"}'],
  ['a message of the server', '{"type":"welcome"}'],
  ['an unknown field', JSON.stringify({ ...command, colour: 'red' })],
  ['a short id', JSON.stringify({ ...command, id: 'x' })],
  ['no id', JSON.stringify({ ...command, id: undefined })],
  ['a body that is no object', JSON.stringify({ ...command, body: 'fees' })],
  ['a body that is a list', JSON.stringify({ ...command, body: [] })],
  ['a command that is no name', JSON.stringify({ ...command, command: 7 })],
  ['__proto__', `{"type":"again","__proto__":{"isAdmin":true}}`],
  ['__proto__ in the body', JSON.stringify(command).replace('"service"', '"__proto__":{"a":1},"service"')],
  ['depth', `{"type":"again","deep":${'['.repeat(4_000)}${']'.repeat(4_000)}}`],
  ['deep objects', `${'{"a":'.repeat(1_500)}1${'}'.repeat(1_500)}`],
  ['a report of nonsense', '{"type":"report","width":1e99}'],
  ['NUL', '\0'.repeat(100)],
]

test.each(bad)('%s is answered as invalid, changes nothing, and the page may go on', async (_what, text) => {
  const page = await kiosk.watch('kiosk')
  const lines = hall.given().length
  const from = page.frames.length
  page.send(text)
  const answer = await page.until('an answer', ({ type }) => type === 'invalid', from)
  expect(answer.invalid).toContainEqual({ path: expect.any(String), problem: expect.any(String) })
  expect(JSON.stringify(answer)).not.toMatch(/node_modules|\.(js|ts):\d|Error/u)
  expect(hall.given()).toHaveLength(lines)
  page.send({ type: 'again' })
  await page.until('a welcome', ({ type }) => type === 'welcome', from + 1)
  await page.close()
})

test('a report of a page about itself changes no ticket and is no command', async () => {
  const page = await kiosk.watch('board')
  const lines = hall.given().length
  const from = page.frames.length
  page.send({ type: 'report', sound: 'blocked', visible: true, build: 'x', width: 1920, height: 1080 })
  page.send({ type: 'again' })
  await page.until('a welcome', ({ type }) => type === 'welcome', from)
  expect(page.frames.slice(from).map(({ type }) => type)).not.toContain('invalid')
  expect(hall.given()).toHaveLength(lines)
  await page.close()
})

test('a binary frame closes the page with 1003', async () => {
  const page = await kiosk.watch('board')
  page.socket.send(Buffer.from('{"type":"again"}'), { binary: true })
  expect((await page.gone()).code).toBe(1003)
})

test('a message over 16 KiB closes the page with 1009, also in pieces; one of 16 KiB is read', async () => {
  const whole = await kiosk.watch('board')
  const from = whole.frames.length
  whole.send(`{"type":"again"}`.padEnd(16 * 1024, ' '))
  await whole.until('a welcome', ({ type }) => type === 'welcome', from)
  whole.send(`{"type":"again"}`.padEnd(17 * 1024, ' '))
  expect((await whole.gone()).code).toBe(1009)
  const pieces = await kiosk.watch('board')
  for (let part = 0; part < 20; part += 1) pieces.socket.send(' '.repeat(1024), { fin: false })
  expect((await pieces.gone()).code).toBe(1009)
})

test('text that is no UTF-8 closes the page, and the hall goes on', async () => {
  const page = await kiosk.watch('board')
  page.socket.send(Buffer.from([0xff, 0xfe, 0xfd]), { binary: false })
  expect((await page.gone()).code).toBe(1007)
  expect((await kiosk.get('/healthz')).status).toBe(200)
})

test('outside a demo a page that floods is closed with 1008; in the demo it is not', async () => {
  const served = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  const flooded = await new Driver(served).watch('board')
  for (let message = 0; message < 1_000; message += 1) flooded.send({ type: 'report', visible: true })
  expect((await flooded.gone()).code).toBe(1008)
  expect((await new Driver(served).get('/readyz')).status).toBe(200)
  await served.close()
  const free = await kiosk.watch('board')
  for (let message = 0; message < 1_000; message += 1) free.send({ type: 'report', visible: true })
  const from = free.frames.length
  free.send({ type: 'again' })
  await free.until('a welcome', ({ type }) => type === 'welcome', from)
  await free.close()
})
