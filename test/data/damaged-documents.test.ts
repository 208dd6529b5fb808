import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDevices } from '../../server/access/devices/devices.ts'
import { realClock as clock } from '../../server/clock.ts'
import { openDataDirectory } from '../../server/data/data-directory.ts'
import { documentReaders } from '../../server/data/open-data.ts'
import { openHall } from '../../server/data/open-hall.ts'
import { seedHall } from '../../server/data/starter-hall.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import { openAgentLog } from '../../server/print-agent/printed-store.ts'

/** Starts a hall on a directory as `serve` does, and ends it. Returns what the start reported. */
async function start(directory: string): Promise<readonly string[]> {
  const held = await openDataDirectory(fs, directory, 'serve')
  try {
    await seedHall(fs, directory, 'serve')
    const onFailure = (error: Error): never => {
      throw error
    }
    const hall = await openHall({ fs, directory, clock, onFailure })
    await openDevices(fs, directory)
    await hall.keeper.stop()
    await hall.journal.close()
    return [...(held.report ? [held.report] : []), ...hall.reports]
  } finally {
    await held.release()
  }
}

async function lived(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'nowserving-damaged-'))
  await start(directory)
  return directory
}

const damages: Readonly<Record<string, string>> = {
  empty: '',
  'cut off': '{"format":1,',
  'of another content': '{"format":1,"colour":"red"}',
}

/** Damaged documents that keep the hall shut: the remedy that a start names, and whether it starts without the file. */
const told: Readonly<Record<string, { says: string; canBeDeleted: boolean }>> = {
  'hall.json': {
    says: 'Correct the file, or put it back from a backup, and start again.',
    canBeDeleted: false,
  },
  'staff.json': {
    says: 'Correct the file, put it back from a backup, or delete it, and start again. Without it all accounts and passwords are gone, and a start shows the code by which a first administrator signs in.',
    canBeDeleted: true,
  },
  'devices.json': {
    says: 'Correct the file, put it back from a backup, or delete it, and start again. Without it every kiosk, screen and print agent that was paired has to be paired again.',
    canBeDeleted: true,
  },
  'keys.json': {
    says: 'Correct the file or delete it, and start again. Without it every program that had a key needs a new one.',
    canBeDeleted: true,
  },
  secret: {
    says: 'Put the file back from a backup, or delete it to have a new one made.',
    canBeDeleted: true,
  },
}
const shut = Object.keys(told).flatMap((name) =>
  Object.keys(damages).map((damage) => [name, damage] as const),
)

test.each(shut)(
  '%s that is %s keeps the hall shut: it says what helps, and that helps',
  async (name, damage) => {
    const directory = await lived()
    const file = join(directory, name)
    writeFileSync(file, damages[damage]!)
    const { says, canBeDeleted } = told[name]!
    await expect(start(directory)).rejects.toThrow(says)
    expect(readFileSync(file, 'utf8')).toBe(damages[damage])
    rmSync(file)
    const again = start(directory)
    if (canBeDeleted) expect(await again).toEqual([])
    else await expect(again).rejects.toThrow('Put the file back from a backup.')
  },
)

/** Documents that a start begins anew by itself: the loss that it names. */
const begun: Readonly<Record<string, string>> = {
  'nowserving.json': 'nothing is lost by it',
  'sessions.json': 'everybody signs in again',
}
const anew = Object.keys(begun).flatMap((name) =>
  Object.keys(damages).map((damage) => [name, damage] as const),
)

test.each(anew)('%s that is %s is begun anew, and the start says what is lost', async (name, damage) => {
  const directory = await lived()
  writeFileSync(join(directory, name), damages[damage]!)
  const aside = join(directory, `${name}.broken-1`)
  expect(await start(directory)).toEqual([
    expect.stringMatching(new RegExp(`the file is begun anew, the damaged one is ${aside}; ${begun[name]}$`)),
  ])
  expect(readFileSync(aside, 'utf8')).toBe(damages[damage])
  expect(await start(directory)).toEqual([])
})

test('each document that a start reads is in one of these tables, and no table has another', async () => {
  const read = documentReaders(fs, '').map(({ name }) => name)
  expect([...Object.keys(told), ...Object.keys(begun)].sort()).toEqual(['hall.json', ...read].sort())
  const directory = await lived()
  const files = readdirSync(directory, { withFileTypes: true }).filter((one) => one.isFile())
  const known = [...read, 'hall.json', 'checkpoint.json', 'checkpoint.previous.json']
  expect(files.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([])
})

test('printed.json of a print agent that is damaged says what helps, and that helps', async () => {
  for (const text of Object.values(damages)) {
    const directory = mkdtempSync(join(tmpdir(), 'nowserving-agent-'))
    const file = join(directory, 'printed.json')
    writeFileSync(file, text)
    await expect(openAgentLog(fs, directory)).rejects.toThrow(
      'Correct the file or delete it, and start again. Without it a slip whose outcome the hall does not know yet may come out twice.',
    )
    rmSync(file)
    expect((await openAgentLog(fs, directory)).isInterrupted).toBe(false)
  }
})
