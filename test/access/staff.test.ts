import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import type { BodyOf } from '../../server/protocol/commands.ts'
import { Driver, newKey, until } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** The accounts of staff on a real hall: who is hired, changed, disabled, and what ends with it. A demo, because its passwords are hashed at a low cost. */

const name = 'Zoë Canary-Quist'
const own = 'correct horse battery'

let hall: RunningHall
let administrator: Driver
beforeAll(async () => {
  hall = await startHall()
  administrator = await signedIn('9001')
})
afterAll(() => hall.close())

async function signedIn(badge: string, password = 'demo'): Promise<Driver> {
  const driver = new Driver(hall)
  expect((await driver.signIn(badge, password)).status).toBe(204)
  return driver
}

const add = (badge: string, more: Partial<BodyOf<'add-staff'>> = {}) =>
  administrator.done('add-staff', { badge, name, roles: ['counter'], ...more })

const account = async (badge: string) => {
  const { body } = await administrator.get('/api/staff')
  return (body.staff as Record<string, object>)[badge]
}

const refusalOf = async (type: string, body: object) => {
  const { status, body: answer } = await administrator.command(type, body)
  return [status, answer.refusal?.reason]
}

const isSignedOut = (frame: { type: string; reason?: unknown }) =>
  frame.type === 'closing' && frame.reason === 'signed-out'

test('who changes the own password while signed in stays so there, in the open page too; every other sign-in ends', async () => {
  const { password } = await add('1190')
  const here = new Driver(hall)
  expect((await here.signIn('1190', password, own)).status).toBe(204)
  const elsewhere = await signedIn('1190', own)
  const [page, other] = [here.dial({ view: 'board' }), elsewhere.dial({ view: 'board' })]
  for (const one of [page, other]) await one.until('a welcome', ({ type }) => type === 'welcome')
  const cookie = here.cookie
  const change = (now: string, next: string) =>
    here.ask('POST', '/api/session', { body: { badge: '1190', password: now, newPassword: next } })
  expect((await change('another than the own', 'violet anchor 7 tram')).status).toBe(401)
  for (const refused of ['short', 'aaaaaaaaaaaaaaaa', 'password1234', own])
    expect((await change(own, refused)).body.invalid?.[0]?.path).toBe('newPassword')
  expect((await elsewhere.get('/api/session')).status).toBe(200)
  const changed = await change(own, 'violet anchor 7 tram')
  expect([changed.status, changed.headers['set-cookie']]).toEqual([204, undefined])
  await other.until('the end of the other sign-in', isSignedOut)
  expect((await elsewhere.get('/api/session')).status).toBe(401)
  expect((await here.get('/api/session', { cookie: cookie! })).body.badge).toBe('1190')
  expect(await page.command('ask-to-open', { counter: '4' })).toMatchObject({ denied: 'wrong-role' })
  expect((await new Driver(hall).signIn('1190', own)).status).toBe(401)
  await signedIn('1190', 'violet anchor 7 tram')
  for (const one of [page, other]) await one.close()
})

