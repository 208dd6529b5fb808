import { afterAll, beforeAll, expect, test } from 'vitest'
import { furnishedDirectory, type RunningHall, startHall } from '../../fakes/running-hall.ts'
import { clientId, clientSecret, StandardIssuer } from '../../fakes/sign-in/openid-issuer.ts'
import { movedClock, moveOn, pin } from '../locked-hall.ts'
import { ledOn, throughProvider, Visitor } from '../openid-visitor.ts'

/** People who sign in by the OpenID provider alone set a PIN with a sign-in there that has just begun. */

let issuer: StandardIssuer
let hall: RunningHall
beforeAll(async () => {
  issuer = await StandardIssuer.listen()
  const { node, env } = movedClock()
  hall = await startHall({
    verb: 'serve',
    directory: await furnishedDirectory(),
    flags: [
      ...['--openid-issuer', issuer.url, '--openid-client-id', clientId],
      ...['--local-sign-in', 'administrators'],
    ],
    ...(node && { node }),
    env: { ...env, NOWSERVING_OPENID_SECRET: clientSecret },
  })
  issuer.register(hall.url)
})
afterAll(async () => {
  await hall?.close()
  issuer?.close()
})

async function byProvider(badge: string, visitor = new Visitor(hall)): Promise<Visitor> {
  const { answer } = await ledOn(visitor, await throughProvider(await visitor.begin('/counter'), badge))
  expect((await visitor.answer(answer)).status).toBe(200)
  return visitor
}
const setPin = async (visitor: Visitor, body: object) => {
  const { status, body: said } = await visitor.ask('POST', '/api/session/pin', { body })
  return [status, said.why ?? said.invalid?.[0]?.path]
}
const session = async (visitor: Visitor) => (await visitor.get('/api/session')).body

test('a sign-in at the provider that has just begun sets a PIN without a password; ten minutes later it does not', async () => {
  const clerk = await byProvider('1002')
  expect(await session(clerk)).toMatchObject({ badge: '1002', isFresh: true })
  expect(await setPin(clerk, { pin: '123456' })).toEqual([400, 'pin'])
  expect(await setPin(clerk, { pin })).toEqual([204, undefined])
  expect(await session(clerk)).toMatchObject({ hasPin: true })
  expect((await clerk.ask('POST', '/api/session/lock')).status).toBe(204)
  // A locked sign-in sets none, however new it is.
  expect(await setPin(clerk, { pin: '826419' })).toEqual([401, undefined])
  expect((await clerk.ask('POST', '/api/session/unlock', { body: { pin } })).status).toBe(204)

  const late = await byProvider('1003')
  await late.done('open-counter', { counter: '3' })
  await moveOn(hall)
  expect(await session(late)).toMatchObject({ badge: '1003', isFresh: true })
  await late.done('pause-counter', { counter: '3', reason: 'meal' })
  await moveOn(hall)
  expect(await session(late)).toMatchObject({ badge: '1003' })
  expect(await session(late)).not.toHaveProperty('isFresh')
  expect(await setPin(late, { pin })).toEqual([403, 'not-fresh'])
  expect(await session(late)).not.toHaveProperty('hasPin')
  // Neither does the password of a stranger, nor that of somebody else.
  expect(await setPin(late, { pin, password: 'not it' })).toEqual([403, undefined])
})

test('a password that signs in leaves the PIN to the password', async () => {
  const administrator = new Visitor(hall)
  expect((await administrator.signIn('9001')).status).toBe(204)
  expect(await session(administrator)).not.toHaveProperty('isFresh')
  expect(await setPin(administrator, { pin })).toEqual([403, 'not-fresh'])
  expect(await setPin(administrator, { pin, password: 'demo' })).toEqual([204, undefined])
  expect(await setPin(new Visitor(hall), { pin })).toEqual([401, undefined])
})
