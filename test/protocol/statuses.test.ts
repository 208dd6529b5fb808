import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../../server/protocol/commands.ts'
import { wireLimits } from '../../server/protocol/limits.ts'
import { Driver, newKey, openCounters } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** The table of the outer contract: every status, and what stands in it. */

let hall: RunningHall
let kiosk: Driver
let nobody: Driver
let counters: Driver[]
beforeAll(async () => {
  hall = await startHall()
  kiosk = new Driver(hall, 'kiosk-1')
  nobody = new Driver(hall)
  counters = await openCounters(hall, 2)
})
afterAll(() => hall.close())

describe('a command over HTTP', () => {
  test('is answered with 200, its sequence number and its result once it is on disk', async () => {
    const reply = await kiosk.command('issue-ticket', { service: 'fees' })
    expect(reply.status).toBe(200)
    expect(Object.keys(reply.body).sort()).toEqual(['result', 'seq'])
    expect(hall.journal().find(({ seq }) => seq === reply.body.seq)?.result.label).toBe(
      reply.body.result?.label,
    )
  })

  test('that issues a ticket gives exactly ticket, label, ahead, phoneUrl, and wait, now or why there is no figure', async () => {
    const { result } = (await kiosk.command('issue-ticket', { service: 'renovation' })).body
    const { wait, now, why, next: _, ...always } = result!
    expect(Object.keys(always).sort()).toEqual(['ahead', 'label', 'phoneUrl', 'ticket'])
    expect(always.label).toMatch(/^C\d{3}$/u)
    expect(always.phoneUrl).toMatch(new RegExp(`^${hall.url}/t/[A-Za-z0-9_-]{22}$`, 'u'))
    expect([wait, now, why].filter((one) => one !== undefined)).toHaveLength(1)
    if (wait !== undefined) expect(Object.keys(wait as object).sort()).toEqual(['from', 'to'])
  })

  test('in the wrong state is refused with 409 and a reason of the closed list', async () => {
    const reply = await counters[0]!.command('start-service', { counter: '1' })
    expect(reply.status).toBe(409)
    expect(reply.body).toEqual({ refusal: { reason: 'counter-is-free', counter: '1' } })
  })

  test('with a wrong body is answered with 400, the path and the problem', async () => {
    const reply = await kiosk.command('issue-ticket', { service: 42 })
    expect(reply.status).toBe(400)
    expect(reply.body.invalid).toEqual([{ path: 'service', problem: expect.any(String) }])
  })

  test('with an unknown field is refused by its name, at any depth', async () => {
    const outer = await kiosk.command('issue-ticket', { service: 'fees', colour: 'red' })
    expect(outer.status).toBe(400)
    expect(outer.text).toContain('colour')
    const inner = await kiosk.command('issue-ticket', { service: 'fees', expect: { colour: 'red' } })
    expect(inner.status).toBe(400)
    expect(inner.body.invalid?.[0]?.path).toBe('expect.colour')
  })

  test.each([
    ['no JSON', '{"service":'],
    ['a list', '[]'],
    ['a text', '"fees"'],
    ['null', 'null'],
    ['nothing', ''],
    ['__proto__', '{"service":"fees","__proto__":{"category":"elderly"}}'],
    ['__proto__ further in', '{"service":"fees","expect":{"__proto__":{}}}'],
    ['constructor', '{"service":"fees","constructor":{"prototype":{}}}'],
    ['depth', `{"service":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
  ])('whose body is %s is answered with 400', async (_what, text) => {
    const reply = await kiosk.ask('POST', '/api/commands/issue-ticket', {
      body: text,
      headers: { 'idempotency-key': newKey() },
    })
    expect(reply.status).toBe(400)
    expect(reply.body.invalid?.[0]?.problem).toEqual(expect.any(String))
  })

  test('that is no application/json is answered with 400, whatever stands in it', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const reply = await kiosk.ask('POST', '/api/commands/issue-ticket', {
        body: '{"service":"fees"}',
        headers: { 'idempotency-key': newKey(), 'content-type': type },
      })
      expect([type, reply.status]).toEqual([type, 400])
    }
  })

  test('by nobody is answered with 401, by the wrong role with 403', async () => {
    expect((await nobody.command('call-next', { counter: '1' })).status).toBe(401)
    expect((await counters[0]!.command('close-day', {})).status).toBe(403)
  })

  test('of no known type is answered with 404, whatever its name', async () => {
    for (const type of [
      'dance',
      '',
      '__proto__',
      'constructor',
      'time-passed',
      'start-hall',
      'file-settings',
      'raise-numbers',
      'report-print',
      'report-printer',
    ]) {
      expect([type, (await counters[0]!.command(type, {})).status]).toEqual([type, 404])
    }
  })

  test('of exactly 16 KiB is taken, of one byte more answered with 413', async () => {
    const text = '{"service":"parking"}'
    const sized = (bytes: number) => text.padEnd(bytes, ' ')
    const headers = () => ({ 'idempotency-key': newKey() })
    const path = '/api/commands/issue-ticket'
    const most = await kiosk.ask('POST', path, { body: sized(wireLimits.bodyBytes), headers: headers() })
    expect(most.status).toBe(200)
    const over = await kiosk.ask('POST', path, { body: sized(wireLimits.bodyBytes + 1), headers: headers() })
    expect(over.status).toBe(413)
    const chunked = await kiosk.ask('POST', path, {
      body: sized(1_000_000),
      headers: { ...headers(), 'transfer-encoding': 'chunked' },
    })
    expect(chunked.status).toBe(413)
  })

  test('of settings is taken up to 256 KiB, from an administrator alone', async () => {
    const administrator = new Driver(hall)
    await administrator.signIn('9001')
    const { body } = await administrator.get('/api/settings')
    const change = { base: body.version, patch: { name: { en: 'Hall' }, x: 'x'.repeat(100_000) } }
    const largest = { base: 0, patch: { x: 'x'.repeat(wireLimits.settingsBodyBytes) } }
    expect((await counters[0]!.command('change-settings', change)).status).toBe(413)
    expect((await nobody.command('change-settings', change)).status).toBe(413)
    expect((await administrator.command('change-settings', change)).status).toBe(400)
    expect((await administrator.command('change-settings', largest)).status).toBe(413)
    expect((await administrator.command('report-print', change)).status).toBe(413)
  })

  test('of a preview of a slip is drawn for an administrator alone, and told what is wrong', async () => {
    const administrator = new Driver(hall)
    await administrator.signIn('9001')
    const ask = (driver: Driver, body: object) =>
      driver.ask('POST', '/api/settings/slip', { body: JSON.stringify(body) })
    const wanted = { patch: {}, service: 'parking', language: 'en' }
    expect((await ask(nobody, wanted)).status).toBe(401)
    expect((await ask(counters[0]!, wanted)).status).toBe(403)
    const drawn = await ask(administrator, wanted)
    expect([drawn.status, Buffer.from(String(drawn.body.png), 'base64').toString('latin1', 1, 4)]).toEqual([
      200,
      'PNG',
    ])
    const faulty = await ask(administrator, { ...wanted, patch: { slip: { parts: ['tear'] } } })
    expect([faulty.status, JSON.stringify(faulty.body)]).toEqual([400, expect.stringContaining('number')])
    expect((await ask(administrator, { ...wanted, patch: { x: 'x'.repeat(20_000) } })).status).toBe(413)
    const many = await Promise.all(Array.from({ length: 8 }, () => ask(administrator, wanted)))
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200, 429]))
  })

  test('under the sign-in route is bounded alike', async () => {
    const reply = await nobody.ask('POST', '/api/session', {
      body: JSON.stringify({ badge: '1001', password: 'x'.repeat(20_000) }),
    })
    expect(reply.status).toBe(413)
  })
})

describe('an Idempotency-Key', () => {
  test.each([
    ['is missing', undefined],
    ['is too short', 'a'.repeat(15)],
    ['is too long', 'a'.repeat(65)],
    ['has a blank', 'aaaaaaaa aaaaaaaa'],
    ['has a dot', 'aaaaaaaa.aaaaaaaa'],
  ])('that %s is answered with 400 and its name', async (_what, key) => {
    const reply = await kiosk.ask('POST', '/api/commands/issue-ticket', {
      body: { service: 'fees' },
      headers: key === undefined ? {} : { 'idempotency-key': key },
    })
    expect(reply.status).toBe(400)
    expect(reply.body.invalid?.[0]?.path).toBe('Idempotency-Key')
  })

  test('[C3] given twice does the command once and answers the same, letter by letter', async () => {
    const key = newKey()
    const [one, two] = await Promise.all([
      kiosk.command('issue-ticket', { service: 'fees' }, key),
      kiosk.command('issue-ticket', { service: 'fees' }, key),
    ])
    const three = await kiosk.command('issue-ticket', { service: 'fees' }, key)
    expect(one.status).toBe(200)
    expect(two.text).toBe(one.text)
    expect(three.text).toBe(one.text)
    expect(hall.journal().filter((line) => line.key === key)).toHaveLength(1)
  })

  test('[C3] is the same command when only the order of its fields differs', async () => {
    const key = newKey()
    const one = await kiosk.command('issue-ticket', { service: 'fees', language: 'en' }, key)
    expect((await kiosk.command('issue-ticket', { language: 'en', service: 'fees' }, key)).text).toBe(
      one.text,
    )
  })

  test('[C3] with another body, another type or by another actor is refused with 422', async () => {
    const key = newKey()
    await counters[0]!.done('issue-ticket', { service: 'fees' }, key)
    const other = await counters[0]!.command('issue-ticket', { service: 'passes' }, key)
    expect([other.status, other.body.denied]).toEqual([422, 'key-reused'])
    expect((await counters[1]!.command('issue-ticket', { service: 'fees' }, key)).status).toBe(422)
    expect((await kiosk.command('issue-ticket', { service: 'fees' }, key)).status).toBe(422)
    expect((await counters[0]!.command('open-counter', { counter: '1' }, key)).status).toBe(422)
    expect((await counters[0]!.command('issue-ticket', { service: 'fees' }, key)).status).toBe(200)
  })

  test('[C3] is one namespace over HTTP and socket', async () => {
    const page = await kiosk.watch('kiosk')
    const key = newKey()
    const first = await page.command('issue-ticket', { service: 'tenancy' }, key)
    expect(first).toMatchObject({
      type: 'answer',
      id: key,
      ok: true,
      result: { phoneUrl: expect.any(String) },
    })
    const second = await kiosk.command('issue-ticket', { service: 'tenancy' }, key)
    expect(second.body).toEqual({ seq: first.seq, result: first.result })
    const third = await page.command('issue-ticket', { service: 'fees' }, key)
    expect(third).toMatchObject({ ok: false, denied: 'key-reused' })
    await page.close()
  })

  test('of a refused command is not remembered: it is decided anew', async () => {
    const key = newKey()
    const counter = counters[1]!
    const early = await counter.command('call-ticket', { counter: '2', label: 'G001' }, key)
    expect([early.status, early.body.refusal?.reason]).toEqual([409, 'no-such-ticket'])
    const { label } = await kiosk.issue('passes')
    expect(label).toBe('G001')
    expect((await counter.command('call-ticket', { counter: '2', label: 'G001' }, key)).status).toBe(200)
    expect((await counter.command('call-ticket', { counter: '2', label: 'G001' }, key)).status).toBe(200)
  })
})

test('a read after a write shows it, at its sequence number or later', async () => {
  for (let round = 0; round < 20; round += 1) {
    const reply = await kiosk.command('issue-ticket', { service: 'repairs' })
    const { seq, view } = await kiosk.view('kiosk', { device: 'kiosk-1' })
    expect(seq).toBeGreaterThanOrEqual(reply.body.seq!)
    expect(view.last).toMatchObject({ label: reply.body.result?.label })
  }
})

test('[C4] a command that saw another state is refused as stale, and says what is so', async () => {
  const [counter] = counters
  const { ticket } = await counter!.done('call-next', { counter: '1', expect: {} })
  const again = await counter!.command('call-next', { counter: '1', expect: {} })
  expect([again.status, again.body.refusal]).toEqual([
    409,
    { reason: 'stale', counter: '1', now: { ticket, stage: 'called' } },
  ])
  await counter!.done('start-service', { counter: '1', expect: { ticket, stage: 'called' } })
  const late = await counter!.command('finish', {
    counter: '1',
    next: true,
    expect: { ticket, stage: 'called' },
  })
  expect(late.body.refusal).toMatchObject({ reason: 'stale', now: { ticket, stage: 'serving' } })
  await counter!.done('finish', { counter: '1', expect: { ticket, stage: 'serving' } })
})

test('the table of commands is whole; beyond it stand only the floor, papers, readings, settings, accounts, keys, devices, backups, and the clock', () => {
  const table = [
    ...['issue-ticket', 'open-counter', 'close-counter', 'pause-counter', 'call-next', 'call-ticket'],
    ...['recall', 'start-service', 'mark-no-show', 'put-back', 'finish', 'hold', 'resume', 'transfer'],
    ...['return-ticket', 'cancel-ticket', 'leave', 'let-go-first', 'rate', 'undo', 'close-service'],
    ...['open-service', 'close-day', 'ask-to-open', 'set-profile', 'test-call'],
  ]
  const added = [
    ...[
      'reprint',
      'paper-came-out',
      'cancel-print',
      'print-test-page',
      'read-notes',
      'destroy-notes',
      'read-ratings',
    ],
    ...['bring-forward', 'recategorise', 'stop-tickets', 'give-tickets', 'rate-at-counter'],
    ...['add-staff', 'change-staff', 'disable-staff', 'enable-staff', 'reset-password', 'remove-passkey'],
    ...['add-key', 'change-key', 'revoke-key'],
    ...['destroy-words', 'make-backup'],
    ...['approve-device', 'refuse-device', 'revoke-device'],
    ...['accept-clock', 'change-settings', 'plan-settings', 'withdraw-plan'],
  ]
  expect(Object.keys(commands).sort()).toEqual([...table, ...added].sort())
})
