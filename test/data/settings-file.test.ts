import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { demoHall, demoStaff } from '../../server/data/demo-hall.ts'
import { type HallFile, hallFile } from '../../server/data/hall-config.ts'
import { fileOf, settingsOf } from '../../server/data/hall-settings.ts'
import { hashOf } from '../../server/data/open-data.ts'
import { type OpenHall, openHall } from '../../server/data/open-hall.ts'
import { SettingsFile } from '../../server/data/settings-file.ts'
import { type FileSystem, realFileSystem } from '../../server/journal/file-system.ts'
import type { KeeperAnswer } from '../../server/keeper/keeper-types.ts'
import { until } from '../fakes/driver.ts'
import { furnishedDirectory } from '../fakes/running-hall.ts'

/** `hall.json` and the settings in force, on a real disk: which of the two a start goes by, and what is lost: nothing. */

interface Life {
  readonly data: OpenHall
  readonly settingsFile: SettingsFile
  readonly told: string[]
  ask(command: Parameters<OpenHall['keeper']['askAsKeeper']>[0]): Promise<KeeperAnswer>
  /** Changes the form in force; the answer says that the change is durable. */
  change(edit: (file: HallFile) => HallFile): Promise<KeeperAnswer>
  /** Ends in order, or at once with what is durable by then. */
  stop(): Promise<void>
}

const lives = new Set<Life>()
afterEach(async () => {
  for (const life of lives) await life.stop()
})

/** Opens a hall as a start does; `fs` may hold writes of `hall.json` back, `clockMs` is an error of the clock. */
async function live(
  directory: string,
  { fs = realFileSystem, clockMs = 0 }: { fs?: FileSystem; clockMs?: number } = {},
): Promise<Life> {
  let monotonicMs = 0
  const clock = {
    now: () => Date.now() + clockMs,
    monotonicMs: () => {
      monotonicMs += 1
      return monotonicMs
    },
    after: () => () => {},
    soon: () => {},
  }
  const onFailure = (error: Error): never => {
    throw error
  }
  const data = await openHall({ fs, directory, clock, onFailure })
  const { keeper, staff } = data
  const told: string[] = []
  const settingsFile = new SettingsFile({ hall: data, report: (message) => void told.push(message) })
  const ask: Life['ask'] = (command) => new Promise((settle) => keeper.askAsKeeper(command, 'server', settle))
  const life: Life = {
    data,
    settingsFile,
    told,
    ask,
    change(edit) {
      const now = keeper.hall.settings!
      const settings = settingsOf(edit(fileOf(now)), now.staff)
      return ask({ type: 'change-settings', body: { base: keeper.hall.settingsRecord.version, settings } })
    },
    async stop() {
      lives.delete(life)
      await keeper.stop()
      await data.journal.close()
    },
  }
  lives.add(life)
  try {
    await settingsFile.enter()
  } catch (error) {
    await life.stop()
    throw error
  }
  expect(staff.data.format).toBe(1)
  return life
}

const textOf = (directory: string) => readFile(join(directory, 'hall.json'), 'utf8')
const formOf = async (directory: string): Promise<HallFile> =>
  hallFile.parse(JSON.parse(await textOf(directory)))

async function edit(directory: string, change: (file: HallFile) => object): Promise<void> {
  const file = change(await formOf(directory))
  await writeFile(join(directory, 'hall.json'), JSON.stringify(file, null, 4))
}

/** Settles when the file holds the version in force and this is recorded. */
const filed = ({ data: { keeper } }: Life) =>
  until(
    'the file is written',
    () => keeper.hall.settingsRecord.filed?.version === keeper.hall.settingsRecord.version,
  )

/** A disk that writes `hall.json` no more: the process dies between a durable change and the file. */
const withoutFile: FileSystem = {
  ...realFileSystem,
  open: (path, how) =>
    path.endsWith('hall.json.new')
      ? Promise.reject(new Error('the process is gone'))
      : realFileSystem.open(path, how),
}

