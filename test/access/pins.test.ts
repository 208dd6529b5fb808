import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { isTrivialPin } from '../../server/protocol/access/pin.ts'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'
import { pin, post, signedIn, unlock, who, withPin } from './locked-hall.ts'

/** PINs, which unlock a sign-in where it was opened and nothing else. */

let hall: RunningHall
beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall.close())

const changesOf = (badge: string) =>
  hall
    .given()
    .flatMap(({ events }) => events)
    .filter((event) => event.type === 'staff-changed' && event.badge === badge)
    .map(({ change }) => change)

test('a PIN unlocks a sign-in where it was opened and opens none for those who know it', async () => {
  const clerk = await withPin(hall, '1004')
  const stranger = new Driver(hall)
  expect((await unlock(stranger)).status).toBe(410)
  expect((await stranger.signIn('1004', pin)).status).toBe(401)
  const cookie = clerk.cookie
  await clerk.ask('DELETE', '/api/session')
  clerk.cookie = cookie
  expect((await unlock(clerk)).status).toBe(410)
  expect(await who(clerk)).toBeUndefined()
  // The PIN of one person opens no colleague's sign-in.
  const colleague = await withPin(hall, '1002', '8264')
  await post(colleague, 'lock')
  expect((await unlock(colleague, pin)).body.pinTries).toBe(limits.pinTries - 1)
  expect((await unlock(colleague, '8264')).status).toBe(204)
})

test('a PIN wrong five times ends the sign-in, at once and over a restart; the right one then opens nothing', async () => {
  const clerk = await withPin(hall, '1001')
  await post(clerk, 'lock')
  const tries = async (count: number) => {
    const answers: unknown[] = []
    for (let n = 0; n < count; n += 1) {
      const { status, body } = await unlock(clerk, '1397')
      answers.push([status, body.pinTries])
    }
    return answers
  }
  expect(await tries(3)).toEqual([
    [401, 4],
    [401, 3],
    [401, 2],
  ])
  await hall.kill9()
  await hall.start()
  expect(await who(clerk)).toEqual({ why: 'locked', badge: '1001', pinTries: 2 })
  expect(await tries(2)).toEqual([
    [401, 1],
    [410, undefined],
  ])
  expect((await unlock(clerk)).status).toBe(410)
  expect(await who(clerk)).toBeUndefined()
  expect((await clerk.signIn('1001')).status).toBe(204)
  expect(changesOf('1001').filter((change) => change === 'pin-failed')).toHaveLength(5)
})

test('of many PINs tried at once no more than five are looked at', async () => {
  const clerk = await withPin(hall, '1001')
  await post(clerk, 'lock')
  const wrong = Array.from({ length: 30 }, (_, n) => unlock(clerk, String(2_000 + n)))
  const statuses = (await Promise.all([...wrong, unlock(clerk)])).map(({ status }) => status)
  expect(statuses.filter((status) => status === 204)).toEqual([])
  expect(statuses.filter((status) => status === 401).length).toBeLessThan(limits.pinTries)
  expect(await who(clerk)).toBeUndefined()
})

test('a PIN is set with the password, refused when it is trivial, and removed with it', async () => {
  const clerk = await signedIn(hall, '1003')
  const set = async (password: string, chosen?: string) => {
    const { status, body } = await post(clerk, 'pin', { password, ...(chosen && { pin: chosen }) })
    return [status, body.invalid?.[0]?.path]
  }
  expect((await post(new Driver(hall), 'pin', { password: 'demo', pin })).status).toBe(401)
  expect(await set('domo', pin)).toEqual([403, undefined])
  for (const refused of ['739', '739173917', '73a1', '1234', '9999', '2580', '1003', '1998'])
    expect([refused, ...(await set('demo', refused))]).toEqual([refused, 400, 'pin'])
  expect(await set('demo', '40718263')).toEqual([204, undefined])
  expect((await clerk.get('/api/session')).body).toMatchObject({ hasPin: true })
  expect(await set('demo')).toEqual([204, undefined])
  expect((await clerk.get('/api/session')).body).not.toHaveProperty('hasPin')
  expect(changesOf('1003').slice(-2)).toEqual(['pin-set', 'pin-removed'])
  await post(clerk, 'lock')
  expect((await unlock(clerk, '40718263')).status).toBe(410)
  expect(await set('demo', pin)).toEqual([401, undefined])
})

test.each([
  ['even steps', ['1234', '4321', '7890', '2468', '1357', '98765432']],
  ['few digits', ['1111', '1212', '11221122']],
  ['repetitions', ['123123', '739739']],
  ['years', ['1984', '2026']],
  ['the key pad', ['2580', '159753']],
  ['the badge', ['4711', '471', '47119']],
])('a PIN is trivial by %s', (_, trivial) => {
  for (const one of trivial) expect([one, isTrivialPin(one, ['4711'])]).toEqual([one, true])
  for (const one of ['7391', '40718263', '8264', '5093']) expect(isTrivialPin(one, ['4711'])).toBe(false)
})

test('a PIN is in no journal, log or answer, nor its hash; the record says that it was used', async () => {
  const canary = '90417536'
  const clerk = await withPin(hall, '1004', canary)
  await post(clerk, 'lock')
  expect((await unlock(clerk, canary)).status).toBe(204)
  expect(changesOf('1004').slice(-2)).toEqual(['pin-set', 'pin-used'])
  const administrator = await signedIn(hall, '9001')
  const folder = join(hall.directory, 'journal')
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  const answers = await Promise.all(
    ['/api/staff', '/api/record'].map(async (path) => (await administrator.get(path)).text),
  )
  for (const text of [...texts, hall.stdout, hall.stderr, ...answers])
    expect([text.includes(canary), /scrypt/u.test(text)]).toEqual([false, false])
  expect(readFileSync(join(hall.directory, 'staff.json'), 'utf8')).toMatch(/"pin": "scrypt:/u)
})
