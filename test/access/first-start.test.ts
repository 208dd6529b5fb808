import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { limits } from '../../server/access/limits.ts'
import { makeSetupCode } from '../../server/access/setup-code.ts'
import { Staff } from '../../server/access/staff.ts'
import { openStaff } from '../../server/data/open-data.ts'
import { realFileSystem } from '../../server/journal/file-system.ts'
import { Driver } from '../fakes/driver.ts'
import { type RunningHall, startHall, temporaryDirectory } from '../fakes/running-hall.ts'

/** The first start of a hall: its first administrator, and no account whose password somebody else knows. */

const own = 'correct horse battery'
const running: RunningHall[] = []
afterEach(async () => {
  for (const hall of running.splice(0)) await hall.close()
})

async function start(verb: 'demo' | 'serve', directory: string): Promise<RunningHall> {
  const hall = await startHall({ verb, directory })
  running.push(hall)
  return hall
}

/** Badge and code as the terminal shows them. */
function shownCode({ stderr }: RunningHall): { badge: string; code: string } {
  const [, badge = '', code = ''] = /badge (\S+) and the one-time code (\S+)\n/u.exec(stderr) ?? []
  return { badge, code }
}

describe('a hall without an administrator', () => {
  test('shows a one-time code, another at each start, until the first has chosen a password', async () => {
    const directory = temporaryDirectory()
    const first = await start('serve', directory)
    const former = shownCode(first)
    expect(first.stderr).toContain(`${first.url}/setup`)
    expect(former.code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/u)
    expect(readFileSync(join(directory, 'staff.json'), 'utf8')).not.toContain(former.code)
    expect(existsSync(join(directory, 'first-sign-in.txt'))).toBe(false)
    await first.stop()
    const second = await start('serve', directory)
    const { badge, code } = shownCode(second)
    expect([badge, code === former.code]).toEqual([former.badge, false])
    const driver = new Driver(second)
    const told = async (): Promise<unknown> => (await driver.get('/api/start')).body
    expect(await told()).toMatchObject({ needsAdministrator: true, firstAdministrator: badge })
    expect((await driver.signIn(badge, former.code, own)).status).toBe(401)
    expect((await driver.signIn(badge, code)).status).toBe(403)
    expect((await driver.signIn(badge, code, own)).status).toBe(204)
    expect((await new Driver(second).signIn(badge, code, `${own} 2`)).status).toBe(401)
    expect((await driver.get('/api/session')).body).toEqual({ badge, roles: ['administrator'] })
    expect(await told()).toMatchObject({ needsAdministrator: false })
    expect(await told()).not.toHaveProperty('firstAdministrator')
    await second.stop()
    const third = await start('serve', directory)
    expect(shownCode(third).code).toBe('')
  })
})

test('the one-time code lets the first administrator in for an hour', async () => {
  const staff = await openStaff(realFileSystem, temporaryDirectory())
  const madeAt = Date.parse('2026-03-02T09:00Z')
  let now = madeAt
  const { badge, code } = (await makeSetupCode(staff, { now, refusesDemo: true }))!
  const rules = { now: () => now, refusesDemo: true }
  const check = () => new Staff(staff, rules).check(badge, code)
  expect(await check()).toBe('one-time')
  now = madeAt + limits.setupCodeMs - 1
  expect(await check()).toBe('one-time')
  now = madeAt + limits.setupCodeMs
  expect(await check()).toBe('wrong')
})

test('the people of a demo stay in the demo: serve on its directory knows none of them, and shows a code', async () => {
  const directory = temporaryDirectory()
  const demo = await start('demo', directory)
  const clerk = new Driver(demo)
  expect((await clerk.signIn('1001')).status).toBe(204)
  expect(shownCode(demo).code).toBe('')
  await demo.stop()
  const hall = await start('serve', directory)
  for (const badge of ['1001', '2001', '9001'])
    expect((await new Driver(hall).signIn(badge)).status).toBe(401)
  const former = new Driver(hall)
  former.cookie = clerk.cookie
  expect((await former.command('open-counter', { counter: '1' })).status).toBe(401)
  const { badge, code } = shownCode(hall)
  const administrator = new Driver(hall)
  expect((await administrator.signIn(badge, code, own)).status).toBe(204)
  const { password } = await administrator.done('reset-password', { badge: '1001' })
  expect((await new Driver(hall).signIn('1001', password, own)).status).toBe(204)
})
