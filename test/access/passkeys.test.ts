import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { passkeyCreationAnswer, passkeyRequestAnswer } from '../../server/protocol/access/passkey-bodies.ts'
import { Driver } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, runToEnd, startHall } from '../fakes/running-hall.ts'
import { Authenticator } from '../fakes/sign-in/authenticator.ts'
import { Visitor } from './openid-visitor.ts'

/** Signing in by passkey, over HTTP with an authenticator in software. */

let hall: RunningHall
let administrator: Driver
/** Passkeys need a name, which 127.0.0.1 is not. */
const named = () => ({ url: `http://localhost:${hall.port}` })
beforeAll(async () => {
  hall = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  administrator = new Driver(hall)
  await administrator.signIn('9001')
})
afterAll(() => hall.close())

const own = '/api/session/passkeys'

async function signedIn(badge: string): Promise<Visitor> {
  const visitor = new Visitor(named())
  expect((await visitor.signIn(badge)).status).toBe(204)
  return visitor
}

const confirm = async (visitor: Visitor, password = 'demo'): Promise<number> =>
  (await visitor.ask('POST', '/api/session/confirmation', { body: { password } })).status

async function creation(visitor: Visitor): Promise<string> {
  return passkeyCreationAnswer.parse((await visitor.ask('POST', `${own}/options`, { body: {} })).body).options
}

/** A person with a passkey. */
async function withPasskey(badge: string): Promise<{ visitor: Visitor; authenticator: Authenticator }> {
  const visitor = await signedIn(badge)
  expect(await confirm(visitor)).toBe(204)
  const authenticator = new Authenticator(visitor.url)
  const body = { label: 'Phone', ...authenticator.make(await creation(visitor)) }
  const { status, text } = await visitor.ask('POST', own, { body })
  expect([status, text]).toEqual([200, JSON.stringify({ id: authenticator.id })])
  return { visitor, authenticator }
}

async function asked(visitor: Driver) {
  return passkeyRequestAnswer.parse(
    (await visitor.ask('POST', '/api/session/passkey/options', { body: {} })).body,
  )
}
const prove = (visitor: Driver, body: object) => visitor.ask('POST', '/api/session/passkey', { body })

