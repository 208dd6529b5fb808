import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { noSessions, Sessions, type SessionsDocument } from '../../server/access/sessions.ts'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall } from '../fakes/running-hall.ts'

/** The accounts of staff as open pages of administrators see them. */

const name = 'Zoë Canary-Quist'

let hall: RunningHall
beforeAll(async () => {
  hall = await startHall()
})
afterAll(() => hall.close())

async function signedIn(badge: string): Promise<Driver> {
  const driver = new Driver(hall)
  expect((await driver.signIn(badge)).status).toBe(204)
  return driver
}

test('two administrators see each change of an account as it happens, with the same facts as over HTTP', async () => {
  const [one, other] = [await signedIn('9001'), await signedIn('9001')]
  const pages = [await one.watch('staff'), await other.watch('staff')]
  const account = async () => ((await one.get('/api/staff')).body.staff as Record<string, object>)['1201']
  const steps = [
    () => one.done('add-staff', { badge: '1201', name, roles: ['counter'], skills: ['fees'] }),
    () => other.done('change-staff', { badge: '1201', name: `${name} II`, roles: ['counter', 'reception'] }),
    () => one.done('disable-staff', { badge: '1201' }),
    () => other.done('enable-staff', { badge: '1201' }),
    () => one.done('reset-password', { badge: '1201' }),
  ]
  for (const step of steps) {
    await step()
    const known = await account()
    for (const page of pages)
      await page.until('the change', () => {
        const { staff } = page.view as { staff: Record<string, object> }
        return isDeepStrictEqual(staff['1201'], known)
      })
  }
  const refused = await other.command('add-staff', { badge: '1201', name, roles: ['counter'] })
  expect(refused.status).toBe(409)
})

test('pages of administrators are told when a person was last seen, which outlives a restart', async () => {
  const page = await (await signedIn('9001')).watch('staff')
  const seen = () => (page.view as { staff: Record<string, { seenAt?: number }> }).staff['1004']?.seenAt
  expect(seen()).toBeUndefined()
  const before = Date.now()
  const driver = await signedIn('1004')
  await page.until('the moment', () => seen() !== undefined)
  expect(seen()).toBeGreaterThanOrEqual(before)
  expect(seen()).toBeLessThanOrEqual(Date.now())
  const told = seen()
  await page.close()
  await hall.stop()
  // An hour goes by, so that the next command counts.
  const file = join(hall.directory, 'sessions.json')
  const document = JSON.parse(readFileSync(file, 'utf8'))
  expect(document.seen['1004']).toBe(told)
  const hourAgo = told! - 60 * 60_000
  writeFileSync(file, JSON.stringify({ ...document, seen: { ...document.seen, '1004': hourAgo } }))
  await hall.start()
  const again = await signedIn('9001')
  const now = async () =>
    ((await again.get('/api/staff')).body.staff as Record<string, { seenAt?: number }>)['1004']?.seenAt
  expect(await now()).toBe(hourAgo)
  // A look is none, whatever command is.
  expect((await driver.get('/api/session')).status).toBe(200)
  expect(await now()).toBe(hourAgo)
  expect((await driver.command('ask-to-open', { counter: '4' })).status).toBe(403)
  expect(await now()).toBe(hourAgo)
  await driver.done('open-counter', { counter: '4' })
  expect(await now()).toBeGreaterThanOrEqual(told!)
})

test('a command counts as seen once a minute, in memory and on disk; a sign-in at once', async () => {
  let now = 1_000_000
  let stored: SessionsDocument = noSessions
  let writes = 0
  const document = {
    get data() {
      return stored
    },
    async update(change: (was: SessionsDocument) => SessionsDocument) {
      stored = change(stored)
      writes += 1
    },
  }
  const sessions = new Sessions(document, () => now)
  let told = 0
  sessions.listenSeen(() => {
    told += 1
  })
  const { id } = sessions.find(await sessions.begin('1001', 'password'))!
  expect([sessions.seenAt('1001'), sessions.seenAt('1002'), told, writes]).toEqual([now, undefined, 1, 1])
  now += limits.seenWriteMs - 1
  sessions.acted(id)
  expect([sessions.seenAt('1001'), told, writes]).toEqual([1_000_000, 1, 1])
  now += 1
  sessions.acted(id)
  expect([sessions.seenAt('1001'), told, writes]).toEqual([now, 2, 2])
  expect(new Sessions(document, () => now).seenAt('1001')).toBe(now)
})

test('names of staff are in no other view', async () => {
  const administrator = await signedIn('9001')
  await administrator.done('add-staff', { badge: '1202', name, roles: ['counter'] })
  for (const view of ['manager', 'setup', 'board', 'kiosk', 'window?counter=1'])
    expect((await administrator.get(`/api/views/${view}`)).text).not.toContain('Canary')
})
