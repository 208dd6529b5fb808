import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { skillsEndedOn, skillsOn, withOwnGrants } from '../../../server/access/people/skill-grants.ts'
import { demoHall } from '../../../server/data/demo-hall.ts'
import { settingsOf } from '../../../server/data/hall-settings.ts'
import { dayOf } from '../../../server/hall/business-day.ts'
import { type Driver, until } from '../../fakes/driver.ts'
import {
  furnishedDirectory,
  type RunningHall,
  runToEnd,
  startHall,
  temporaryDirectory,
} from '../../fakes/running-hall.ts'
import { signedIn } from '../locked-hall.ts'

/** Skills that were granted on a day by a training, and that may end (S-H1). */

const dayMs = 24 * 60 * 60_000
const settings = settingsOf(demoHall, {})
const dayFromNow = (days: number): string => dayOf(Date.now() + days * dayMs, settings)
const clock = join(temporaryDirectory(), 'clock')

let hall: RunningHall
beforeAll(async () => {
  hall = await startHall({
    verb: 'serve',
    directory: await furnishedDirectory(),
    node: ['--import', new URL('../moved-clock.mjs', import.meta.url).href],
    env: { MOVED_CLOCK: clock },
  })
})
afterAll(() => hall.close())

const accountsOf = async (administrator: Driver) =>
  (await administrator.get('/api/staff')).body.staff as Readonly<Record<string, object>>

/** Stops the hall until its clock is this many days on. */
async function laterBy(days: number): Promise<void> {
  await hall.stop()
  writeFileSync(clock, String(days * dayMs))
  await hall.start()
}
const documentOf = () =>
  JSON.parse(readFileSync(join(hall.directory, 'staff.json'), 'utf8')).staff as Record<
    string,
    { skills: unknown; skillGrants?: unknown }
  >
type Grants = Readonly<Record<string, { on: string; training?: string; until?: string }>>
const granted = (skills: string[], skillGrants: Grants) => ({ badge: '1001', skills, skillGrants })

describe('by the business day', () => {
  const account = {
    skills: ['fees', 'tenancy'],
    skillGrants: { fees: { on: '2026-11-01', until: '2026-11-30' }, tenancy: { on: '2026-11-01' } },
  }
  test('a skill counts through its last day, and one without an end stays', () => {
    expect(skillsOn(account, '2026-11-30')).toEqual(['fees', 'tenancy'])
    expect(skillsOn(account, '2026-12-01')).toEqual(['tenancy'])
    expect(skillsEndedOn(account, '2026-12-01')).toEqual(['fees'])
    expect(skillsOn(account, undefined)).toEqual(['fees', 'tenancy'])
    expect(skillsOn({ skills: 'all', skillGrants: account.skillGrants }, '2027-01-01')).toBe('all')
  })

  test('a grant goes with its skill', () => {
    expect(withOwnGrants({ ...account, skills: ['tenancy'] })).toEqual({
      skills: ['tenancy'],
      skillGrants: { tenancy: { on: '2026-11-01' } },
    })
    expect(withOwnGrants({ ...account, skills: 'all' as const })).toEqual({ skills: 'all' })
  })
})

test('is given with day, training and last day, and refused where it does not fit', async () => {
  const administrator = await signedIn(hall, '9001')
  const give = async (body: object) => {
    const { status, body: said } = await administrator.command('change-staff', body)
    return [status, said.invalid?.[0]?.path]
  }
  for (const [path, body] of [
    ['skillGrants.fees.on', granted(['fees'], { fees: { on: '2026-02-30' } })],
    ['skillGrants.fees.on', granted(['fees'], { fees: { on: '1.11.2026' } })],
    ['skillGrants.fees.until', granted(['fees'], { fees: { on: '2026-11-02', until: '2026-11-01' } })],
    ['skillGrants.fees.training', granted(['fees'], { fees: { on: '2026-11-02', training: ' ' } })],
    ['skillGrants.tenancy', granted(['fees'], { tenancy: { on: '2026-11-02' } })],
    ['skillGrants.fees', { badge: '1002', skillGrants: { fees: { on: '2026-11-02' } } }],
  ] as const)
    expect(await give(body)).toEqual([400, path])
  const fees = { on: dayFromNow(-30), training: 'Fees course', until: dayFromNow(2) }
  expect(await give(granted(['fees', 'tenancy'], { fees }))).toEqual([200, undefined])
  expect((await accountsOf(administrator))['1001']).toMatchObject({
    skills: ['fees', 'tenancy'],
    skillGrants: { fees },
  })
  expect(documentOf()['1001']).toMatchObject({ skillGrants: { fees } })
  expect((await runToEnd(['staff', 'list', '--data', hall.directory])).stdout).toContain(
    `fees since ${fees.on} until ${fees.until} (Fees course)`,
  )
})

