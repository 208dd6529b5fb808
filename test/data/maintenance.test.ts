import { pino } from 'pino'
import { expect, test } from 'vitest'
import { realClock as clock } from '../../server/clock.ts'
import { demoHall } from '../../server/data/demo-hall.ts'
import { Maintenance } from '../../server/data/maintenance/maintenance.ts'
import { openHall } from '../../server/data/open-hall.ts'
import { SettingsFile } from '../../server/data/settings-file.ts'
import { seedHall } from '../../server/data/starter-hall.ts'
import type { HallKeeper } from '../../server/keeper/hall-keeper.ts'
import type { KeeperAnswer } from '../../server/keeper/keeper-types.ts'
import { CrashDisk } from '../fakes/crash-disk.ts'

const directory = '/hall'
const file = `${directory}/hall.json`
const log = pino({ level: 'silent' })

async function open(fs: CrashDisk) {
  const onFailure = (error: Error): never => {
    throw error
  }
  const hall = await openHall({ fs, directory, clock, onFailure, segmentBytes: 16 * 1024 })
  const settingsFile = new SettingsFile({ hall, report: () => {} })
  return { hall, maintenance: new Maintenance({ hall, clock, log, settingsFile }) }
}

const bytesOf = (disk: CrashDisk) => [...disk.files().values()].reduce((sum, { length }) => sum + length, 0)

let keys = 0
const issue = (keeper: HallKeeper) =>
  new Promise<KeeperAnswer>((settle) => {
    keys += 1
    const asker = {
      actor: { kind: 'device' },
      device: 'kiosk-1',
      key: `key-of-a-ticket-${keys}`,
      hash: '',
    } as const
    keeper.ask({ type: 'issue-ticket', body: { service: 'fees' } }, asker, settle)
  })

test('a start on a full disk leaves an edit of hall.json as it is; both are recorded once there is room', async () => {
  const plan = { capacity: 200 * 1024 * 1024 }
  const disk = new CrashDisk(plan)
  await disk.makeDirectory(directory)
  await seedHall(disk, directory, 'demo')
  const filled = await open(disk)
  await filled.maintenance.begin(false)
  plan.capacity = bytesOf(disk)
  while (filled.hall.keeper.trouble === undefined) {
    const answer = await issue(filled.hall.keeper)
    if (!('ok' in answer && answer.ok)) expect(answer).toMatchObject({ refusal: { reason: 'disk-is-full' } })
  }
  await filled.hall.keeper.stop()
  await filled.hall.journal.close()

  const edited = JSON.stringify({ ...demoHall, returnBehind: 9 })
  disk.put(file, Buffer.from(edited))
  plan.capacity = bytesOf(disk)
  const { hall, maintenance } = await open(disk)
  const { keeper, journal } = hall
  await maintenance.begin(false)
  expect([keeper.trouble, keeper.hall.settings?.returnBehind]).toEqual(['disk-is-full', 3])
  expect(disk.content(file)?.toString()).toBe(edited)

  const commands: string[] = []
  const recorded = new Promise<void>((settle) =>
    keeper.listen({
      committed({ entries }) {
        // A deadline of the hall may come between on a slow machine.
        commands.push(...entries.map(({ command }) => command).filter((one) => one !== 'time-passed'))
        if (commands.includes('start-hall')) settle()
      },
    }),
  )
  plan.capacity = 200 * 1024 * 1024
  await journal.checkRoom()
  await recorded
  expect(commands.slice(0, 3)).toEqual(['change-settings', 'file-settings', 'start-hall'])
  expect(keeper.hall.settings?.returnBehind).toBe(9)
  await keeper.stop()
  await maintenance.end()
})
