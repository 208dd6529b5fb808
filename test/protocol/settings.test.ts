import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoHall, demoStaff } from '../../server/data/demo-hall.ts'
import type { HallFile } from '../../server/data/hall-config.ts'
import { Driver, newKey } from '../fakes/driver.ts'
import { furnishedDirectory, type RunningHall, startHall } from '../fakes/running-hall.ts'

/** Settings over HTTP: read, changed and refused, at a hall outside a demo. */
let hall: RunningHall
let one: Driver
let other: Driver
let clerk: Driver
let kiosk: Driver
beforeAll(async () => {
  hall = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
  ;[one, other, clerk] = [new Driver(hall), new Driver(hall), new Driver(hall)]
  kiosk = new Driver(hall, 'kiosk-1')
  await Promise.all([one.signIn('9001'), other.signIn('9001'), clerk.signIn('1001')])
})
afterAll(() => hall.close())

async function read(driver = one): Promise<{ version: number; settings: HallFile }> {
  const { status, text, body } = await driver.get('/api/settings')
  if (status !== 200) throw new Error(`settings: ${status} ${text}`)
  return body as unknown as { version: number; settings: HallFile }
}

const changed = async (patch: Record<string, unknown>, driver = one) =>
  (await driver.done('change-settings', { base: (await read()).version, patch })).version

/** Why the hall does not change its settings: status, and the refusal or the problems. */
async function refused(patch: Record<string, unknown>, base?: number) {
  const before = await read()
  const { status, body } = await one.command('change-settings', { base: base ?? before.version, patch })
  expect(await read()).toEqual(before)
  return [status, body.refusal ?? body.invalid]
}

describe('settings are read', () => {
  test('as hall.json has them, with their version, by an administrator', async () => {
    const { version, settings } = await read()
    expect(settings).toEqual(demoHall)
    expect(version).toBe(1)
  })

  test('by nobody else', async () => {
    expect((await kiosk.get('/api/settings')).status).toBe(401)
    expect((await clerk.get('/api/settings')).status).toBe(403)
  })
})

describe('settings are changed', () => {
  test('in the order of their menu: what is named comes first, the others follow', async () => {
    const before = await read()
    const order = { services: ['passes', 'fees', 'nothing'] }
    await one.done('change-settings', { base: before.version, patch: {}, order })
    const { settings } = await read()
    expect(Object.keys(settings.services).slice(0, 3)).toEqual(['passes', 'fees', 'tenancy'])
    expect(settings).toEqual(before.settings)
    const { view } = await kiosk.view('kiosk')
    expect((view.services as { id: string }[]).map(({ id }) => id).slice(0, 2)).toEqual(['passes', 'fees'])
    await one.done('change-settings', {
      base: before.version + 1,
      patch: {},
      order: { services: Object.keys(before.settings.services) },
    })
  })

  test('and the history says who did it and when; earlier settings are read whole', async () => {
    const before = await read()
    const start = Date.now()
    await changed({ graceMinutes: 25 })
    const { body } = await one.get('/api/settings/history')
    const [newest] = body.changes as [{ at: number }]
    expect(newest).toMatchObject({
      version: before.version + 1,
      touched: ['graceMinutes'],
      by: 'staff:9001',
      isKept: true,
    })
    expect(newest.at).toBeGreaterThanOrEqual(start - 1)
    expect((await one.get(`/api/settings/history/${before.version}`)).body).toEqual(before)
    for (const none of ['0', '999', 'x'])
      expect((await one.get(`/api/settings/history/${none}`)).status).toBe(404)
    expect((await clerk.get('/api/settings/history')).status).toBe(403)
    await changed({ graceMinutes: before.settings.graceMinutes })
  })

  test('by a patch: what it names is new, null is gone, all else stays', async () => {
    const before = await read()
    const patch = {
      name: { en: 'Front hall' },
      graceMinutes: 10,
      services: {
        fees: { expectedMinutes: 7, pictogram: null },
        extra: { name: { en: 'More' }, prefix: 'M' },
      },
      headStartMinutes: { member: null },
    }
    const version = await changed(patch)
    expect(version).toBe(before.version + 1)
    const after = await read()
    const { pictogram: _, ...fees } = before.settings.services.fees!
    const { member: __, ...headStartMinutes } = before.settings.headStartMinutes
    expect(after).toEqual({
      version,
      warnings: [
        expect.objectContaining({ path: 'languages.0', problem: expect.stringContaining('services.extra') }),
      ],
      settings: {
        ...before.settings,
        name: { ...before.settings.name, en: 'Front hall' },
        graceMinutes: 10,
        services: {
          ...before.settings.services,
          fees: { ...fees, expectedMinutes: 7 },
          extra: { name: { en: 'More' }, prefix: 'M', expectedMinutes: 5 },
        },
        headStartMinutes,
      },
    })
    expect((await kiosk.issue('extra')).label).toBe('M001')
  })

  test('once per key; the same again has the same answer, and a patch of nothing no new version', async () => {
    const { version } = await read()
    const [key, body] = [newKey(), { base: version, patch: { returnBehind: 4 } }]
    const answers = [
      await one.command('change-settings', body, key),
      await one.command('change-settings', body, key),
    ]
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, { seq: expect.any(Number), result: { version: version + 1 } }],
      [200, answers[0]!.body],
    ])
    expect(await changed({ returnBehind: 4 })).toBe(version + 1)
  })

  test('the journal holds the sections that differ and no others', async () => {
    await changed({ counters: { '9': { name: { en: 'Counter 9' }, profile: 'general' } } })
    const { events } = hall.given().at(-1)!
    expect(events.map(({ type }) => type)).toEqual(['settings-changed'])
    expect(Object.keys(events[0]!.sections as object)).toEqual(['counters'])
  })
})