describe('a passkey', () => {
  test('is added after the password, signs its person in, is renamed and removed; the record has each', async () => {
    const visitor = await signedIn('1001')
    for (const [method, path, body] of [
      ['POST', `${own}/options`, {}],
      ['PATCH', `${own}/x`, { label: 'Phone' }],
      ['DELETE', `${own}/x`, undefined],
    ] as const)
      expect((await visitor.ask(method, path, body && { body })).status).toBe(403)
    expect(await confirm(visitor, 'wrong')).toBe(403)
    expect(await confirm(visitor)).toBe(204)
    const authenticator = new Authenticator(visitor.url)
    const options = await creation(visitor)
    const made = authenticator.make(options)
    expect((await visitor.ask('POST', own, { body: { label: 'Phone', ...made } })).status).toBe(200)
    expect((await visitor.ask('POST', own, { body: { label: 'Phone', ...made } })).status).toBe(400)
    const elsewhere = new Visitor(named())
    const reply = await prove(elsewhere, authenticator.prove(await asked(elsewhere)))
    expect([reply.status, reply.body]).toEqual([200, { badge: '1001', signIn: '' }])
    await elsewhere.done('open-counter', { counter: '1' })
    const path = `${own}/${authenticator.id}`
    expect((await visitor.ask('PATCH', path, { body: { label: 'Key ring' } })).status).toBe(204)
    const { passkeys } = (await visitor.get(own)).body as { passkeys: Record<string, object> }
    expect(passkeys).toEqual({
      [authenticator.id]: {
        ...{ host: 'localhost', label: 'Key ring' },
        ...{ addedAt: expect.any(Number), usedAt: expect.any(Number) },
      },
    })
    expect((await visitor.ask('DELETE', path)).status).toBe(204)
    expect((await visitor.ask('DELETE', path)).status).toBe(404)
    // Removing it ends what it has begun, and leaves the page that removed it.
    expect([await elsewhere.who(), await visitor.who()]).toEqual([401, '1001'])
    expect((await prove(elsewhere, authenticator.prove(await asked(elsewhere)))).status).toBe(401)
    const recorded = hall
      .given()
      .flatMap(({ actor, events }) =>
        events.flatMap((event) =>
          actor === 'staff:1001' && event.type.startsWith('staff-') ? [event.change ?? event.way] : [],
        ),
      )
    expect(recorded).toEqual(['password', 'passkey-added', 'passkey', 'passkey-renamed', 'passkey-removed'])
    expect(JSON.stringify(hall.journal())).not.toContain('Key ring')
  })

  test('proves nothing with another origin, name, challenge, owner or counter, without its owner, or twice', async () => {
    const { authenticator } = await withPasskey('1002')
    const visitor = new Visitor(named())
    const faults = [
      { origin: 'https://evil.example' },
      { origin: `http://localhost:${hall.port + 1}` },
      { rpId: 'evil.example' },
      { challenge: Buffer.alloc(32, 7).toString('base64url') },
      { isUnverified: true },
      { handle: 'AAAA' },
    ]
    for (const fault of faults) {
      const { status } = await prove(visitor, authenticator.prove(await asked(visitor), fault))
      expect([fault, status]).toEqual([fault, 401])
    }
    const right = authenticator.prove(await asked(visitor))
    expect((await prove(visitor, right)).status).toBe(200)
    expect((await prove(visitor, right)).status).toBe(401)
    const copied = authenticator.prove(await asked(visitor), { counter: authenticator.counter })
    expect((await prove(visitor, copied)).status).toBe(401)
    const stranger = new Authenticator(visitor.url)
    stranger.make(JSON.stringify({ challenge: 'AAAA', rp: { id: 'localhost' }, user: { id: 'AAAA' } }))
    expect((await prove(visitor, stranger.prove(await asked(visitor)))).status).toBe(401)
  })

  test('of a challenge for another session, or made without its owner, is not added', async () => {
    const [one, other] = [await signedIn('1003'), await signedIn('1003')]
    await confirm(one)
    await confirm(other)
    const authenticator = new Authenticator(one.url)
    const add = async (visitor: Visitor, made: object) =>
      (await visitor.ask('POST', own, { body: { label: 'Phone', ...made } })).status
    expect(await add(other, authenticator.make(await creation(one)))).toBe(400)
    expect(await add(one, authenticator.make(await creation(one), { isUnverified: true }))).toBe(400)
    expect(await add(one, authenticator.make(await creation(one), { origin: 'https://evil.example' }))).toBe(
      400,
    )
    // The challenge of a sign-in is none for a new passkey.
    const { challenge, rpId } = await asked(one)
    const mixed = JSON.stringify({ challenge, rp: { id: rpId }, user: { id: 'AAAA' } })
    expect(await add(one, authenticator.make(mixed))).toBe(400)
    expect((await one.get(own)).body).toEqual({ passkeys: {} })
  })

  test('of a disabled account signs nobody in; an administrator sees and removes those of others', async () => {
    const { visitor, authenticator } = await withPasskey('1004')
    const body = { badge: '1004', passkey: authenticator.id }
    expect((await visitor.command('remove-passkey', body)).status).toBe(403)
    await administrator.done('disable-staff', { badge: '1004' })
    expect((await prove(visitor, authenticator.prove(await asked(visitor)))).status).toBe(401)
    await administrator.done('enable-staff', { badge: '1004' })
    expect((await prove(visitor, authenticator.prove(await asked(visitor)))).status).toBe(200)
    const { text } = await administrator.get('/api/staff')
    expect(text).toContain(authenticator.id)
    expect(text).not.toMatch(/publicKey|"counter":/u)
    await administrator.done('remove-passkey', body)
    // A passkey that is gone is not removed again, and the record has no such row.
    const removals = () => JSON.stringify(hall.given()).split('"passkey-removed"').length
    const before = removals()
    const again = await administrator.command('remove-passkey', body)
    expect([again.status, again.body.refusal?.reason, removals()]).toEqual([409, 'no-such-passkey', before])
    expect(await visitor.who()).toBe(401)
    expect((await prove(visitor, authenticator.prove(await asked(visitor)))).status).toBe(401)
  })

  test('needs a name: at an IP address there is none, in words', async () => {
    const visitor = new Visitor(hall)
    expect((await visitor.get('/api/session/ways')).body).toEqual({ password: 'all', passkeys: false })
    const { status, body } = await visitor.ask('POST', '/api/session/passkey/options', { body: {} })
    expect([status, body.problem]).toEqual([409, expect.stringContaining('passkeys need a name')])
    expect((await new Visitor(named()).get('/api/session/ways')).body).toMatchObject({ passkeys: true })
  })

  test('is listed and removed by the command line, in a hall that is stopped', async () => {
    await hall.stop()
    const run = (...words: string[]) => runToEnd(['staff', ...words, '--data', hall.directory])
    const { stdout } = await run('passkeys', '1002')
    const [, id = ''] = /^(\S+)\tPhone\tlocalhost\t/mu.exec(stdout) ?? []
    expect((await run('passkeys', '1002', '--remove', id)).stdout).toBe(
      '1002: the passkey is removed; every sign-in has ended\n',
    )
    expect((await run('passkeys', '1002')).stdout).toBe('')
    const wrong = await run('passkeys', '1002', '--remove', id)
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('staff passkeys 1002')])
  })
})
