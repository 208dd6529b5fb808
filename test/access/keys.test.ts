import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ApiKeys, randomKey } from '../../server/access/keys/api-keys.ts'
import { withKey } from '../../server/access/keys/key-changes.ts'
import { limits } from '../../server/access/limits.ts'
import { TokenBuckets } from '../../server/access/rates/token-buckets.ts'
import { keyCommands, keyViews } from '../../server/protocol/access/key-grants.ts'
import { commands } from '../../server/protocol/commands.ts'
import { keysAnswer } from '../../server/protocol/http-bodies.ts'
import type { KeysView, WatchName } from '../../server/protocol/messages.ts'
import { views } from '../../server/protocol/views.ts'
import { commandLine } from '../fakes/command-line.ts'
import { Driver, newKey } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** API keys of other programs: each may do what is named in it, and nothing else. */

let hall: RunningHall
let administrator: Driver
let program: Driver
beforeAll(async () => {
  hall = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  administrator = new Driver(hall)
  await administrator.signIn('9001')
  program = new Driver(hall)
})
afterAll(async () => {
  await hall.close()
})

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const give = (key: string, type: string, body: object, query = '') =>
  program.ask('POST', `/api/commands/${type}${query}`, {
    headers: { 'idempotency-key': newKey(), ...bearer(key) },
    body,
  })
const added = (more: object = {}) =>
  administrator.done('add-key', { name: 'booking', commands: ['issue-ticket'], views: ['manager'], ...more })

const parameters: Partial<Record<WatchName, Record<string, string>>> = {
  kiosk: { device: 'kiosk-1' },
  window: { counter: '1' },
  counter: { counter: '1' },
  rating: { counter: '1' },
  ticket: { key: 'A'.repeat(22) },
}

test('every command and view, over HTTP and socket: a key may what is named in it, and nothing that is open to others', async () => {
  const grants = { commands: ['issue-ticket', 'cancel-ticket'], views: ['manager', 'window'] } as const
  const { key } = await added({ commands: [...grants.commands], views: [...grants.views] })
  const may = (list: readonly string[], name: string) => list.includes(name)
  const page = program.dial({ view: 'manager' }, bearer(key))
  await page.until('a welcome', ({ type }) => type === 'welcome')
  let cells = 0
  for (const type of Object.keys(commands)) {
    const isGranted = may(grants.commands, type)
    const { status } = await give(key, type, { thisIsNoField: true })
    expect([type, status]).toEqual([type, isGranted ? 400 : 403])
    const answer = await page.command(type, { thisIsNoField: true })
    const wanted = isGranted ? { invalid: expect.any(Array) } : { denied: 'wrong-role' }
    expect([type, answer]).toEqual([type, expect.objectContaining({ ok: false, ...wanted })])
    cells += 2
  }
  for (const view of Object.keys(views) as WatchName[]) {
    const isGranted = may(grants.views, view)
    const query = new URLSearchParams(parameters[view] ?? {})
    const { status } = await program.get(`/api/views/${view}?${query}`, bearer(key))
    expect([view, status]).toEqual([view, isGranted ? 200 : 403])
    page.send({ type: 'watch', id: `of-${view}`, view, params: parameters[view] ?? {} })
    const frame = await page.until(view, (one) => 'id' in one && one.id === `of-${view}`)
    const wanted = isGranted ? { type: 'welcome' } : { type: 'ended', why: 'wrong-role' }
    expect([view, frame]).toEqual([view, expect.objectContaining(wanted)])
    cells += 2
  }
  for (const path of ['/api/settings', '/api/staff', '/api/keys', '/api/record']) {
    expect([path, (await program.get(path, bearer(key))).status]).toEqual([path, 403])
    cells += 1
  }
  process.stdout.write(`${cells} cells of a key\n`)
  await page.close()
})

test('a key works for its program, and the record says which key it was, without the key', async () => {
  const { key, id, until } = await added({ commands: ['issue-ticket', 'cancel-ticket'], days: 30 })
  expect(Math.abs(until - Date.now() - 30 * 86_400_000)).toBeLessThan(60_000)
  const { status, body } = await give(
    key,
    'issue-ticket',
    { service: 'fees', category: 'member' },
    '?device=kiosk-1',
  )
  expect([status, body.result?.label]).toEqual([200, expect.stringMatching(/^\w\d+$/u)])
  const { ticket } = body.result as { ticket: string }
  expect((await give(key, 'cancel-ticket', { ticket })).status).toBe(200)
  const lines = hall.given().filter(({ actor }) => actor === `key:${id}`)
  expect(
    lines.map(({ command, ...line }) => [command, (line as unknown as { device: string }).device]),
  ).toEqual([
    ['issue-ticket', 'kiosk-1'],
    ['cancel-ticket', 'api'],
  ])
  const change = hall.given().find(({ events }) => events.some((event) => event.id === id))
  expect(change?.events).toEqual([
    {
      type: 'key-changed',
      id,
      change: 'added',
      commands: ['issue-ticket', 'cancel-ticket'],
      views: ['manager'],
      until,
    },
  ])
  for (const text of [
    JSON.stringify(hall.journal()),
    hall.stderr,
    readFileSync(join(hall.directory, 'keys.json'), 'utf8'),
  ])
    expect(text).not.toContain(key.split('_')[2])
})