test('counts through its last day; from the next on its tickets are called by others, and the record says why', async () => {
  const clerkCalls = async (service: string) => {
    const clerk = await signedIn(hall, '1001')
    await clerk.done('open-counter', { counter: '1' })
    const { ticket, label } = await clerk.issue(service)
    const next = await clerk.command('call-next', { counter: '1' })
    const chosen =
      next.status === 200 ? undefined : await clerk.command('call-ticket', { counter: '1', label })
    const outcome = next.body.result ? 'called' : [next.body.refusal?.reason, chosen?.body.refusal?.reason]
    if (next.status === 200) await clerk.done('mark-no-show', { counter: '1' })
    else await clerk.done('cancel-ticket', { ticket })
    await clerk.done('close-counter', { counter: '1' })
    return outcome
  }
  await laterBy(2)
  expect(await clerkCalls('fees')).toBe('called')
  await laterBy(3)
  expect(await clerkCalls('fees')).toEqual(['nobody-is-waiting', 'not-your-skill'])
  expect(await clerkCalls('tenancy')).toBe('called')
  const ended = await until('the record', () =>
    hall
      .journal()
      .find(({ events }) =>
        events.some(({ type, change }) => type === 'staff-changed' && change === 'skills-ended'),
      ),
  )
  expect(ended).toMatchObject({ actor: 'keeper', device: 'server' })
  const administrator = await signedIn(hall, '9001')
  expect((await accountsOf(administrator))['1001']).toMatchObject({ skillsEnded: ['fees'] })
  // Another start with the same day changes nothing, and a longer grant brings the skill back.
  const before = hall.journal().length
  await laterBy(3)
  const changes = hall
    .journal()
    .slice(before)
    .flatMap(({ events }) => events.map(({ type }) => type))
  expect(changes.filter((type) => type === 'settings-changed' || type === 'staff-changed')).toEqual([])
  const again = await signedIn(hall, '9001')
  await again.done('change-staff', granted(['fees', 'tenancy'], { fees: { on: dayFromNow(3) } }))
  expect(await clerkCalls('fees')).toBe('called')
})

test('the end of the last one who can do a service keeps no hall shut, nor a change of settings out', async () => {
  const administrator = await signedIn(hall, '9001')
  const { staff } = (await administrator.get('/api/staff')).body as {
    staff: Record<string, { skills: unknown }>
  }
  for (const badge of Object.keys(staff))
    await administrator.done('change-staff', {
      badge,
      skills: ['fees', 'tenancy'],
      skillGrants: { fees: { on: dayFromNow(0), until: dayFromNow(4) } },
    })
  await laterBy(6)
  const back = await signedIn(hall, '9001')
  const { version } = (await back.get('/api/settings')).body as { version: number }
  const changed = await back.command('change-settings', {
    base: version,
    patch: { signIn: { lockAfterMinutes: 20 } },
  })
  expect(changed.status).toBe(200)
  expect(hall.stderr).not.toMatch(/exit/u)
})

test('by command line, with the hall stopped', async () => {
  await hall.stop()
  const change = (grants: string) =>
    runToEnd([
      'staff',
      'change',
      '1002',
      '--skills',
      'fees,tenancy',
      '--grants',
      grants,
      '--data',
      hall.directory,
    ])
  for (const [grants, words] of [
    ['fees', '--grants fees: a day such as'],
    ['fees 2026-11-31', '--grants fees: a day such as'],
    ['fees 2026-11-03 2026-11-02', 'not before the day'],
    ['repairs 2026-11-03', '--grants repairs: name it singly'],
  ] as const) {
    const { code, stderr } = await change(grants)
    expect([grants, code, stderr]).toEqual([grants, 2, expect.stringContaining(words)])
  }
  expect((await change('fees 2026-11-03 2027-11-02 Fees course; tenancy 2026-11-04 By a mentor')).code).toBe(
    0,
  )
  expect(documentOf()['1002']?.skillGrants).toEqual({
    fees: { on: '2026-11-03', until: '2027-11-02', training: 'Fees course' },
    tenancy: { on: '2026-11-04', training: 'By a mentor' },
  })
  await hall.start()
})
