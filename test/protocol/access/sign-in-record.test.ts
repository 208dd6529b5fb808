import { describe, expect, test } from 'vitest'
import { limits } from '../../../server/access/limits.ts'
import { SignInRecord } from '../../../server/access/sign-in/sign-in-record.ts'
import { Driver } from '../../fakes/driver.ts'
import { furnishedDirectory, startHall } from '../../fakes/running-hall.ts'

/** The record has every sign-in and sign-out with person, proof and device, whatever the proof was. */

test('a sign-in by password, one that failed and a sign-out are recorded with badge and device, and no word that was typed', async () => {
  const hall = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  const person = new Driver(hall)
  const wrong = (badge: string) =>
    person.ask('POST', '/api/session', { body: { badge, password: 'not-this-one' } })
  for (const badge of ['1001', '1001', '1001', 'my-password']) expect((await wrong(badge)).status).toBe(401)
  await person.signIn('1001')
  expect((await person.ask('DELETE', '/api/session')).status).toBe(204)
  // Nobody is signed in now, so nobody signs out.
  expect((await person.ask('DELETE', '/api/session')).status).toBe(204)
  const recorded = () =>
    hall
      .journal()
      .flatMap(({ actor, device, events }) =>
        events.flatMap((event) => (/sign/u.test(event.type) ? [{ actor, device, ...event }] : [])),
      )
  const failed = { actor: 'keeper', device: 'console', type: 'sign-ins-failed', way: 'password' }
  const own = { actor: 'staff:1001', device: 'console', badge: '1001' }
  const atOnce = [
    { ...failed, badge: '1001', times: 1 },
    { ...failed, times: 1 },
    { ...own, type: 'staff-signed-in', way: 'password' },
    { ...own, type: 'staff-signed-out' },
  ]
  expect(recorded()).toMatchObject(atOnce)
  await hall.stop()
  // The others are summed up, and a stop loses none of them.
  expect(recorded()).toMatchObject([...atOnce, { ...failed, badge: '1001', times: 2 }])
  expect(JSON.stringify(hall.journal())).not.toMatch(/my-password|not-this-one/u)
})

describe('guessing', () => {
  const due: (() => void)[] = []
  const records: { way: string; times: number; badge?: string }[] = []
  const record = new SignInRecord({
    clock: {
      after: (ms, task) => {
        expect(ms).toBe(limits.failedSignInsMs)
        due.push(task)
        return () => {}
      },
    },
    hasAccount: (badge) => badge.startsWith('1'),
    keeper: { ask: ({ body }) => void records.push(body as (typeof records)[number]) },
  })

  test('at every badge from everywhere writes a bounded number of records, and loses none of the tries', () => {
    const tries = 10_000
    const spans = 6
    for (let span = 0; span < spans; span += 1) {
      for (let n = 0; n < tries; n += 1) record.failed('password', 'console', String(1_000 + (n % 900)))
      for (const task of due.splice(0)) task()
    }
    const written = records.splice(0)
    const named = new Set(written.flatMap(({ badge }) => badge ?? []))
    expect(named.size).toBe(limits.failedSignInsApart)
    expect(written.length).toBeLessThanOrEqual(2 * spans * (limits.failedSignInsApart + 1))
    expect(written.reduce((sum, { times }) => sum + times, 0)).toBe(spans * tries)
  })
})
