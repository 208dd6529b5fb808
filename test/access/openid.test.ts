import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signInWaysAnswer } from '../../server/protocol/access/sign-in-bodies.ts'
import { Driver, until } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'
import {
  CrookedIssuer,
  type Crookedness,
  clientId,
  clientSecret,
  StandardIssuer,
} from '../fakes/sign-in/openid-issuer.ts'
import { ledOn, throughProvider, Visitor } from './openid-visitor.ts'

/** Signing in by the OpenID provider of the organisation: a provider that follows the standard, and one that breaks it. */

const flagsOf = (issuer: { url: string }): string[] => [
  ...['--openid-issuer', issuer.url, '--openid-client-id', clientId],
]
const secret = { NOWSERVING_OPENID_SECRET: clientSecret }

describe('by a provider that follows the standard', () => {
  let issuer: StandardIssuer
  let hall: RunningHall
  beforeAll(async () => {
    issuer = await StandardIssuer.listen()
    hall = await startHall({
      verb: 'serve',
      directory: await furnishedDirectory(),
      flags: [...flagsOf(issuer), '--openid-label', 'Town account'],
      env: secret,
    })
  })
  afterAll(async () => {
    await hall?.close()
    issuer?.close()
  })

  test('one that cannot be reached is told, and passwords go on; once it is there, it is used', async () => {
    const visitor = new Visitor(hall)
    await until('the first look', async () => {
      const { openid } = signInWaysAnswer.parse((await visitor.get('/api/session/ways')).body)
      return !openid?.reachable
    })
    const refused = await visitor.ask('POST', '/api/session/openid', { body: { page: '/counter' } })
    expect([refused.status, refused.body.why]).toEqual([502, 'unreachable'])
    expect((await visitor.signIn('1001')).status).toBe(204)
    issuer.register(hall.url)
    expect(await new Visitor(hall).begin()).toContain(`${issuer.url}/auth?`)
    expect((await visitor.get('/api/session/ways')).body).toEqual({
      password: 'all',
      openid: { label: 'Town account', reachable: true },
      passkeys: false,
    })
  })

  test('a person signs in, works, and signs out here and there; the record has who and by which way', async () => {
    const visitor = new Visitor(hall)
    const to = await visitor.begin('/counter?counter=2', 'tab-1')
    const asked = new URL(to).searchParams
    expect([...asked.keys()].sort()).toEqual(
      ['client_id', 'code_challenge', 'code_challenge_method', 'nonce', 'prompt', 'redirect_uri'].concat([
        'response_type',
        'scope',
        'state',
      ]),
    )
    expect(asked.get('redirect_uri')).toBe(`${hall.url}/sign-in`)
    const back = await throughProvider(to, '1002')
    const { page, answer } = await ledOn(visitor, back)
    expect([page, answer.counter]).toEqual(['/counter', '2'])
    // The look at the page of the way back changes nothing.
    await visitor.get(back.pathname + back.search)
    const { counter: _, ...sent } = answer
    const reply = await visitor.answer(sent)
    expect([reply.status, reply.body]).toEqual([200, { badge: '1002', signIn: 'tab-1' }])
    expect(reply.headers['set-cookie']?.join('\n')).toMatch(
      /~tab-1=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/u,
    )
    expect(await visitor.who()).toBe('1002')
    await visitor.done('open-counter', { counter: '2' })
    const signIns = hall
      .given()
      .filter(({ actor, command }) => actor === 'staff:1002' && command === 'record-sign-in')
    expect(signIns).toMatchObject([
      { device: 'console', events: [{ type: 'staff-signed-in', badge: '1002', way: 'openid' }] },
    ])
    const out = await visitor.ask('DELETE', '/api/session?page=/manager')
    const end = new URL(String(out.body.to))
    expect([out.status, end.origin, end.searchParams.get('post_logout_redirect_uri')]).toEqual([
      200,
      issuer.url,
      `${hall.url}/sign-in`,
    ])
    expect(end.searchParams.has('id_token_hint')).toBe(true)
    expect(await visitor.who()).toBe(401)
    expect((await visitor.get('/sign-in?state=/manager')).headers.location).toBe('/manager')
  })

  test('a person without an account, or with a disabled one, is refused with their badge number; none is made', async () => {
    const administrator = new Driver(hall)
    await administrator.signIn('9001')
    await administrator.done('disable-staff', { badge: '1003' })
    const before = await administrator.get('/api/staff')
    for (const badge of ['nobody-here', '1003', '__proto__']) {
      const visitor = new Visitor(hall)
      const { answer } = await ledOn(visitor, await throughProvider(await visitor.begin('/manager'), badge))
      const { status, body } = await visitor.answer(answer)
      expect([status, body.why, body.badge]).toEqual([403, 'no-account', badge])
      expect(await visitor.who()).toBe(401)
    }
    expect((await administrator.get('/api/staff')).text).toBe(before.text)
  })

  test('neither secret, code nor token stands in a file or a log of the hall', async () => {
    const visitor = new Visitor(hall)
    const { answer } = await ledOn(visitor, await throughProvider(await visitor.begin('/setup'), '9001'))
    expect((await visitor.answer(answer)).status).toBe(200)
    const texts = readdirSync(hall.directory, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    for (const text of [...texts, hall.stdout, hall.stderr])
      for (const canary of [clientSecret, answer.code!, answer.state!, 'eyJ'])
        expect(text).not.toContain(canary)
  })
})

describe('by a provider that breaks the standard', () => {
  let issuer: CrookedIssuer
  let hall: RunningHall
  beforeAll(async () => {
    issuer = await CrookedIssuer.listen()
    hall = await startHall({
      verb: 'serve',
      directory: await furnishedDirectory(),
      flags: [...flagsOf(issuer), '--local-sign-in', 'administrators'],
      env: secret,
    })
  })
  beforeEach(() => {
    issuer.crookedness = {}
  })
  afterAll(async () => {
    await hall?.close()
    issuer?.close()
  })

  const hour = 3600
  const now = (): number => Math.floor(Date.now() / 1000)
  const crooked: readonly (readonly [string, () => Crookedness])[] = [
    ['of another nonce', () => ({ claims: { nonce: 'of another sign-in' } })],
    ['without a nonce', () => ({ claims: { nonce: undefined } })],
    ['for another client', () => ({ claims: { aud: 'another-client' } })],
    ['of another issuer', () => ({ claims: { iss: 'https://evil.example' } })],
    ['that has expired', () => ({ claims: { iat: now() - 2 * hour, exp: now() - hour } })],
    ['signed with another key', () => ({ isOtherKey: true })],
    ['that nobody signed', () => ({ isUnsigned: true })],
  ]
  test.each(crooked)('an ID token %s signs nobody in', async (_, crookedness) => {
    issuer.crookedness = crookedness()
    const visitor = new Visitor(hall)
    const { status, body } = await visitor.answer(issuer.signedIn(await visitor.begin()))
    expect([status, body.why]).toEqual([502, 'unverified'])
    expect(await visitor.who()).toBe(401)
  })

  test('an answer counts once, in the browser that asked, with the state that it asked with', async () => {
    const visitor = new Visitor(hall)
    const answer = issuer.signedIn(await visitor.begin())
    const exchanges = () => issuer.exchanges
    const before = exchanges()
    const refused = async (who: Visitor, body: object) => {
      const reply = await who.answer(body)
      return [reply.status, reply.body.why ?? reply.body.invalid?.[0]?.path]
    }
    expect(await refused(visitor, { code: answer.code })).toEqual([400, 'state'])
    expect(await refused(visitor, { ...answer, state: 'made up' })).toEqual([400, 'expired'])
    expect(await refused(new Visitor(hall), answer)).toEqual([400, 'expired'])
    // Another browser with a sign-in of its own under way: the two cookies are swapped.
    const other = new Visitor(hall)
    await other.begin()
    expect(await refused(other, answer)).toEqual([400, 'expired'])
    expect(exchanges()).toBe(before)
    expect((await visitor.answer(answer)).status).toBe(200)
    const again = new Visitor(hall)
    again.putCookies(visitor.cookies)
    expect(await refused(visitor, answer)).toEqual([400, 'expired'])
    expect(exchanges()).toBe(before + 1)
  })

  test('a page of another origin begins and ends nothing, and the way back leads to pages of the hall alone', async () => {
    const visitor = new Visitor(hall)
    const foreign = { headers: { origin: 'https://evil.example' } }
    const answer = issuer.signedIn(await visitor.begin())
    for (const [path, body] of [
      ['/api/session/openid', { page: '/counter' }],
      ['/api/session/openid/answer', answer],
    ] as const)
      expect((await visitor.ask('POST', path, { ...foreign, body })).status).toBe(403)
    for (const page of [
      '//evil.example',
      'https://evil.example/counter',
      '/kiosk',
      '/counter#x',
      '/counter/..',
    ])
      expect((await visitor.ask('POST', '/api/session/openid', { body: { page } })).status).toBe(400)
    const { headers } = await visitor.get('/sign-in?state=//evil.example&code=x&next=https://evil.example')
    expect(headers.location).toBe('/counter?state=%2F%2Fevil.example&code=x')
    expect(await visitor.who()).toBe(401)
  })

  test('a denial of the provider is told apart from an answer that proves nothing', async () => {
    const visitor = new Visitor(hall)
    const { state } = issuer.signedIn(await visitor.begin())
    const { status, body } = await visitor.answer({ state, error: 'access_denied' })
    expect([status, body.why]).toEqual([403, 'denied'])
    const other = new Visitor(hall)
    issuer.crookedness = { claims: { preferred_username: undefined } }
    const nameless = await other.answer(issuer.signedIn(await other.begin()))
    expect([nameless.status, nameless.body.why]).toEqual([403, 'no-badge'])
  })

  test('with --local-sign-in administrators a right password is enough for them alone', async () => {
    const [clerk, administrator] = [new Driver(hall), new Driver(hall)]
    const refused = await clerk.signIn('1001')
    expect([refused.status, refused.body.why]).toEqual([403, 'only-by-openid'])
    expect((await clerk.signIn('1001', 'wrong')).status).toBe(401)
    expect((await administrator.signIn('9001')).status).toBe(204)
    expect((await administrator.ask('DELETE', '/api/session')).status).toBe(204)
  })

  test('answers that fail make their address wait, as wrong passwords do', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 60 && statuses.at(-1) !== 429; n += 1)
      statuses.push((await new Visitor(hall).answer({ state: `made-up-${n}`, code: 'x' })).status)
    expect([statuses.at(-1), statuses.at(-2)]).toEqual([429, 400])
  })
})