describe('a start', () => {
  test('takes the file of a new hall as it is, leaves its text alone and records it', async () => {
    const directory = await furnishedDirectory()
    const text = `// made by hand\n${await textOf(directory)}`
    await writeFile(join(directory, 'hall.json'), text)
    const life = await live(directory)
    expect(fileOf(life.data.keeper.hall.settings!)).toEqual(demoHall)
    expect(life.data.keeper.hall.settingsRecord.filed).toEqual({ version: 1, hash: hashOf(text) })
    expect(await textOf(directory)).toBe(text)
  })

  test('after which nobody touched anything changes nothing', async () => {
    const directory = await furnishedDirectory()
    await (await live(directory)).stop()
    const life = await live(directory)
    expect(life.data.keeper.hall.settingsRecord.version).toBe(1)
    const seq = life.data.keeper.seq
    await life.stop()
    const again = await live(directory)
    expect(again.data.keeper.seq).toBe(seq)
  })

  test('takes an edit by hand as a change of settings', async () => {
    const directory = await furnishedDirectory()
    await (await live(directory)).stop()
    await edit(directory, (file) => ({ ...file, returnBehind: 9 }))
    const { data } = await live(directory)
    expect(data.keeper.hall.settings).toMatchObject({ returnBehind: 9 })
    const { version, changes, filed: record } = data.keeper.hall.settingsRecord
    expect([version, changes.at(-1)]).toMatchObject([2, { version: 2, touched: ['returnBehind'] }])
    expect(record).toEqual({ version: 2, hash: hashOf(await textOf(directory)) })
  })

  test('with a clock in doubt leaves an edit as it is, and takes it once the clock is accepted', async () => {
    const directory = await furnishedDirectory()
    await (await live(directory)).stop()
    await edit(directory, (file) => ({ ...file, returnBehind: 9 }))
    const edited = await textOf(directory)
    const { data, settingsFile } = await live(directory, { clockMs: -60 * 60_000 })
    expect([data.keeper.trouble, data.keeper.hall.settings?.returnBehind]).toEqual(['clock-in-doubt', 3])
    expect(await textOf(directory)).toBe(edited)
    const asker = { actor: { kind: 'keeper' }, device: 'server', key: 'accepted-by-hand', hash: '' } as const
    await new Promise<KeeperAnswer>((settle) => data.keeper.acceptClock(asker, settle))
    await settingsFile.enter()
    expect(data.keeper.hall.settings?.returnBehind).toBe(9)
    expect(await textOf(directory)).toBe(edited)
  })

  test('takes a reformatted file for what it is: the same', async () => {
    const directory = await furnishedDirectory()
    await (await live(directory)).stop()
    await edit(directory, (file) => file)
    const { data } = await live(directory)
    expect(data.keeper.hall.settingsRecord).toMatchObject({
      version: 1,
      filed: { version: 1, hash: hashOf(await textOf(directory)) },
    })
  })

  test('refuses an edit that takes away what a ticket depends on, naming field and ticket, and changes nothing', async () => {
    const directory = await furnishedDirectory()
    const life = await live(directory)
    await life.ask({ type: 'time-passed', body: {} })
    const actor = { kind: 'device' } as const
    const asker = { actor, device: 'kiosk-1', key: 'key-of-a-ticket-1', hash: '' }
    const answer = await new Promise<KeeperAnswer>((settle) =>
      life.data.keeper.ask({ type: 'issue-ticket', body: { service: 'fees' } }, asker, settle),
    )
    const label = 'result' in answer ? String(answer.result.label) : ''
    await life.stop()
    const { fees: _, ...services } = demoHall.services
    await edit(directory, (file) => ({ ...file, services }))
    const text = await textOf(directory)
    await expect(live(directory)).rejects.toThrow(
      `hall.json, field services.fees: 1 ticket depends on it (${label}). The settings were not changed. Put what was removed back`,
    )
    expect(await textOf(directory)).toBe(text)
    await edit(directory, () => demoHall)
    const again = await live(directory)
    expect(again.data.keeper.hall.settingsRecord.version).toBe(1)
  })

  test('refuses an edit that leaves a service with nobody who can do it, with line and field', async () => {
    const directory = await furnishedDirectory()
    await (await live(directory)).stop()
    const staff = await demoStaff()
    const skilled = Object.entries(staff.staff).map(([badge, one]) => [badge, { ...one, skills: ['fees'] }])
    await writeFile(
      join(directory, 'staff.json'),
      JSON.stringify({ ...staff, staff: Object.fromEntries(skilled) }),
    )
    await expect(live(directory)).rejects.toThrow(
      /hall\.json, line \d+, column \d+, field services\.tenancy: nobody at the counters can do it/u,
    )
  })
})

