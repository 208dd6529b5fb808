import { beforeEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../server/clock.ts'
import type { HallFile } from '../../server/data/hall-config.ts'
import { type OpenHall, openHall } from '../../server/data/open-hall.ts'
import { editorWithPlans } from '../../server/data/plans/due-plans.ts'
import type { SettingsEditor } from '../../server/data/settings-editor.ts'
import { SettingsFile } from '../../server/data/settings-file.ts'
import { seedHall } from '../../server/data/starter-hall.ts'
import type { SettingsOrder } from '../../server/protocol/commands.ts'
import { CrashDisk } from '../fakes/crash-disk.ts'

/** Planned changes of the settings, on a disk and a clock of the test. */

const directory = '/hall'
const administrator = { kind: 'staff', badge: '9001', may: [] } as const
const hourMs = 3_600_000

let disk: CrashDisk
let now: number
let keys: number
let hall: OpenHall
let editor: SettingsEditor

const clock: Clock = {
  now: () => now,
  monotonicMs: () => now,
  after: () => () => {},
  soon: (task) => task(),
}

async function open(): Promise<void> {
  const onFailure = (error: Error): never => {
    throw error
  }
  hall = await openHall({ fs: disk, directory, clock, onFailure, segmentBytes: 64 * 1024 })
  await new SettingsFile({ hall, report: () => {} }).enter()
  editor = editorWithPlans({ keeper: hall.keeper, staff: hall.staff })
  await pass(0)
}

async function close(): Promise<void> {
  await hall.keeper.stop()
  await hall.journal.close()
}

/** Time goes on by hours, and what it brings happens. */
async function pass(hours: number): Promise<void> {
  now += hours * hourMs
  await new Promise((settle) => hall.keeper.askAsKeeper({ type: 'time-passed', body: {} }, 'server', settle))
}

const origin = () => {
  keys += 1
  return { actor: administrator, device: 'setup', key: `key-of-a-command-${keys}`, hash: '' }
}
const give = (order: SettingsOrder) =>
  new Promise<{ ok: boolean }>((settle) => editor.give(order, origin(), settle))
const read = () => new Promise<{ version: number; settings: HallFile }>((settle) => editor.read(settle))

async function planned(patch: Record<string, unknown>, due = '2026-11-03T06:00'): Promise<void> {
  const { version: base } = await read()
  expect(await give({ type: 'plan-settings', body: { base, patch, due } })).toMatchObject({ ok: true })
}
async function changed(patch: Record<string, unknown>): Promise<void> {
  const { version: base } = await read()
  expect(await give({ type: 'change-settings', body: { base, patch } })).toMatchObject({ ok: true })
}

/** The plans once none of them is being made any longer. */
async function plans() {
  await expect.poll(() => editor.plans().plans.some(({ state }) => state === 'due')).toBe(false)
  return editor.plans().plans
}

beforeEach(async () => {
  disk = new CrashDisk()
  keys = 0
  // Nine in the morning of 2 November in the demo's zone.
  now = Date.UTC(2026, 10, 2, 1)
  await disk.makeDirectory(directory)
  await seedHall(disk, directory, 'demo')
  await open()
})

describe('a planned change of the settings', () => {
  test('is made at its moment on the hall’s clock, after a restart too, by the name of its giver', async () => {
    await planned({ graceMinutes: 12, services: { fees: { hidden: true } } })
    expect(await plans()).toMatchObject([
      {
        by: 'staff:9001',
        state: 'planned',
        patch: { graceMinutes: 12 },
        former: { patch: { graceMinutes: 30 } },
      },
    ])
    await close()
    await open()
    await pass(20)
    expect((await read()).settings.graceMinutes).toBe(30)
    await pass(1)
    expect(await plans()).toEqual([])
    const { settings } = await read()
    expect([settings.graceMinutes, settings.services.fees?.hidden]).toEqual([12, true])
    expect(editor.history().changes[0]).toMatchObject({
      by: 'staff:9001',
      touched: ['graceMinutes', 'services.fees'],
    })
  })

  test('whose moment passed while the hall was off is made at the next start', async () => {
    await planned({ graceMinutes: 12 })
    await close()
    now += 48 * hourMs
    await open()
    expect(await plans()).toEqual([])
    expect((await read()).settings.graceMinutes).toBe(12)
  })

  test('goes with changes of other fields, and is refused when the same one was changed since', async () => {
    await planned({ graceMinutes: 12 })
    await planned({ returnBehind: 9 })
    await changed({ returnBehind: 5 })
    await pass(21)
    expect(await plans()).toMatchObject([{ state: 'refused', why: { reason: 'settings-changed' } }])
    const { settings } = await read()
    expect([settings.graceMinutes, settings.returnBehind]).toEqual([12, 5])
  })

  test('is checked as a whole at its moment: not what names something that has gone, and not what somebody waits for', async () => {
    await changed({ profiles: { second: [{ services: 'all' }] } })
    await planned({ counters: { 1: { profile: 'second' } } }, '2026-11-02T11:00')
    await changed({ profiles: { second: null } })
    await planned({ services: { passes: null } }, '2026-11-02T11:00')
    await new Promise((settle) =>
      hall.keeper.ask({ type: 'issue-ticket', body: { service: 'passes' } } as never, origin(), settle),
    )
    await pass(3)
    expect(await plans()).toMatchObject([
      { state: 'refused', why: { invalid: [{ path: 'patch.counters.1.profile' }] } },
      { state: 'refused', why: { reason: 'in-use', inUse: [{ name: 'services.passes', tickets: 1 }] } },
    ])
  })

  test('of something that is invalid, or for a moment that has passed, is refused at once', async () => {
    const { version: base } = await read()
    const plan = (patch: Record<string, unknown>, due: string) =>
      give({ type: 'plan-settings', body: { base, patch, due } })
    expect(await plan({ graceMinutes: -1 }, '2026-11-03T06:00')).toMatchObject({ invalid: [{}] })
    expect(await plan({ graceMinutes: 5 }, '2026-11-02T09:00')).toMatchObject({
      refusal: { reason: 'moment-has-passed' },
    })
    expect(await plans()).toEqual([])
  })
})
