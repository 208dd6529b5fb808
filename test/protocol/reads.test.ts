import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ViewName } from '../../server/hall/views/view-types.ts'
import { commands } from '../../server/protocol/commands.ts'
import { namedViews } from '../../server/protocol/views.ts'
import { pageAddresses } from '../../server/web/page-addresses.ts'
import { Driver, newKey, openCounters } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** The readable parts of a hall: views, the phone's ticket, health, its own description. Reading changes nothing. */

let hall: RunningHall
let kiosk: Driver
let counter: Driver
let manager: Driver
let ticket: { ticket: string; label: string; phoneUrl: string }
const keyOf = ({ phoneUrl }: { phoneUrl: string }) => phoneUrl.split('/t/')[1]!

beforeAll(async () => {
  hall = await startHall()
  kiosk = new Driver(hall, 'kiosk-1')
  ;[counter] = (await openCounters(hall, 1)) as [Driver]
  manager = new Driver(hall)
  await manager.signIn('2001')
  ticket = await kiosk.issue('fees')
})
afterAll(() => hall.close())

/** Addresses of pages that need no name of a counter or of a ticket. */
const plainAddresses = pageAddresses
  .map(([address]) => address)
  .filter((address) => typeof address === 'string')

const viewAddresses = () => [
  '/api/views/kiosk?device=kiosk-1',
  '/api/views/kiosk',
  '/api/views/board?device=board-1',
  '/api/views/board',
  '/api/views/window?counter=3',
  '/api/views/rating?counter=3',
  '/api/views/counter?counter=1',
  '/api/views/manager',
  `/api/views/ticket?key=${keyOf(ticket)}`,
]