describe('a change in the running hall', () => {
  test('is in the file once it is durable, and the next start goes by it', async () => {
    const directory = await furnishedDirectory()
    const life = await live(directory)
    await life.change((file) => ({ ...file, graceMinutes: 7 }))
    await filed(life)
    expect((await formOf(directory)).graceMinutes).toBe(7)
    expect(life.data.keeper.hall.settingsRecord.filed?.hash).toBe(hashOf(await textOf(directory)))
    await life.stop()
    const { data } = await live(directory)
    expect(data.keeper.hall.settingsRecord.version).toBe(2)
    expect(data.keeper.hall.settings).toMatchObject({ graceMs: 7 * 60_000 })
  })

  test('keeps the address of the schema, which editors read', async () => {
    const directory = await furnishedDirectory()
    await edit(directory, (file) => ({ $schema: './hall.schema.json', ...file }))
    const life = await live(directory)
    await life.change((file) => ({ ...file, graceMinutes: 7 }))
    await filed(life)
    expect(await formOf(directory)).toMatchObject({ $schema: './hall.schema.json', graceMinutes: 7 })
    expect(Object.keys(JSON.parse(await textOf(directory)))[0]).toBe('$schema')
    await life.stop()
    const { data } = await live(directory)
    expect(data.keeper.hall.settingsRecord.version).toBe(2)
  })

  test('many at once are in the file in the end, each recorded with its own hash', async () => {
    const directory = await furnishedDirectory()
    const life = await live(directory)
    const changes = Array.from({ length: 20 }, (_, n) =>
      life.change((file) => ({ ...file, returnBehind: n + 10 })),
    )
    expect((await Promise.all(changes)).every(({ ok }) => ok)).toBe(true)
    await filed(life)
    await life.settingsFile.idle()
    expect((await formOf(directory)).returnBehind).toBe(29)
    expect(life.data.keeper.hall.settingsRecord.filed?.hash).toBe(hashOf(await textOf(directory)))
  })

  test('is not lost when the process ends before the file is written: the next start writes it', async () => {
    const directory = await furnishedDirectory()
    await (await live(directory)).stop()
    const before = await textOf(directory)
    const life = await live(directory, { fs: withoutFile })
    expect((await life.change((file) => ({ ...file, graceMinutes: 7 }))).ok).toBe(true)
    await life.settingsFile.idle()
    expect(life.told).toEqual([expect.stringContaining('hall.json could not be written')])
    await life.stop()
    expect(await textOf(directory)).toBe(before)
    const { data } = await live(directory)
    expect(data.keeper.hall.settings).toMatchObject({ graceMs: 7 * 60_000 })
    expect((await formOf(directory)).graceMinutes).toBe(7)
    expect(data.keeper.hall.settingsRecord.filed?.version).toBe(2)
  })

  test('nor when it ends between the file and its record: the file is known as what is in force', async () => {
    const directory = await furnishedDirectory()
    const life = await live(directory)
    await life.change((file) => ({ ...file, graceMinutes: 7 }))
    await life.stop()
    await life.settingsFile.idle()
    const { data, told } = await live(directory)
    expect([data.keeper.hall.settingsRecord.version, told]).toEqual([2, []])
    expect((await formOf(directory)).graceMinutes).toBe(7)
  })

  test('that is not in a file edited meanwhile stays in force; the edited file is kept beside', async () => {
    const directory = await furnishedDirectory()
    await (await live(directory)).stop()
    const life = await live(directory, { fs: withoutFile })
    await life.change((file) => ({ ...file, graceMinutes: 7 }))
    await life.settingsFile.idle()
    await life.stop()
    await edit(directory, (file) => ({ ...file, returnBehind: 9 }))
    const edited = await textOf(directory)
    const { data, told } = await live(directory)
    expect(data.keeper.hall.settings).toMatchObject({ graceMs: 7 * 60_000, returnBehind: 3 })
    expect(await formOf(directory)).toMatchObject({ graceMinutes: 7, returnBehind: 3 })
    expect(await readFile(join(directory, 'hall.json.edited-1'), 'utf8')).toBe(edited)
    expect(told).toEqual([expect.stringContaining('hall.json.edited-1')])
  })

  test('keeps a file beside that was edited while the hall runs: the edit is not lost', async () => {
    const directory = await furnishedDirectory()
    const life = await live(directory)
    await edit(directory, (file) => ({ ...file, returnBehind: 9 }))
    const edited = await textOf(directory)
    await life.change((file) => ({ ...file, graceMinutes: 7 }))
    await life.change((file) => ({ ...file, graceMinutes: 8 }))
    await life.settingsFile.idle()
    expect(await formOf(directory)).toMatchObject({ graceMinutes: 8, returnBehind: 3 })
    expect(await readFile(join(directory, 'hall.json.edited-1'), 'utf8')).toBe(edited)
    expect(life.told).toEqual([expect.stringContaining('hall.json.edited-1')])
  })
})