test('keys are listed with their grants and never shown again; the same command gives the same key', async () => {
  const body = { name: 'wall', commands: [], views: ['board' as const] }
  const idempotencyKey = newKey()
  const first = await administrator.done('add-key', body, idempotencyKey)
  expect(await administrator.done('add-key', body, idempotencyKey)).toEqual(first)
  const { text, body: listed } = await administrator.get('/api/keys')
  const { keys } = keysAnswer.parse(listed)
  expect(keys[first.id]).toMatchObject({ name: 'wall', commands: [], views: ['board'], until: first.until })
  expect(text).not.toContain(first.key)
  expect(Object.values(keys).filter(({ name }) => name === 'wall')).toHaveLength(1)
})

test('a revoked key is refused at once, its socket is closed, and the refusal is counted', async () => {
  const { key, id } = await added()
  const page = program.dial({ view: 'manager' }, bearer(key))
  await page.until('a welcome', ({ type }) => type === 'welcome')
  await administrator.done('revoke-key', { id })
  expect(await page.gone()).toMatchObject({ reason: 'signed-out' })
  for (const wrong of [key, `${key.slice(0, -1)}~`, 'nowserving_0123456789ab_x', 'x']) {
    expect((await give(wrong, 'issue-ticket', { service: 'fees' })).status).toBe(401)
    // Also what everybody may see, so that its program learns of it.
    expect((await program.get('/api/views/board', bearer(wrong))).status).toBe(401)
    expect((await program.dial({ view: 'board' }, bearer(wrong)).denied()).status).toBe(401)
  }
  expect((await administrator.get('/metrics')).text).toContain('nowserving_refused_total{kind="api-key"} 12')
  const again = await administrator.command('revoke-key', { id })
  expect([again.status, again.body.invalid?.[0]?.path]).toEqual([400, 'id'])
})

test('a key gets other grants at once, over HTTP and socket; the record and the list say so', async () => {
  const { key, id } = await added({ commands: ['issue-ticket'], views: ['manager', 'board'] })
  const page = program.dial({ view: 'board' }, bearer(key))
  await page.until('a welcome', ({ type }) => type === 'welcome')
  page.send({ type: 'watch', id: 'floor', view: 'manager', params: {} })
  await page.until('the floor', (one) => one.type === 'welcome' && 'id' in one && one.id === 'floor')
  await administrator.done('change-key', { id, name: 'desk', commands: ['close-service'], views: ['board'] })
  const ended = await page.until('the end of the view', ({ type }) => type === 'ended')
  expect(ended).toMatchObject({ id: 'floor', why: 'wrong-role' })
  expect(await page.command('issue-ticket', { service: 'fees' })).toMatchObject({ denied: 'wrong-role' })
  expect((await give(key, 'issue-ticket', { service: 'fees' })).status).toBe(403)
  expect((await program.get('/api/views/board', bearer(key))).status).toBe(200)
  const change = hall.given().findLast(({ events }) => events.some((event) => event.id === id))
  const grants = { commands: ['close-service'], views: ['board'] }
  expect(change?.events).toEqual([{ type: 'key-changed', id, change: 'changed', ...grants }])
  const watch = await administrator.watch('keys')
  await watch.see('its last use', (view) => (view as unknown as KeysView).keys[id]?.usedAt !== undefined)
  const listed = keysAnswer.parse((await administrator.get('/api/keys')).body).keys[id]
  expect(listed).toMatchObject({ name: 'desk', addedBy: 'staff:9001', ...grants })
  expect(Math.abs(listed!.usedAt! - Date.now())).toBeLessThan(120_000)
  const unknown = await administrator.command('change-key', { id: '0123456789ab', name: 'x', ...grants })
  expect([unknown.status, unknown.body.invalid?.[0]?.path]).toEqual([400, 'id'])
  await watch.close()
  await page.close()
})

test('a key that asks without pause is told in words how many requests it may send; another key and people go on', async () => {
  const [{ key }, other] = [await added({ views: ['board'] }), await added({ views: ['board'] })]
  const ask = (one: string) => program.get('/api/views/board', bearer(one))
  const page = program.dial({ view: 'board' }, bearer(key))
  await page.until('a welcome', ({ type }) => type === 'welcome')
  let [answered, last] = [0, await ask(key)]
  for (; last.status === 200 && answered < 2 * limits.keyRequestsAtOnce; answered += 1) last = await ask(key)
  expect(answered).toBeGreaterThan(limits.keyRequestsAtOnce - 20)
  expect([last.status, last.body.problem]).toEqual([
    429,
    expect.stringMatching(/may send 600 requests a minute, 300 at once after a pause; try again in 1 s/u),
  ])
  // A socket that is open already is no way around it.
  const denials: unknown[] = []
  for (let n = 0; n < 5; n += 1) denials.push(await page.command('issue-ticket', { service: 'fees' }))
  expect(denials).toContainEqual(expect.objectContaining({ ok: false, denied: 'too-many' }))
  expect((await ask(other.key)).status).toBe(200)
  expect((await administrator.get('/api/keys')).status).toBe(200)
  await page.close()
})

