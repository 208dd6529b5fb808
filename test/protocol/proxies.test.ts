import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { newKey } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Loopback and forwarding headers: what a hall believes of where a request comes from. All of 127.0.0.0/8 is here. */

const proxy = '127.0.0.2'
const secondProxy = '127.3.1.9'
const name = { host: 'queue.example' }
const [client, stranger] = ['203.0.113.7', '203.0.113.8']

/** One request from a local address of its own. */
function ask(
  hall: RunningHall,
  path: string,
  {
    from = proxy,
    headers = {},
    body,
  }: { from?: string; headers?: Record<string, string>; body?: object } = {},
): Promise<{ status: number; problem: string; cookie: string; hsts: string | undefined }> {
  const sent = body === undefined ? '' : JSON.stringify(body)
  const sized = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) }
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{
          host: from.includes(':') ? '::1' : '127.0.0.1',
          port: hall.port,
          localAddress: from,
          path,
          agent: false,
        },
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...(body === undefined ? {} : sized), ...headers },
      },
      (answer) => {
        let said = ''
        answer.on('data', (part) => {
          said += part
        })
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            problem: said.startsWith('{') ? JSON.parse(said).problem : '',
            cookie: answer.headers['set-cookie']?.[0] ?? '',
            hsts: answer.headers['strict-transport-security'],
          }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(sent)
  })
}

/** Sends text as it is; the answer up to the end of the connection. */
function raw(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(sent)
  return text(socket)
}

type Way = { from?: string; headers?: Record<string, string> }
const issue = (hall: RunningHall, { from, headers }: Way) =>
  ask(hall, '/api/commands/issue-ticket?device=kiosk-1', {
    ...(from === undefined ? {} : { from }),
    headers: { ...headers, 'idempotency-key': newKey() },
    body: { service: 'fees' },
  })
const signIn = (hall: RunningHall, { from, headers }: Way, badge = '1001', password = 'demo') =>
  ask(hall, '/api/session', {
    ...(from === undefined ? {} : { from }),
    headers: headers ?? {},
    body: { badge, password },
  })

const serve = async (...flags: string[]) =>
  startHall({ verb: 'serve', directory: await furnishedDirectory(), flags })

describe('behind a proxy that is named', () => {
  let hall: RunningHall
  beforeAll(async () => {
    const named = ['--trust-proxy', `${proxy}, 127.3.0.0/16`, '--public-url', 'https://queue.example']
    hall = await serve(...named, '--metrics-token', 'figures-for-one')
  })
  afterAll(() => hall.close())

  test.each([
    ['straight from this machine', { from: '127.0.0.1' }, true],
    ['from the proxy without a word of its client', { from: proxy }, false],
    ['from a client elsewhere', { headers: { ...name, 'x-forwarded-for': client } }, false],
    ['from one that says it is here', { headers: { 'x-forwarded-for': '127.0.0.1' } }, false],
    ['from one whose address only begins so', { headers: { 'x-forwarded-for': '127.evil' } }, false],
    ['with an empty header', { headers: { 'x-forwarded-for': '' } }, false],
    ['by another name for the header', { headers: { forwarded: 'for=127.0.0.1' } }, false],
    [
      'by a program here that names a client',
      { from: '127.0.0.1', headers: { 'x-forwarded-for': '127.0.0.1' } },
      false,
    ],
  ] as [string, Way, boolean][])('%s: rights of loopback or none', async (_name, way, isHere) => {
    expect((await ask(hall, '/metrics', way)).status).toBe(isHere ? 200 : 403)
    expect((await issue(hall, way)).status).toBe(isHere ? 200 : 401)
  })

  test('figures are for whom has their token, wherever from', async () => {
    const outside = { ...name, 'x-forwarded-for': client }
    const withToken = { ...outside, authorization: 'Bearer figures-for-one' }
    expect((await ask(hall, '/metrics', { headers: withToken })).status).toBe(200)
    const wrong = { ...outside, authorization: 'Bearer x' }
    expect((await ask(hall, '/metrics', { headers: wrong })).status).toBe(403)
  })

  test("one's wrong passwords make nobody else wait, whatever stands left of the address in the header", async () => {
    const over = (forwarded: string) => ({
      headers: { ...name, 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'https' },
    })
    const tried = (forwarded: string, password: string) => signIn(hall, over(forwarded), '1002', password)
    for (let n = 0; n < limits.freeAttempts; n += 1)
      expect((await tried(`10.0.0.${n}, ${client}`, 'wrong')).status).toBe(401)
    expect((await tried(`10.0.1.1, ${client}`, 'demo')).status).toBe(429)
    expect((await tried(`${client}:51000`, 'demo')).status).toBe(429)
    expect((await tried(`::ffff:${client}`, 'demo')).status).toBe(429)
    expect((await tried(`${client}, ${secondProxy}`, 'demo')).status).toBe(429)
    expect((await tried(`${client}, ${stranger}`, 'demo')).status).toBe(204)
  })

  test('a cookie is Secure and HSTS is sent exactly where the client came over https', async () => {
    const https = { ...name, 'x-forwarded-for': client, 'x-forwarded-proto': 'https' }
    const { status, cookie, hsts } = await signIn(hall, { headers: https }, '1003')
    expect(status).toBe(204)
    expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=Strict$/u)
    expect(hsts).toMatch(/^max-age=\d{7,}$/u)
    const twoProxies = {
      ...https,
      'x-forwarded-for': `${client}, ${secondProxy}`,
      'x-forwarded-proto': 'https, http',
    }
    expect((await signIn(hall, { headers: twoProxies }, '1003')).cookie).toMatch(/; Secure;/u)
    const here = await signIn(hall, { from: '127.0.0.1' }, '1003')
    expect([here.status, here.hsts]).toEqual([204, undefined])
    expect(here.cookie).not.toMatch(/Secure/u)
  })

  test.each([
    ['over http', { 'x-forwarded-proto': 'http' }],
    ['with no word about TLS', {}],
    ['over https by a header that nobody vouches for', { 'x-forwarded-proto': 'https, http' }],
  ])('a sign-in %s is refused in words', async (_name, headers) => {
    const { status, problem, cookie, hsts } = await signIn(hall, {
      headers: { ...name, 'x-forwarded-for': client, ...headers },
    })
    expect([status, cookie, hsts]).toEqual([426, '', undefined])
    expect(problem).toMatch(/unencrypted.*https.*X-Forwarded-Proto.*--plain-http/u)
  })

  test('Host may be rewritten by the proxy; the Host of its client has to be one of the hall then', async () => {
    const forwarded = { 'x-forwarded-for': client }
    const status = async (headers: Record<string, string>) =>
      (await ask(hall, '/api/views/board', { headers: { ...forwarded, ...headers } })).status
    expect(await status({ 'x-forwarded-host': 'queue.example' })).toBe(200)
    expect(await status({ 'x-forwarded-host': 'evil.example' })).toBe(421)
    expect(await status({ host: 'evil.example', 'x-forwarded-host': 'queue.example' })).toBe(421)
  })
})