describe('a change is refused', () => {
  test('[C20] of two administrators, the second hears what the first changed and merges nothing', async () => {
    const { version } = await read()
    await one.done('change-settings', {
      base: version,
      patch: { graceMinutes: 25, counters: { '1': { name: { en: 'Desk 1' } } } },
    })
    const late = { base: version, patch: { graceMinutes: 5 } }
    const { status, body } = await other.command('change-settings', late)
    expect([status, body.refusal]).toEqual([
      409,
      { reason: 'settings-changed', version: version + 1, changed: ['graceMinutes', 'counters.1'] },
    ])
    expect((await read()).settings.graceMinutes).toBe(25)
    // The content of the patch is not checked then, because it was made for other settings.
    expect(await refused({ nonsense: 1 }, version)).toEqual([
      409,
      expect.objectContaining({ version: version + 1 }),
    ])
  })

  test('while tickets or counters depend on what would go', async () => {
    const tickets = [await kiosk.issue('passes'), await kiosk.issue('passes')]
    await clerk.done('open-counter', { counter: '2' })
    expect(await refused({ services: { passes: null }, counters: { '2': null } })).toEqual([
      409,
      {
        reason: 'in-use',
        inUse: [
          { name: 'services.passes', tickets: 2, labels: tickets.map(({ label }) => label) },
          { name: 'counters.2', counters: ['2'] },
        ],
      },
    ])
    for (const { ticket } of tickets) await one.done('cancel-ticket', { ticket })
    await clerk.done('close-counter', { counter: '2' })
  })

  test.each<[string, Record<string, unknown>, string, RegExp]>([
    ['an unknown field', { colour: 'red' }, 'patch.colour', /unknown name "colour"/u],
    ['another id', { id: 'other' }, 'patch.id', /keeps its id/u],
    ['a value out of bounds', { graceMinutes: -1 }, 'patch.graceMinutes', /./u],
    ['a language written another way', { languages: ['en_US'] }, 'patch.languages.0', /such as zh-CN/u],
    ['a language of two regions', { languages: ['en', 'en-US-GB'] }, 'patch.languages.1', /such as zh-CN/u],
    ['a language twice', { languages: ['en', 'en'] }, 'patch.languages', /once/u],
    ['an address that no phone opens', { publicUrl: 'javascript:alert(1)' }, 'patch.publicUrl', /https/u],
    ['an address with a query', { publicUrl: 'https://queue.example/?q=1' }, 'patch.publicUrl', /https/u],
    ['a text in no language', { name: { en_US: 'Hall' } }, 'patch.name.en_US', /such as zh-CN/u],
    [
      'hours that are none',
      { hours: 'sometimes' },
      'patch.hours',
      /unknown word "sometimes"|"sometimes" stands here: write always, or an object/u,
    ],
    [
      'a size that no part has',
      { slip: { parts: ['number', { part: 'notes', size: 'huge' }] } },
      'patch.slip.parts.1.size',
      /small/u,
    ],
    ['no zone of this earth', { timeZone: 'Mars/Olympus' }, 'patch.timeZone', /IANA/u],
    [
      'a profile that is not there',
      { counters: { '1': { profile: 'none' } } },
      'patch.counters.1.profile',
      /none/u,
    ],
    [
      'a service that no counter calls',
      { profiles: { general: [{ services: ['fees'] }] } },
      'patch.services.tenancy',
      /no counter calls it/u,
    ],
    [
      'a series that numbers nothing',
      { series: { QQ: {} } },
      'patch.series.QQ',
      /no service has this prefix.*A, B/u,
    ],
    ['the last service gone', { services: null }, 'patch.services', /./u],
    ['a logo that is not there', { slip: { logo: 'absent.png' } }, 'patch.slip.logo', /no absent\.png/u],
    [
      'an agent that is not there',
      { devices: [{ id: 'kiosk-1', kind: 'kiosk', name: 'k', printer: 'agent:none' }] },
      'patch.devices.0.printer',
      /no print agent "none"/u,
    ],
  ])('for %s, with its place and what is allowed', async (_, patch, path, problem) => {
    const [status, invalid] = await refused(patch)
    expect([status, invalid]).toEqual([
      400,
      expect.arrayContaining([expect.objectContaining({ path, problem: expect.stringMatching(problem) })]),
    ])
  })

  test('for a service that nobody of the staff can do', async () => {
    const directory = await furnishedDirectory()
    const { password } = (await demoStaff()).staff['9001']!
    const person = (roles: string[], skills: unknown) => ({ name: 'Somebody', roles, skills, password })
    const staff = {
      '1001': person(['counter'], Object.keys(demoHall.services)),
      '9001': person(['administrator'], 'all'),
    }
    writeFileSync(join(directory, 'staff.json'), JSON.stringify({ format: 1, staff }))
    const small = await startHall({ verb: 'serve', directory })
    const administrator = new Driver(small)
    await administrator.signIn('9001')
    const extra = { name: { en: 'More' }, prefix: 'M' }
    const asked = (more: object) =>
      administrator.command('change-settings', {
        base: 1,
        patch: { services: { extra: { ...extra, ...more } } },
      })
    expect((await asked({})).body.invalid).toEqual([
      expect.objectContaining({
        path: 'patch.services.extra',
        problem: expect.stringContaining('nobody at the counters can do it'),
      }),
    ])
    expect((await asked({ hidden: true })).status).toBe(200)
    await small.close()
  })

  test('for more at once than a record of the journal holds, and the hall goes on', async () => {
    const texts = (n: number) => ({ en: `${n} ${'long text '.repeat(11)}` })
    const documents = Array.from({ length: 6 }, (_, n) => texts(n))
    let answer: unknown[] = []
    for (let n = 0; n < 25; n += 1) {
      const slip = { documents, fees: documents, notes: documents }
      const services = Object.fromEntries(
        Array.from({ length: 6 }, (_, m) => [
          `s${n}-${m}`,
          { name: { en: 'S' }, prefix: 'S', hidden: true, slip },
        ]),
      )
      const { status, body } = await one.command('change-settings', {
        base: (await read()).version,
        patch: { services },
      })
      answer = [status, body.invalid]
      if (status !== 200) break
    }
    expect(answer).toEqual([
      400,
      [expect.objectContaining({ path: 'patch', problem: expect.stringMatching(/bytes.+at most 245760/u) })],
    ])
    expect((await kiosk.issue('fees')).label).toMatch(/^B/u)
  })
})
