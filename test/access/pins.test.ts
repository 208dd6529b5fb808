import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { isTrivialPin } from '../../server/protocol/access/pin.ts'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'
import { pin, pinCookieIn, post, signedIn, unlock, who, withPin } from './locked-hall.ts'

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
  // With the cookie of the browser in which the PIN was set, but without that of a sign-in, there is nothing to unlock.
  stranger.cookie = cookie?.split('; ')[1]
  expect((await unlock(stranger)).status).toBe(410)
  // The PIN of one person opens no colleague's sign-in.
  const colleague = await withPin(hall, '1002', '826419')
  await post(colleague, 'lock')
  expect((await unlock(colleague, pin)).body.pinTries).toBe(limits.pinTries - 1)
  expect((await unlock(colleague, '826419')).status).toBe(204)
})

test('a PIN unlocks in the browser in which it was set; elsewhere its person is told to use the password', async () => {
  const [here, elsewhere] = [await withPin(hall, '1002'), await signedIn(hall, '1002')]
  expect((await elsewhere.get('/api/session')).body).toMatchObject({ badge: '1002', hasPinElsewhere: true })
  for (const driver of [here, elsewhere]) await post(driver, 'lock')
  expect(await who(elsewhere)).toEqual({ why: 'locked', badge: '1002', hasPinElsewhere: true })
  const refused = await unlock(elsewhere)
  expect([refused.status, refused.body.problem]).toEqual([
    410,
    expect.stringMatching(/sign in with the password$/u),
  ])
  // No try was counted; the cookie of another browser's sign-in alone does not help either.
  const [signIn] = here.cookie!.split('; ')
  const copied = new Driver(hall)
  copied.cookie = signIn
  expect((await unlock(copied)).status).toBe(410)
  copied.cookie = [signIn, `${here.cookie!.split('; ')[1]!.split('=')[0]}=${'A'.repeat(43)}`].join('; ')
  expect((await unlock(copied)).status).toBe(410)
  expect(await who(here)).toEqual({ why: 'locked', badge: '1002', pinTries: limits.pinTries })
  expect((await unlock(here)).status).toBe(204)
  // Another one there is another PIN; removing takes both.
  await elsewhere.signIn('1002')
  const set = await post(elsewhere, 'pin', { password: 'demo', pin: '826419' })
  elsewhere.cookie = [elsewhere.cookie, pinCookieIn(set)].join('; ')
  for (const driver of [here, elsewhere]) await post(driver, 'lock')
  expect((await unlock(here, '826419')).status).toBe(401)
  expect([(await unlock(here)).status, (await unlock(elsewhere, '826419')).status]).toEqual([204, 204])
  await post(here, 'pin', { password: 'demo' })
  for (const driver of [here, elsewhere])
    expect((await driver.get('/api/session')).body).not.toHaveProperty('hasPin')
})

test('a PIN in one more browser than a person may have removes the oldest', async () => {
  const oldest = await withPin(hall, '9001')
  for (let n = 0; n < limits.pinsPerPerson; n += 1) await withPin(hall, '9001')
  const { staff } = JSON.parse(readFileSync(join(hall.directory, 'staff.json'), 'utf8'))
  expect(Object.keys(staff['9001'].pins)).toHaveLength(limits.pinsPerPerson)
  const [, pinCookie] = oldest.cookie!.split('; ')
  await oldest.signIn('9001')
  oldest.cookie = [oldest.cookie, pinCookie].join('; ')
  expect((await oldest.get('/api/session')).body).toMatchObject({ hasPinElsewhere: true })
})

test('a PIN of earlier rules, of four digits for every browser, unlocks nothing: its person sets a new one', async () => {
  const clerk = await withPin(hall, '1003')
  await hall.kill9()
  const file = join(hall.directory, 'staff.json')
  const document = JSON.parse(readFileSync(file, 'utf8'))
  const account = document.staff['1003']
  const { hash } = Object.values<{ hash: string }>(account.pins)[0]!
  delete account.pins
  account.pin = hash
  writeFileSync(file, JSON.stringify(document))
  await hall.start()
  await post(clerk, 'lock')
  expect(await who(clerk)).toEqual({ why: 'locked', badge: '1003', hasPinElsewhere: true })
  expect((await unlock(clerk)).status).toBe(410)
  expect((await unlock(clerk, '7391')).body.invalid).toMatchObject([
    { path: 'pin', problem: '6 to 8 digits' },
  ])
  const back = await withPin(hall, '1003')
  expect(JSON.parse(readFileSync(file, 'utf8')).staff['1003']).not.toHaveProperty('pin')
  await post(back, 'lock')
  expect((await unlock(back)).status).toBe(204)
})

test('a PIN wrong five times ends the sign-in, at once and over a restart; the right one then opens nothing', async () => {
  const clerk = await withPin(hall, '1001')
  await post(clerk, 'lock')
  const tries = async (count: number) => {
    const answers: unknown[] = []
    for (let n = 0; n < count; n += 1) {
      const { status, body } = await unlock(clerk, '139728')
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
  const wrong = Array.from({ length: 30 }, (_, n) => unlock(clerk, String(602_000 + n)))
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
  for (const refused of [
    '739',
    '73910',
    '739104826',
    '73a104',
    '123456',
    '999999',
    '147258',
    '271003',
    '280619',
  ])
    expect([refused, ...(await set('demo', refused))]).toEqual([refused, 400, 'pin'])
  const chosen = await post(clerk, 'pin', { password: 'demo', pin: '40718263' })
  expect([chosen.status, chosen.headers['set-cookie']?.[0]]).toEqual([
    204,
    expect.stringMatching(/; Max-Age=34560000; Path=\/api\/session; .*HttpOnly; SameSite=Strict/u),
  ])
  clerk.cookie = [clerk.cookie, pinCookieIn(chosen)].join('; ')
  expect((await clerk.get('/api/session')).body).toMatchObject({ hasPin: true })
  expect(await set('demo')).toEqual([204, undefined])
  expect((await clerk.get('/api/session')).body).not.toHaveProperty('hasPin')
  expect(changesOf('1003').slice(-2)).toEqual(['pin-set', 'pin-removed'])
  await post(clerk, 'lock')
  expect((await unlock(clerk, '40718263')).status).toBe(410)
  expect(await set('demo', pin)).toEqual([401, undefined])
})

test.each([
  ['even steps', ['123456', '654321', '789012', '246802', '13579135', '98765432']],
  ['even steps in halves', ['123789', '789123', '123321', '12348765']],
  ['even steps of several each', ['112233', '11223344', '332211']],
  ['few digits', ['111111', '121212', '11221122', '111222']],
  ['repetitions', ['123123', '739739', '73917391']],
  ['dates', ['840617', '170684', '061784', '19840617', '17061984', '06171984']],
  ['the key pad', ['147258', '159753', '147896', '369852']],
  ['the badge', ['471193', '938471', '47119263']],
])('a PIN is trivial by %s', (_, trivial) => {
  for (const one of trivial) expect([one, isTrivialPin(one, ['471'])]).toEqual([one, true])
  for (const one of ['739104', '40718263', '826419', '509371'])
    expect([one, isTrivialPin(one, ['471'])]).toEqual([one, false])
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
  expect(readFileSync(join(hall.directory, 'staff.json'), 'utf8')).toMatch(/"hash": "scrypt:/u)
})