test('the allowance of a key grows again with time', () => {
  let now = 0
  const allowance = new TokenBuckets(
    { perMinute: limits.keyRequestsPerMinute, atOnce: limits.keyRequestsAtOnce },
    { monotonicMs: () => now },
  )
  for (let n = 0; n < limits.keyRequestsAtOnce; n += 1) expect(allowance.take('a')).toBeUndefined()
  expect(allowance.take('a')).toBe(100)
  expect(allowance.take('b')).toBeUndefined()
  now = 100
  expect([allowance.take('a'), allowance.take('a')]).toEqual([undefined, 100])
})

test('a key is the whole of it, and ends on its day', () => {
  const { id, key, hash } = randomKey()
  const grants = { name: 'x', commands: [], views: [], hash, addedAt: 0, until: 1_000 }
  let now = 999
  const keys = new ApiKeys({ data: { format: 1, keys: { [id]: grants } } }, () => now)
  expect(keys.find(`Bearer ${key}`)).toMatchObject({ id })
  const guessed = randomKey().key.split('_')[2]
  expect(keys.find(`Bearer nowserving_${id}_${guessed?.padEnd(43, 'A').slice(0, 43)}`)).toBe('unknown')
  now = 1_000
  expect(keys.find(`Bearer ${key}`)).toBe('unknown')
  expect([keys.find(undefined), keys.find('Basic eA==')]).toEqual([undefined, undefined])
})

test('a hall has a bounded number of keys; one that has ended makes room', () => {
  const key = (n: number) => {
    const { id, hash } = randomKey()
    return [id, { name: 'x', commands: [], views: [], hash, addedAt: 0, until: n === 0 ? 1_000 : 2_000 }]
  }
  const keys = Object.fromEntries(Array.from({ length: limits.keys }, (_, n) => key(n)))
  const grants = { name: 'y', commands: [], views: ['board' as const], days: 1 }
  const addedAt = (now: number) => withKey({ format: 1, keys }, randomKey(), grants, now)
  expect(addedAt(999)).toEqual({
    invalid: [{ path: '', problem: expect.stringContaining('revoke one first') }],
  })
  const added = addedAt(1_000)
  expect('document' in added && Object.keys(added.document.keys)).toHaveLength(limits.keys)
})

test.each([
  [{ commands: ['change-settings'] }, 'commands.0'],
  [{ commands: ['add-staff'] }, 'commands.0'],
  [{ commands: ['read-notes'] }, 'commands.0'],
  [{ views: ['staff'] }, 'views.0'],
  [{ commands: [], views: [] }, ''],
  [{ days: 366 }, 'days'],
  [{ commands: ['issue-ticket', 'issue-ticket'] }, 'commands'],
])('a key is not added with %j', async (more, path) => {
  const { status, body } = await administrator.command('add-key', { name: 'x', views: ['board'], ...more })
  expect([status, body.invalid?.[0]?.path]).toEqual([400, path])
})

test('what a key may be granted are commands and views of this hall', () => {
  expect(keyCommands.filter((name) => !Object.hasOwn(commands, name))).toEqual([])
  expect(keyViews.filter((name) => !Object.hasOwn(views, name))).toEqual([])
  const own: readonly string[] = ['administrator', 'phone']
  for (const name of keyCommands)
    expect([name, commands[name].by.every((one) => own.includes(one))]).toEqual([name, false])
})

test('the command line adds, lists and revokes keys of a hall that is stopped', async () => {
  const directory = await furnishedDirectory()
  const data = `--data ${directory}`
  const { said } = await commandLine(
    `key add --name booking --commands issue-ticket --views board --days 7 ${data}`,
  )
  const [key = ''] = said.split('\n')
  const id = key.split('_')[1]!
  const listed = (await commandLine(`key list ${data}`)).said
  expect(listed).toMatch(new RegExp(`^${id}\tbooking\tissue-ticket,board\tuntil `, 'u'))
  expect(listed).not.toContain(key)
  const own = await startHall({ verb: 'serve', directory })
  const ask = () => new Driver(own).get('/api/views/board', bearer(key))
  expect((await ask()).status).toBe(200)
  await expect(commandLine(`key revoke ${id} ${data}`)).rejects.toThrow(/is running, and holds its API keys/u)
  await own.stop()
  expect((await commandLine(`key revoke ${id} ${data}`)).said).toBe(`${id}: revoked`)
  await own.start()
  expect((await ask()).status).toBe(401)
  await own.stop()
  await expect(commandLine(`key add --name x --commands change-settings ${data}`)).rejects.toThrow(
    /--commands/u,
  )
  await expect(commandLine(`key revoke abc ${data}`)).rejects.toThrow(/no such API key/u)
  await expect(commandLine('key shout')).rejects.toThrow(/add\|list\|revoke/u)
  await own.close()
})
