import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall, temporaryDirectory } from '../fakes/running-hall.ts'

/** The thread that works passwords out dies or hangs in a running hall: people are told so, and can sign in again. */

let hall: RunningHall
beforeAll(async () => {
  const failing = resolve(import.meta.dirname, '../fakes/failing-threads/failing-password-thread.mjs')
  hall = await startHall({ node: ['--import', failing] })
})
afterAll(() => hall.close())

const signIn = async (badge: string, password?: string) => {
  const { status, headers, body } = await new Driver(hall).signIn(badge, password)
  return { status, again: headers['retry-after'], problem: body?.problem }
}
const wrong = { status: 401, again: undefined, problem: 'badge or password is wrong' }
const file = () => join(temporaryDirectory(), 'failed')

describe('a sign-in over which the password thread', () => {
  test('dies is answered with 503 in words, and counts as no guess; others are signed in', async () => {
    const tries = Array.from({ length: limits.freeAttempts + 1 }, () => signIn('1001', 'dies'))
    const others = ['1002', '1003', '1004'].map((badge) => signIn(badge))
    for (const answer of await Promise.all(tries)) {
      expect(answer).toMatchObject({ status: 503, again: '5' })
      expect(answer.problem).toMatch(/^the password could not be checked now, .* try again in 5 s$/u)
    }
    for (const { status } of await Promise.all(others)) expect(status).toBe(204)
    expect((await signIn('1001')).status).toBe(204)
    expect(hall.stderr + hall.stdout).toContain('ended 2 times over one password')
  })

  test('dies once is checked all the same', async () => {
    expect(await signIn('1001', `dies-once ${file()}`)).toEqual(wrong)
  })

  test('hangs is checked by another thread, and so are those behind it', async () => {
    const hung = signIn('1001', `hangs-once ${file()}`)
    const behind = signIn('1002')
    expect(await hung).toEqual(wrong)
    expect((await behind).status).toBe(204)
  })
})
