import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Attempts } from '../../server/access/attempts.ts'
import { limits } from '../../server/access/limits.ts'
import { checkPassword, demoCost, hashPassword, isCheaper } from '../../server/access/passwords/passwords.ts'
import type { Clock } from '../../server/clock.ts'
import { newPassword } from '../../server/protocol/fields.ts'
import { isGuessable } from '../../server/protocol/guessable-password.ts'
import { Driver, until } from '../fakes/driver.ts'
import { furnishedDirectory, startHall } from '../fakes/running-hall.ts'

/** Passwords that people choose, and how they are stored. */

test.each([
  ...[
    'password1234',
    'Passw0rd!2345',
    'P@ssw0rdP@ssw0rd',
    'qwertyuiop123',
    '1qaz2wsx3edc',
    '123456789012',
    'q1w2e3r4t5y6',
  ],
  ...[
    'abcdefghijkl',
    'iloveyou12345',
    'welcome-welcome',
    'abcdeabcdeabcde',
    'administrator1',
    'woaini1314520123',
  ],
  ...['zxcvbnm,./12345', 'changeme-2026', 'Ｐａｓｓｗｏｒｄ１２３４'],
])('%s is refused, because it is guessed first', (password) => {
  expect(isGuessable(password)).toBe(true)
  expect(newPassword.safeParse(password).success).toBe(false)
})

test.each([
  ...[
    'correct horse battery',
    'another long enough',
    'blue heron 2001',
    'Tz7#mQ4v!kd9',
    'abcd-efgh-jkmn-wvts',
    '春眠不觉晓处处闻啼鸟啊夜来',
  ],
])('%s may be chosen', (password) => {
  expect(newPassword.safeParse(password).success).toBe(true)
})

test.each([
  ['eleven characters', 'Tz7#mQ4v!kd', 'at least 12 characters'],
  ['four different characters', 'xkvyxxkvyykv', 'at least 5 different characters'],
  ['201 characters', 'Tz7#mQ4v!kd9'.repeat(17).slice(0, 201), '200'],
])('a password of %s is refused in words', (_, password, problem) => {
  const { success, error } = newPassword.safeParse(password)
  expect([success, error?.issues[0]?.message]).toEqual([false, expect.stringContaining(problem)])
})

test('a password is right however the keyboard of the moment composes its letters', async () => {
  const cost = { logN: 10, r: 8, p: 1 }
  const stored = await hashPassword('caf\u00e9 au lait \u2460', cost)
  expect(await checkPassword('cafe\u0301 au lait 1', stored)).toBe(true)
  expect(await checkPassword('cafe au lait 1', stored)).toBe(false)
})

test('badge number and name of the hall do not make a password longer', () => {
  expect(isGuessable('10017-10017-hall')).toBe(false)
  expect(isGuessable('jinhua property 90011', ['90011', 'Jinhua Property Service Hall'])).toBe(true)
  expect(isGuessable('金华物业服务大厅90011', ['90011', '金华物业服务大厅'])).toBe(true)
})

test('a hash of less cost than today is told, and one of the same or more is not', async () => {
  const [less, more] = [
    { logN: 10, r: 8, p: 1 },
    { logN: 11, r: 8, p: 1 },
  ]
  const stored = await hashPassword('correct horse battery', less)
  expect([isCheaper(stored, more), isCheaper(stored, less)]).toEqual([true, false])
  expect(await checkPassword('correct horse battery', stored)).toBe(true)
})

test('the addresses of one IPv6 network count as one, and those of others do not', () => {
  const clock = { monotonicMs: () => 0, now: () => 0 } as Clock
  const attempts = new Attempts(clock)
  const isLet = (address: string, badge: string): boolean => {
    const attempt = attempts.begin({ badge, address, session: undefined })
    if ('failed' in attempt) attempt.failed()
    return 'failed' in attempt
  }
  const host = (n: number) =>
    n % 2 ? `2001:db8:0:7::${n.toString(16)}` : `2001:DB8:0:7:1:2:3:${n.toString(16)}`
  const tries = Array.from({ length: 300 }, (_, n) => isLet(host(n), `${n}`))
  expect(tries.filter(Boolean)).toHaveLength(limits.freeAttemptsOfAddress)
  expect([isLet('2001:db8:0:8::1', 'x'), isLet('2001:db8::7:0:0:1', 'y'), isLet('10.0.0.7', 'z')]).toEqual([
    true,
    true,
    true,
  ])
})

test('a sign-in stores a password anew whose hash costs less than those of today; the person notices nothing; names of the hall are no password', async () => {
  const directory = await furnishedDirectory()
  const stored = (badge: string): string =>
    JSON.parse(readFileSync(join(directory, 'staff.json'), 'utf8')).staff[badge].password
  const hall = await startHall({ verb: 'serve', directory })
  const driver = new Driver(hall)
  expect(stored('1001')).toMatch(/^scrypt:10:8:1:/u)
  expect((await driver.signIn('1001', 'wrong')).status).toBe(401)
  expect((await driver.signIn('1001')).status).toBe(204)
  await until('the new hash', () => stored('1001').startsWith('scrypt:15:8:3:'))
  expect(stored('1002')).toMatch(/^scrypt:10:8:1:/u)
  expect((await driver.get('/api/session')).status).toBe(200)
  expect((await new Driver(hall).signIn('1001')).status).toBe(204)
  const { status, body } = await new Driver(hall).signIn('1002', 'demo', 'jinhua-property 1002')
  expect([status, body.invalid?.[0]?.path, stored('1002').slice(0, 12)]).toEqual([
    400,
    'newPassword',
    'scrypt:10:8:',
  ])
  // An administrator resets the password that is just being stored anew: the new one stays.
  const administrator = new Driver(hall)
  await administrator.signIn('9001')
  await until("the administrator's new hash", () => stored('9001').startsWith('scrypt:15:8:3:'))
  expect((await new Driver(hall).signIn('1003')).status).toBe(204)
  const { password } = await administrator.done('reset-password', { badge: '1003' })
  expect((await new Driver(hall).signIn('1003', password)).status).toBe(403)
  await hall.close()
})

test('while others sign in no password is stored anew: that is left to a later sign-in', async () => {
  const directory = await furnishedDirectory()
  const hall = await startHall({ verb: 'serve', directory })
  const together = ['1001', '1002', '1003', '1004']
  const answers = await Promise.all(together.map((badge) => new Driver(hall).signIn(badge)))
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204])
  // Passwords are worked out one after another, so this answer comes after all that were asked before.
  expect((await new Driver(hall).signIn('2001')).status).toBe(204)
  const { staff } = JSON.parse(readFileSync(join(directory, 'staff.json'), 'utf8'))
  const anew = together.filter((badge) => staff[badge].password.startsWith('scrypt:15:8:3:'))
  expect(anew.length).toBeLessThanOrEqual(1)
  await hall.close()
})

test('the thread of passwords rests after one in which the hall was busy, and not much longer than that took', async () => {
  const busyMs = 400
  const first = hashPassword('correct horse battery', demoCost)
  const busyTo = performance.now() + busyMs
  while (performance.now() < busyTo);
  const second = hashPassword('another long enough', demoCost)
  await first
  const endedAt = performance.now()
  await second
  const restedMs = performance.now() - endedAt
  expect(restedMs).toBeGreaterThan(busyMs * limits.hashRestMost - 20)
  expect(restedMs).toBeLessThan(busyMs * limits.hashRestShare)
})
