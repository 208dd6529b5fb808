import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Driver, newKey } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Access by host and origin: the allowed names of the hall, the allowed pages, the security headers. */

let hall: RunningHall
let proxied: RunningHall
beforeAll(async () => {
  hall = await startHall({ flags: ['--public-url', 'https://queue.example'] })
  proxied = await startHall({
    verb: 'serve',
    directory: await furnishedDirectory(),
    flags: ['--trust-proxy', '--metrics-token', 'figures-for-one', '--public-url', 'https://queue.example'],
  })
})
afterAll(() => Promise.all([hall.close(), proxied.close()]))

const origins = (): [string, string | undefined, boolean][] => [
  ['its own', hall.url, true],
  ['its own by name', `http://localhost:${hall.port}`, true],
  ['the public one', 'https://queue.example', true],
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

describe('a Host', () => {
  test.each([
    ['its own', (port: number) => `127.0.0.1:${port}`, true],
    ['its own by name, in any case', (port: number) => `LocalHost:${port}`, true],
    ['its own in IPv6', (port: number) => `[::1]:${port}`, true],
    ['the public one', () => 'queue.example', true],
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
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no end after 5 s: ${said}`)))
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

  test('at sign-in: a cookie that scripts and other sites never see, Secure where there is TLS', async () => {
    const plain = await new Driver(hall).signIn('1001')
    const [cookie] = plain.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^nowserving-demo=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u)
    const secure = await new Driver(proxied).signIn('1001')
    expect(secure.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; Secure; SameSite=Strict$/u)
  })
})

describe('behind a proxy', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address, host: 'queue.example' })

  test('figures are for loopback or the token, not for whom the proxy lets through', async () => {
    const driver = new Driver(proxied)
    expect((await driver.get('/metrics', from('203.0.113.7'))).status).toBe(403)
    const withToken = { ...from('203.0.113.7'), authorization: 'Bearer figures-for-one' }
    expect((await driver.get('/metrics', withToken)).status).toBe(200)
    expect((await driver.get('/metrics', { ...withToken, authorization: 'Bearer x' })).status).toBe(403)
    expect((await driver.get('/metrics')).status).toBe(200)
  })

  test('nobody out there is a kiosk by saying so', async () => {
    const driver = new Driver(proxied)
    const asked = {
      body: { service: 'fees' },
      headers: { ...from('203.0.113.7'), 'idempotency-key': newKey() },
    }
    expect((await driver.ask('POST', '/api/commands/issue-ticket?device=kiosk-1', asked)).status).toBe(401)
  })

  test("one's wrong passwords make nobody else wait", async () => {
    const driver = new Driver(proxied)
    const tried = (address: string, password: string) =>
      driver.ask('POST', '/api/session', { body: { badge: '1002', password }, headers: from(address) })
    for (let n = 0; n < 6; n += 1) await tried('203.0.113.7', 'wrong')
    expect((await tried('203.0.113.7', 'demo')).status).toBe(429)
    expect((await tried('203.0.113.8', 'demo')).status).toBe(204)
  })
})

test('HSTS binds this host alone, and only where TLS stands before it', async () => {
  const header = async (at: RunningHall) =>
    (await new Driver(at).get('/kiosk')).headers['strict-transport-security']
  expect(await header(hall)).toBeUndefined()
  expect(await header(proxied)).toMatch(/^max-age=\d{7,}$/u)
})
