import { realClock as clock } from '../../server/clock.ts'
import { type OpenHall, openHall } from '../../server/data/open-hall.ts'
import { SettingsFile } from '../../server/data/settings-file.ts'
import { seedHall } from '../../server/data/starter-hall.ts'
import type { KeeperAnswer } from '../../server/keeper/keeper-types.ts'
import type { CrashDisk } from '../fakes/crash-disk.ts'

export const directory = '/hall'
export const folder = '/backups'
export const segmentBytes = 32 * 1024

export const issue = ({ keeper }: OpenHall, n: number) =>
  new Promise<KeeperAnswer>((settle) => {
    const key = `key-of-a-ticket-${n}`
    keeper.ask(
      { type: 'issue-ticket', body: { service: 'fees' } },
      { actor: { kind: 'device' }, device: 'kiosk-1', key, hash: '' },
      settle,
    )
  })

/** A hall of two segments, with a checkpoint, a text in its vault, and somebody signed in. */
export async function hallOn(disk: CrashDisk) {
  await disk.makeDirectory(directory)
  await seedHall(disk, directory, 'demo')
  const onFailure = (error: Error): never => {
    throw error
  }
  const hall = await openHall({ fs: disk, directory, clock, onFailure, segmentBytes })
  await new SettingsFile({ hall, report: () => {} }).enter()
  const { keeper } = hall
  await new Promise<void>((settle) =>
    keeper.askAsKeeper({ type: 'start-hall', body: {} }, 'server', () => settle()),
  )
  for (let n = 1; n <= 20; n += 1) await issue(hall, n)
  await hall.saveCheckpoint(async () => undefined)
  hall.journal.endSegment()
  for (let n = 21; n <= 25; n += 1) await issue(hall, n)
  await hall.vault.keep('t1', 'ticket', Date.now(), 'comes with a wheelchair')
  await hall.sessions.update((document) => document)
  return hall
}
