import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Driver, newKey } from '../../fakes/driver.ts'
import { type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { patience } from '../../fakes/watch.ts'

/** Access by host and origin: the allowed names of the hall, the allowed pages, the security headers. */

let hall: RunningHall
beforeAll(async () => {
  const other = ['--origins', 'https://hall.internal:8443,http://hall.local']
  hall = await startHall({ flags: ['--public-url', 'https://queue.example', ...other] })
})
afterAll(() => hall.close())

const origins = (): [string, string | undefined, boolean][] => [
  ['its own', hall.url, true],
  ['its own by name', `http://localhost:${hall.port}`, true],
  ['the public one', 'https://queue.example', true],
  ['another one of its own', 'https://hall.internal:8443', true],
  ['a third one', 'http://hall.local', true],
  ['another one over plain http', 'http://hall.internal:8443', false],
  ['none, as programs send it', undefined, true],
  ['an evil one', 'http://evil.example', false],
  ['null', 'null', false],
  ['an empty one', '', false],
  ['another port of this machine', `http://127.0.0.1:${hall.port + 1}`, false],
  ['no port', 'http://127.0.0.1', false],
  ['its own in capitals', `HTTP://LOCALHOST:${hall.port}`, false],
  ['its own with a path', `${hall.url}/`, false],
  ['its own as a part', `http://127.0.0.1:${hall.port}.evil.example`, false],
  ['the public one over plain http', 'http://queue.example', false],
  ['the public one as a part', 'https://queue.example.evil.example', false],
  ['a file', 'file://', false],
]

describe('an Origin', () => {
  test('of another site is refused for commands, reads, sessions and sockets; nothing happens', async () => {
    const kiosk = new Driver(hall, 'kiosk-1')
    for (const [name, origin, isOwn] of origins()) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin }
      const lines = hall.given().length
      const asked = { body: { service: 'fees' }, headers: { ...headers, 'idempotency-key': newKey() } }
      const command = await kiosk.ask('POST', '/api/commands/issue-ticket', asked)
      expect([name, command.status]).toEqual([name, isOwn ? 200 : 403])
      if (!isOwn) expect([name, hall.given().length]).toEqual([name, lines])
      expect([name, (await kiosk.get('/api/views/board', headers)).status]).toEqual([name, isOwn ? 200 : 403])
      const body = { badge: '1001', password: 'demo' }
      const session = await kiosk.ask('POST', '/api/session', { body, headers })
      expect([name, session.status]).toEqual([name, isOwn ? 204 : 403])
      const page = kiosk.dial({ view: 'board' }, headers)
      if (isOwn) {
        await page.until('a welcome', ({ type }) => type === 'welcome')
        await page.close()
      } else expect([name, (await page.denied()).status]).toEqual([name, 403])
    }
  })
})

describe('a tunnel or a container that gives the hall another port', () => {
  test.each([
    ['localhost:9000', 'http://localhost:9000', 200],
    ['127.0.0.1', 'http://127.0.0.1', 200],
    ['localhost:9000', 'http://localhost:9001', 403],
    ['localhost:9000', 'http://127.0.0.1:9000', 403],
    ['queue.example', 'http://queue.example', 403],
  ])('at %s is read by a page of %s with %i', async (host, origin, status) => {
    expect((await new Driver(hall).get('/api/views/board', { host, origin })).status).toBe(status)
  })
})