describe('where nobody is named', () => {
  let hall: RunningHall
  let fronted: RunningHall
  beforeAll(async () => {
    hall = await serve()
    fronted = await serve('--public-url', 'https://queue.example')
  })
  afterAll(() => Promise.all([hall.close(), fronted.close()]))

  test.each([
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-proto', 'https'],
    ['x-forwarded-host', 'localhost'],
    ['x-real-ip', '127.0.0.1'],
    ['forwarded', 'for=127.0.0.1'],
    ['via', '1.1 proxy'],
  ])('a request with %s was not made here, and is believed nothing', async (header, value) => {
    const way: Way = { from: '127.0.0.1', headers: { [header]: value } }
    expect((await issue(hall, { from: '127.0.0.1' })).status).toBe(200)
    expect((await issue(hall, way)).status).toBe(401)
    expect((await ask(hall, '/metrics', way)).status).toBe(403)
    const { status, cookie } = await signIn(hall, way)
    expect([status, cookie]).toEqual([426, ''])
  })

  test('a request over HTTP/1.0 was not made here: so nginx asks a server behind it, with no header of its own', async () => {
    const answer = (version: string) =>
      raw(hall.port, `GET /metrics HTTP/${version}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
    expect(await answer('1.1')).toMatch(/^HTTP\/1\.1 200 /u)
    expect(await answer('1.0')).toMatch(/^HTTP\/1\.1 403 /u)
  })

  test('a public address elsewhere says that something forwards: the log says what to do, and its Host has no rights', async () => {
    expect((await issue(fronted, { from: '127.0.0.1' })).status).toBe(200)
    expect((await issue(fronted, { from: '127.0.0.1', headers: name })).status).toBe(401)
    expect((await ask(fronted, '/metrics', { from: '127.0.0.1', headers: name })).status).toBe(403)
    expect(fronted.stderr).toMatch(/https:\/\/queue\.example.*--trust-proxy/u)
    expect(hall.stderr).not.toContain('--trust-proxy')
  })
})

const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
)
describe.skipIf(!hasIpv6)('on a socket of IPv6', () => {
  let hall: RunningHall
  beforeAll(async () => {
    hall = await serve('--host', '::', '--plain-http', '--trust-proxy', proxy)
  })
  afterAll(() => hall.close())

  test.each([
    ['127.0.0.1', true],
    ['::1', true],
    [proxy, false],
  ])('the peer %s has the rights of its IPv4 address', async (from, isHere) => {
    expect((await issue(hall, { from })).status).toBe(isHere ? 200 : 401)
    expect((await issue(hall, { from, headers: { 'x-forwarded-for': client } })).status).toBe(401)
  })

  test('plain HTTP is allowed on purpose, and the log says what that means', async () => {
    const headers = { 'x-forwarded-for': client, 'x-forwarded-proto': 'http' }
    const { status, cookie } = await signIn(hall, { headers })
    expect(status).toBe(204)
    expect(cookie).not.toMatch(/Secure/u)
    expect(hall.stderr).toMatch(/plain HTTP: passwords .* unencrypted.*nowserving certificate/u)
  })
})