describe('a view over HTTP', () => {
  test('is an epoch, a sequence number and a view without any null', async () => {
    for (const address of viewAddresses()) {
      const reply = await manager.get(address)
      expect([address, reply.status]).toEqual([address, 200])
      expect(Object.keys(reply.body).sort()).toEqual(['epoch', 'seq', 'view'])
      expect(reply.text).not.toContain('null')
      namedViews[address.slice('/api/views/'.length).split('?')[0] as ViewName].parse(reply.body.view)
      expect(reply.headers['cache-control']).toBe('no-store')
    }
  })

  test('of a kiosk lists its services as {id, letter, open}, their names in its words, figures in queues', async () => {
    const { view } = await kiosk.view('kiosk')
    const services = view.services as { id: string; letter: string; open: boolean }[]
    expect(services.map(({ id, letter, open }) => `${letter} ${id} ${open}`)).toEqual([
      ...['A tenancy true', 'B fees true', 'C renovation true', 'D repairs true', 'F parking true'],
      'G passes true',
    ])
    for (const { id } of services) {
      expect((view.words as { services: object }).services).toHaveProperty(id)
      expect(view.queues).toHaveProperty([id, 'waiting'])
    }
    expect(view.last).toMatchObject({ label: ticket.label, printing: { print: expect.any(String) } })
  })

  test('of a board lists at most 12 calls, newest first, each with id, label, counter and moment', async () => {
    for (let n = 0; n < 14; n += 1) {
      await kiosk.issue('passes')
      await counter.done('call-next', { counter: '1' })
      await counter.done('mark-no-show', { counter: '1' })
    }
    const { view } = await kiosk.view('board')
    const calls = view.calls as { id: string; label: string; counter: string; at: number }[]
    expect(calls).toHaveLength(12)
    for (const call of calls)
      expect(call.id).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d/${call.label}/1$`, 'u'))
    expect(calls.map(({ at }) => at)).toEqual(calls.map(({ at }) => at).sort((one, two) => two - one))
  })

  test('of a counter or the manager needs somebody signed in who may see it', async () => {
    const nobody = new Driver(hall)
    expect((await nobody.get('/api/views/counter?counter=1')).status).toBe(401)
    expect((await nobody.get('/api/views/manager')).status).toBe(401)
    expect((await counter.get('/api/views/manager')).status).toBe(403)
    expect((await counter.get('/api/views/counter?counter=1')).status).toBe(200)
  })

  test.each([
    ['/api/views/nothing', 400],
    ['/api/views/window', 400],
    ['/api/views/window?counter=99', 404],
    ['/api/views/window?counter=3&colour=red', 400],
    ['/api/views/window?counter=3&counter=4', 400],
    ['/api/views/window?counter=<script>', 400],
    ['/api/views/kiosk?device=', 400],
    ['/api/views/ticket', 400],
    ['/api/views/ticket?key=unknown', 404],
    ['/api/views/__proto__', 400],
    ['/api/views/%E0%A4%A', 404],
  ])('at %s is answered with %i', async (address, status) => {
    const reply = await manager.get(address)
    expect(reply.status).toBe(status)
    expect(reply.body.problem ?? reply.body.invalid?.[0]?.problem).toEqual(expect.any(String))
  })
})

describe("the phone's ticket", () => {
  const always = [
    ...['calls', 'canRate', 'day', 'issuedAt', 'label', 'language', 'languages', 'rated', 'service'],
    ...['stage', 'timeZone', 'words'],
  ]

  test('has exactly the documented keys in every stage, and no internal id', async () => {
    const own = await kiosk.issue('repairs')
    const seen = async () => {
      const reply = await kiosk.get(`/api/tickets/${keyOf(own)}`)
      expect(reply.status).toBe(200)
      expect(reply.text).not.toContain(`"${own.ticket}"`)
      return { stage: reply.body.stage, keys: Object.keys(reply.body).sort() }
    }
    const keys = (...more: string[]) => [...always, ...more].sort()
    const waiting = await seen()
    expect(waiting.stage).toBe('waiting')
    const howLong = waiting.keys.filter((key) => ['wait', 'now', 'why'].includes(key))
    expect(howLong).toHaveLength(1)
    expect(waiting.keys).toEqual(keys('ahead', ...howLong))
    await counter.done('call-ticket', { counter: '1', label: own.label })
    expect(await seen()).toEqual({ stage: 'called', keys: keys('counter', 'calledAt') })
    await counter.done('start-service', { counter: '1' })
    expect(await seen()).toEqual({ stage: 'serving', keys: keys('counter') })
    await counter.done('hold', { counter: '1', for: 'form' })
    expect(await seen()).toEqual({ stage: 'held', keys: keys('counter') })
    await counter.done('resume', { counter: '1', ticket: own.ticket })
    await counter.done('finish', { counter: '1', outcome: 'partly' })
    expect(await seen()).toEqual({ stage: 'ended', keys: keys('counter', 'how', 'outcome', 'endedAt') })
  })

  test('is 404 alike for an unknown, a malformed and a cut key', async () => {
    const unknown = await kiosk.get(`/api/tickets/${newKey()}`)
    expect(unknown.status).toBe(404)
    const strip = ({ status, text, headers }: typeof unknown) => {
      const { date: _date, ...rest } = headers
      return { status, text, rest }
    }
    const malformed = [
      'x',
      ticket.ticket,
      ticket.label,
      'a'.repeat(300),
      '..%2f..%2fsecret',
      '%E0%A4%A',
      '%00',
    ]
    for (const key of [...malformed, '__proto__', `${keyOf(ticket)}=`, `${keyOf(ticket).slice(0, 21)}`]) {
      const reply = await kiosk.get(`/api/tickets/${key}`)
      expect([key, strip(reply)]).toEqual([key, strip(unknown)])
    }
  })

  test('carries a key that nothing else tells: no view, no event, no journal line, no log', async () => {
    const key = keyOf(await kiosk.issue('tenancy'))
    for (const address of viewAddresses()) expect((await manager.get(address)).text).not.toContain(key)
    expect(JSON.stringify(hall.journal())).not.toContain(key)
    expect(hall.stderr).not.toContain(key)
  })
})

test('health, readiness and figures are told on loopback', async () => {
  expect((await kiosk.get('/healthz')).body).toEqual({ alive: true })
  expect((await kiosk.get('/readyz')).body).toEqual({ ready: true })
  const metrics = await kiosk.get('/metrics')
  expect(metrics.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/u)
  for (const line of metrics.text.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[\w-]+"\})? -?[\d.e+]+)$/u)
  expect(metrics.text).toMatch(/^nowserving_durable_seq \d+$/mu)
})

test('nothing changes by GET, HEAD, PUT, PATCH, DELETE or OPTIONS, on any route and any command', async () => {
  // The keeper's own entries (what a paper became) may still come.
  const given = () => hall.journal().filter(({ actor }) => actor !== 'keeper').length
  const before = given()
  const addresses = Object.keys(commands).map((type) => `/api/commands/${type}`)
  const pages = [...plainAddresses, '/window/1', `/t/${keyOf(ticket)}`]
  const others = [
    '/healthz',
    '/readyz',
    '/metrics',
    '/api/openapi.json',
    '/api/start',
    '/api/settings',
    '/live',
  ]
  const all = [...addresses, ...pages, ...others, ...viewAddresses(), `/api/tickets/${keyOf(ticket)}`]
  const body = { service: 'fees', counter: '1', key: keyOf(ticket), ticket: ticket.ticket }
  const query = new URLSearchParams(body).toString()
  const tried = async (method: string, path: string) => {
    const headers = { 'idempotency-key': newKey() }
    const isPlain = method === 'GET' || method === 'HEAD'
    const isCommand = path.startsWith('/api/commands')
    const address = isPlain && isCommand ? `${path}?${query}` : path
    const { status } = await manager.ask(method, address, isPlain ? { headers } : { headers, body })
    const fits = isCommand ? [404, 405].includes(status) || method === 'OPTIONS' : status < 500
    expect([method, path, status, fits]).toEqual([method, path, status, true])
  }
  const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
  for (const path of all) await Promise.all(methods.map((method) => tried(method, path)))
  expect((await manager.get('/api/session')).status).toBe(200)
  expect(given()).toBe(before)
})

test('no error tells a stack, a file or a line of the program', async () => {
  const replies = [
    await kiosk.get('/nothing'),
    await kiosk.get('/api/nothing'),
    await kiosk.get('/%E0%A4%A'),
    await kiosk.get('/assets/../../package.json'),
    await kiosk.get('/assets/%2e%2e/%2e%2e/package.json'),
    await kiosk.get('/api/paper/1e9.png'),
    await kiosk.ask('POST', '/api/session', { body: '{' }),
    await kiosk.ask('POST', '/api/session', { body: '[]' }),
    await kiosk.ask('POST', '/api/session', { body: '{}', headers: { 'content-encoding': 'gzip' } }),
    await kiosk.ask('POST', '/api/commands/issue-ticket', { body: '{' }),
    await kiosk.command('issue-ticket', { service: {} }),
  ]
  for (const { status, text } of replies) {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(text).not.toMatch(/node_modules|\bat \w+ \(|\.(js|ts):\d+|\/work\/|Error:/u)
  }
  expect(hall.stderr).not.toContain('a request failed')
})

test('a page names the languages of the hall before it hears from it, in the hall’s order', async () => {
  for (const path of [...plainAddresses, '/window/1', '/window/1/', '/t/unknown', '/t/unknown/']) {
    const { status, text } = await kiosk.get(path)
    expect([path, status]).toEqual([path, 200])
    expect(text, path).toContain('<html lang="zh-CN" data-languages="zh-CN en"')
  }
})

test('a wrong address is answered to a person with a page in the hall’s language, to a program with JSON', async () => {
  const asked = async (path: string, accept: string) => {
    const answer = await fetch(`${hall.url}${path}`, { headers: { accept } })
    return [answer.status, answer.headers.get('content-type')?.split(';')[0], await answer.text()] as const
  }
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
  for (const path of ['/admin', '/window', '/window/1/more', '/t/', '/window/%zz', '/kiosk.html']) {
    const [status, type, text] = await asked(path, browser)
    expect([path, status, type]).toEqual([path, 404, 'text/html'])
    expect(text, path).toContain('<html lang="zh-CN"')
    expect((await asked(path, '*/*')).slice(0, 2), path).toEqual([404, 'application/json'])
  }
  for (const path of ['/api/nothing', '/api/tickets/abc', '/assets/nothing.js'])
    expect((await asked(path, browser)).slice(0, 2), path).toEqual([404, 'application/json'])
})