describe('the fetch metadata of a browser', () => {
  const command = (metadata: Record<string, string>) =>
    new Driver(hall).ask('POST', '/api/commands/issue-ticket?device=kiosk-1', {
      body: { service: 'fees' },
      headers: { ...metadata, 'idempotency-key': newKey() },
    })

  test.each([
    ['same-origin', 200],
    ['none', 200],
    ['same-site', 403],
    ['cross-site', 403],
    ['rubbish', 403],
  ])('that says %s lets a command pass accordingly, with an Origin or without', async (site, status) => {
    const given = hall.given().length
    const metadata = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' }
    expect((await command(metadata)).status).toBe(status)
    expect((await command({ ...metadata, origin: hall.url })).status).toBe(status)
    expect(hall.given()).toHaveLength(given + (status === 200 ? 2 : 0))
  })

  test('opens a page from a link on another site, and reads nothing for that site', async () => {
    const driver = new Driver(hall)
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await driver.get('/kiosk', link)).status).toBe(200)
    expect((await driver.get('/api/views/board', { ...link, 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
    const page = driver.dial({ view: 'board' }, { ...link, 'sec-fetch-mode': 'websocket' })
    expect((await page.denied()).status).toBe(403)
  })
})

describe('a Host', () => {
  test.each([
    ['its own', (port: number) => `127.0.0.1:${port}`, true],
    ['its own by name, in any case', (port: number) => `LocalHost:${port}`, true],
    ['its own in IPv6', (port: number) => `[::1]:${port}`, true],
    ['the public one', () => 'queue.example', true],
    ['another one of its own', () => 'hall.internal:8443', true],
    ['another one at a wrong port', () => 'hall.internal', false],
    ['an evil one', (port: number) => `evil.example:${port}`, false],
    ['one that only begins like ours', (port: number) => `localhost.evil.example:${port}`, false],
    ['one with a name and password', (port: number) => `a:b@127.0.0.1:${port}`, false],
    ['rubbish', () => 'a b', false],
  ])('that is %s is answered accordingly, over HTTP and socket', async (_name, host, isOwn) => {
    const driver = new Driver(hall)
    const headers = { host: host(hall.port) }
    const reply = await driver.get('/api/views/board', headers)
    expect(reply.status).toBe(isOwn ? 200 : 421)
    const page = driver.dial({ view: 'board' }, headers)
    if (isOwn) {
      await page.until('a welcome', ({ type }) => type === 'welcome')
      await page.close()
    } else expect((await page.denied()).status).toBe(421)
  })

  test('that is unknown is explained to a person, in both languages and without another file', async () => {
    const reply = await new Driver(hall).get('/kiosk', { host: 'other.example', accept: 'text/html,*/*' })
    expect(reply.status).toBe(421)
    expect(reply.headers['content-type']).toMatch(/^text\/html/u)
    expect(reply.text).toContain('本大厅没有这个地址')
    expect(reply.text).toContain('This hall has no such address')
    expect(reply.text).not.toMatch(/src=|href=|other\.example/u)
  })

  test('that is missing is refused', async () => {
    expect(await raw(hall.port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 4\d\d /u)
    expect(await raw(hall.port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /u)
  })
})

/** Sends bytes as they are; what came back until the server hung up. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((settle, reject) => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.setTimeout(patience, () => socket.destroy(new Error(`no end: ${said}`)))
    socket.on('data', (part) => {
      said += part
    })
    socket.on('error', reject)
    socket.on('close', () => settle(said))
    socket.write(text)
  })
}

describe('a request that no program writes', () => {
  const upgrade = (target: string) =>
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${hall.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`

  test.each([
    '//',
    '//?view=board',
    'http://[',
    '/live?view=%',
    '*',
    '/live/../other',
    'live',
    '/live?view=board&seq=-1&epoch=%00',
  ])('as an upgrade to %s is refused and the hall goes on', async (target) => {
    const answer = raw(hall.port, upgrade(target))
    const page = new Driver(hall)
    expect((await page.get('/healthz')).status).toBe(200)
    if (!target.startsWith('/live?view=board')) expect(await answer).toMatch(/^HTTP\/1\.1 4\d\d /u)
    expect((await page.get('/healthz')).status).toBe(200)
  })

  test.each([
    'GET // HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
    'GET http://[ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
    ...['pair', 'kiosk?device=x', 'board', 'window', 'counter', 'manager', 'api/views/board'].map(
      (path) => `GET http://hall:99999/${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    ),
    'POST /api/commands/issue-ticket?%ZZ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    'POST //api/commands/issue-ticket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    'BREW /coffee HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`,
  ])('(%j) is answered or refused, and the hall goes on', async (text) => {
    expect(await raw(hall.port, text)).toMatch(/^HTTP\/1\.1 [24]\d\d /u)
    expect((await new Driver(hall).get('/healthz')).status).toBe(200)
  })
})

describe('what browsers are told', () => {
  test('with every page and answer: nothing of elsewhere runs, nobody guesses types, nothing leaks by links', async () => {
    const driver = new Driver(hall)
    for (const path of ['/', '/kiosk', '/board', '/t/unknown', '/api/views/board', '/nothing']) {
      const { headers } = await driver.get(path)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("object-src 'none'")
      expect(policy).toContain("base-uri 'none'")
      expect(policy).not.toMatch(/unsafe|\*|upgrade-insecure-requests/u)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers['access-control-allow-origin']).toBeUndefined()
      // Over plain HTTP a promise of TLS would lock the screens out.
      expect(headers['strict-transport-security']).toBeUndefined()
    }
    const { headers } = await driver.command('issue-ticket', { service: 'fees' })
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cache-control']).toBe('no-store')
  })

  test('at sign-in: a cookie that scripts and other sites never see', async () => {
    const plain = await new Driver(hall).signIn('1001')
    const [cookie] = plain.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^nowserving-demo=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u)
  })
})