describe('a new account', () => {
  test('has a password for one sign-in, at which the person chooses another', async () => {
    const { password } = await add('1101', { skills: ['fees'], languages: ['en', 'zh-CN'] })
    expect(await account('1101')).toEqual({
      ...{ name, roles: ['counter'], skills: ['fees'], languages: ['en', 'zh-CN'] },
      ...{ isDisabled: false, isOneTime: true },
    })
    const driver = new Driver(hall)
    const first = await driver.signIn('1101', password)
    expect([first.status, first.headers['set-cookie']]).toEqual([403, undefined])
    for (const newPassword of ['short', 'aaaaaaaaaaaaaaaa', password]) {
      const { status, body } = await driver.signIn('1101', password, newPassword)
      expect([status, body.invalid?.[0]?.path]).toEqual([400, 'newPassword'])
    }
    expect((await driver.signIn('1101', password, own)).status).toBe(204)
    expect((await driver.signIn('1101', password)).status).toBe(401)
    await signedIn('1101', own)
    expect(await account('1101')).toMatchObject({ isOneTime: false })
  })

  test('works at once at a counter, by its own skills', async () => {
    const { password } = await add('1102', { skills: ['fees'] })
    const driver = new Driver(hall)
    expect((await driver.signIn('1102', password, own)).status).toBe(204)
    await driver.done('open-counter', { counter: '3' })
    const { ticket } = await administrator.issue('passes')
    const called = await driver.command('call-ticket', { counter: '3', ticket })
    expect([called.status, called.body.refusal?.reason]).toEqual([409, 'not-your-skill'])
    await administrator.done('cancel-ticket', { ticket })
    await driver.done('close-counter', { counter: '3' })
  })

  test('is added once by the same key, with the same answer; a badge is given once', async () => {
    const key = newKey()
    const body = { badge: '1103', name, roles: ['counter' as const] }
    const first = await administrator.done('add-staff', body, key)
    expect(await administrator.done('add-staff', body, key)).toEqual(first)
    expect(await refusalOf('add-staff', body)).toEqual([409, 'badge-is-taken'])
    expect((await administrator.command('add-staff', { ...body, badge: '1104' }, key)).status).toBe(422)
    expect(await account('1104')).toBeUndefined()
  })

  test.each([
    [{ badge: '__proto__', name, roles: ['counter'] }, 'badge'],
    [{ badge: '1105', name: '\u200b', roles: ['counter'] }, 'name'],
    [{ badge: '1105', name, roles: [] }, 'roles'],
    [{ badge: '1105', name, roles: ['king'] }, 'roles.0'],
    [{ badge: '1105', name, roles: ['counter', 'counter'] }, 'roles'],
    [{ badge: '1105', name, roles: ['counter'], skills: ['tea'] }, 'skills.0'],
    [{ badge: '1105', name, roles: ['counter'], languages: ['en_US'] }, 'languages.0'],
    [{ badge: '1105', name, roles: ['counter'], password: 'mine' }, 'password'],
  ])('is refused with the field that is wrong: %j', async (body, path) => {
    const { status, body: answer } = await administrator.command('add-staff', body)
    expect([status, answer.invalid?.[0]?.path]).toEqual([400, path])
    expect(await account('1105')).toBeUndefined()
  })
})

describe('every sign-in of an account ends at once, also over open sockets', () => {
  const ends = {
    'when it is disabled': (badge: string) => administrator.done('disable-staff', { badge }),
    'when its password is reset': (badge: string) => administrator.done('reset-password', { badge }),
    'when its roles change': (badge: string) =>
      administrator.done('change-staff', { badge, roles: ['counter', 'manager'] }),
    'when the person chooses another password': async (badge: string) => {
      const driver = new Driver(hall)
      expect((await driver.signIn(badge, own, 'another long enough')).status).toBe(204)
      expect((await driver.get('/api/session')).status).toBe(200)
    },
  }
  test.each(Object.entries(ends))('%s', async (_, end) => {
    const badge = `12${Object.values(ends).indexOf(end)}`
    const { password } = await add(badge)
    const [one, other] = [new Driver(hall), new Driver(hall)]
    expect((await one.signIn(badge, password, own)).status).toBe(204)
    await other.signIn(badge, own)
    const [page, board] = [await one.watch('counter', { counter: '4' }), await other.watch('board')]
    await end(badge)
    for (const watch of [page, board]) {
      await watch.until('the end', isSignedOut)
      expect(await watch.gone()).toMatchObject({ code: 4401 })
    }
    for (const driver of [one, other])
      expect((await driver.command('open-counter', { counter: '4' })).status).toBe(401)
  })

  test('not when a name, skills or languages change', async () => {
    const driver = await signedIn('1002')
    const page = await driver.watch('counter', { counter: '4' })
    await administrator.done('change-staff', {
      badge: '1002',
      name: 'Other',
      skills: ['fees'],
      languages: ['ja'],
    })
    expect((await driver.get('/api/session')).status).toBe(200)
    expect(page.closed).toBeUndefined()
    expect(await account('1002')).toMatchObject({ name: 'Other', skills: ['fees'], roles: ['counter'] })
  })
})

