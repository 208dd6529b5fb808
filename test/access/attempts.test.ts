import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Attempts } from '../../server/access/attempts.ts'
import { limits } from '../../server/access/limits.ts'
import type { Clock } from '../../server/clock.ts'
import { Driver } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Guessing passwords: what strangers may try, and that the owner of an account never pays for it. */

describe('a stranger', () => {
  let ms = 0
  const clock = { monotonicMs: () => ms, now: () => ms } as Clock
  const stranger = (attempts: Attempts, badge: string, address: string) =>
    attempts.begin({ badge, address, session: undefined })
  const isLet = (attempt: ReturnType<Attempts['begin']>) => {
    if ('failed' in attempt) attempt.failed()
    return 'failed' in attempt
  }

  test('who tries one badge from many addresses is slowed down by the badge', () => {
    const attempts = new Attempts(clock)
    const tries = Array.from({ length: 100 }, (_, n) => isLet(stranger(attempts, '1001', `10.0.0.${n}`)))
    expect(tries.filter(Boolean)).toHaveLength(limits.freeAttemptsOfAccount)
  })

  test('who tries many badges from one address is slowed down by the address', () => {
    const attempts = new Attempts(clock)
    const tries = Array.from({ length: 300 }, (_, n) => isLet(stranger(attempts, `${n}`, '10.0.0.1')))
    expect(tries.filter(Boolean)).toHaveLength(limits.freeAttemptsOfAddress)
  })

  test('counts from the beginning of each try, so that many at once are no way around', () => {
    const attempts = new Attempts(clock)
    const tries = Array.from({ length: 60 }, () => stranger(attempts, '1001', '10.0.0.1'))
    ms += limits.attemptWaitMaxMs
    expect('waitMs' in stranger(attempts, '1001', '10.0.0.1')).toBe(true)
    expect(tries.filter((attempt) => 'failed' in attempt)).toHaveLength(limits.freeAttempts)
  })

  test('waits twice as long after each failure, up to a minute, and never for ever', () => {
    const attempts = new Attempts(clock)
    const waits: number[] = []
    for (let n = 0; n < 15; n += 1) {
      const attempt = stranger(attempts, '1001', '10.0.0.1')
      if (isLet(attempt) || !('waitMs' in attempt)) continue
      waits.push(attempt.waitMs)
      ms += attempt.waitMs
    }
    expect(waits.slice(0, 3)).toEqual([1_000, 2_000, 4_000])
    for (let n = 0; n < 20; n += 1) {
      const attempt = stranger(attempts, '1001', '10.0.0.1')
      if (isLet(attempt) || !('waitMs' in attempt)) continue
      expect(attempt.waitMs).toBeLessThanOrEqual(limits.attemptWaitMaxMs)
      ms += attempt.waitMs
    }
    ms += limits.attemptWaitMaxMs + limits.attemptsForgottenMs
    expect(Array.from({ length: 6 }, () => isLet(stranger(attempts, '1001', '10.0.0.1')))).toEqual([
      ...Array.from({ length: limits.freeAttempts }, () => true),
      false,
    ])
  })

  test('is remembered among a bounded number, and what was not tried does not count', () => {
    const attempts = new Attempts(clock)
    for (let n = 0; n < 100; n += 1) {
      const attempt = stranger(attempts, '1001', '10.0.0.1')
      if (!('waitMs' in attempt)) attempt.withdrawn()
    }
    expect(isLet(stranger(attempts, '1001', '10.0.0.1'))).toBe(true)
  })
})

describe('at a running hall', () => {
  let hall: RunningHall
  beforeAll(async () => {
    // Behind a proxy each client has an address of its own.
    const directory = await furnishedDirectory()
    hall = await startHall({ verb: 'serve', directory, flags: ['--trust-proxy', '127.0.0.1'] })
  })
  afterAll(() => hall.close())

  const from = (driver: Driver, address: string, badge: string, password: string) =>
    driver.ask('POST', '/api/session', {
      body: { badge, password },
      headers: { 'x-forwarded-for': address, 'x-forwarded-proto': 'https' },
    })

  test('of 60 wrong passwords at once no more are tried than one after another', async () => {
    const tries = Array.from({ length: 60 }, (_, n) =>
      from(new Driver(hall), '10.1.0.1', '1001', `wrong ${n}`),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(limits.freeAttempts)
    expect(statuses.filter((status) => status === 429)).toHaveLength(60 - limits.freeAttempts)
  })

  test('the owner signs in at once where the account was signed in before, while strangers guess at it', async () => {
    const owner = new Driver(hall)
    expect((await from(owner, '10.2.0.1', '1002', 'demo')).status).toBe(204)
    const guesses = Array.from({ length: 40 }, (_, n) =>
      from(new Driver(hall), `10.3.0.${n}`, '1002', 'wrong'),
    )
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(limits.freeAttemptsOfAccount)
    expect((await from(new Driver(hall), '10.3.9.9', '1002', 'demo')).status).toBe(429)
    expect((await from(new Driver(hall), '10.2.0.1', '1002', 'demo')).status).toBe(204)
  })

  test('a person who is signed in signs in again although somebody beside guesses from the same address', async () => {
    const owner = new Driver(hall)
    const first = await owner.signIn('1003')
    expect(first.status).toBe(204)
    for (let n = 0; n < limits.freeAttempts; n += 1) await new Driver(hall).signIn('1003', `wrong ${n}`)
    expect((await new Driver(hall).signIn('1003')).status).toBe(429)
    expect((await owner.signIn('1003')).status).toBe(204)
  })
})