describe('a disabled account', () => {
  test('signs in no more, is answered as an unknown one, gets no tickets, and works again when enabled', async () => {
    await administrator.done('disable-staff', { badge: '1004' })
    const [disabled, unknown] = [await new Driver(hall).signIn('1004'), await new Driver(hall).signIn('7777')]
    expect([disabled.status, disabled.text]).toEqual([401, unknown.text])
    const clerk = await signedIn('1001')
    await clerk.done('open-counter', { counter: '1' })
    await clerk.issue('fees')
    await clerk.done('call-next', { counter: '1' })
    const sent = await clerk.command('transfer', { counter: '1', to: { badge: '1004' } })
    expect(sent.body.refusal?.reason).toBe('no-such-staff')
    await clerk.done('start-service', { counter: '1' })
    await clerk.done('finish', { counter: '1' })
    await clerk.done('close-counter', { counter: '1' })
    await administrator.done('enable-staff', { badge: '1004' })
    await signedIn('1004')
  })

  test('is never the last administrator, nor does the last one lose the role', async () => {
    expect(await refusalOf('disable-staff', { badge: '9001' })).toEqual([409, 'last-administrator'])
    const body = { badge: '9001', roles: ['manager'] }
    expect(await refusalOf('change-staff', body)).toEqual([409, 'last-administrator'])
    await add('9002', { roles: ['administrator'] })
    await administrator.done('change-staff', { badge: '9002', roles: ['counter'] })
    expect(await refusalOf('disable-staff', { badge: '9001' })).toEqual([409, 'last-administrator'])
  })

  test('that does not exist is refused by name of the reason', async () => {
    for (const type of ['change-staff', 'disable-staff', 'enable-staff', 'reset-password'])
      expect(await refusalOf(type, { badge: '4711' })).toEqual([409, 'no-such-staff'])
  })
})

test('one person’s many sign-ins end none of another’s, only their own oldest', async () => {
  const other = await signedIn('1003')
  const first = await signedIn('2001')
  for (let n = 0; n < limits.sessionsPerPerson; n += 1) await signedIn('2001')
  expect((await first.get('/api/session')).status).toBe(401)
  expect((await other.get('/api/session')).status).toBe(200)
})

test('accounts are read by an administrator only, without a password or its hash', async () => {
  const { status, text } = await administrator.get('/api/staff')
  expect(status).toBe(200)
  expect(text).not.toMatch(/scrypt|password/u)
  expect((await new Driver(hall).get('/api/staff')).status).toBe(401)
  expect((await (await signedIn('1001')).get('/api/staff')).status).toBe(403)
})

test('the record says who did what to whom; no name and no password is in journal, log or view', async () => {
  const { password } = await add('1301')
  await administrator.done('reset-password', { badge: '1301' })
  const line = await until('the record', () =>
    hall.given().find(({ events }) => isAbout(events, 'added', '1301')),
  )
  expect(line).toMatchObject({ command: 'change-staff', actor: 'staff:9001', result: {} })
  expect(hall.given().some(({ events }) => isAbout(events, 'password-reset', '1301'))).toBe(true)
  const folder = join(hall.directory, 'journal')
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'))
  const seen = [
    ...texts,
    hall.stdout,
    hall.stderr,
    JSON.stringify((await administrator.view('manager')).view),
  ]
  for (const secret of [name, password, own]) expect(seen.filter((text) => text.includes(secret))).toEqual([])
})

const isAbout = (events: readonly { type: string }[], change: string, badge: string): boolean =>
  events.some(
    (event) => 'badge' in event && 'change' in event && event.badge === badge && event.change === change,
  )

test('accounts outlive a restart, and a change is in force after it', async () => {
  await add('1401', { roles: ['reception', 'auditor'] })
  await administrator.done('disable-staff', { badge: '1401' })
  const before = await account('1401')
  await hall.kill9()
  await hall.start()
  expect(await account('1401')).toEqual(before)
})
