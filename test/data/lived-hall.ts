import { pino } from 'pino'
import type { Clock } from '../../server/clock.ts'
import { Maintenance } from '../../server/data/maintenance/maintenance.ts'
import { type OpenHall, openHall } from '../../server/data/open-hall.ts'
import { HallRecord } from '../../server/data/record/hall-record.ts'
import { SettingsFile } from '../../server/data/settings-file.ts'
import { seedHall } from '../../server/data/starter-hall.ts'
import type { Entry } from '../../server/hall/events.ts'
import type { FileSystem } from '../../server/journal/file-system.ts'
import { CrashDisk } from '../fakes/crash-disk.ts'

/** A hall of twelve days on a disk in memory, and what happened in it. */

export const directory = '/hall'
export const dayMs = 24 * 60 * 60_000
export const days = 12
const ticketsADay = 60
const staff = { kind: 'staff', badge: '1001', may: [] } as const

export interface Lived {
  readonly disk: CrashDisk
  readonly hall: OpenHall
  /** Every entry, by business day. */
  readonly byDay: Map<string, Entry[]>
  /** The hash that the log stated when a day was closed. */
  readonly hashes: Map<string, string>
  readonly record: HallRecord
  /** Bytes read from the disk so far. */
  readonly read: () => number
}

/** A disk that counts the bytes that are read. */
function counting(disk: CrashDisk): { fs: FileSystem; read: () => number } {
  let read = 0
  const open: FileSystem['open'] = async (path, how) => {
    const file = await disk.open(path, how)
    return {
      write: (...written) => file.write(...written),
      async read(...wanted) {
        const count = await file.read(...wanted)
        read += count
        return count
      },
      sync: () => file.sync(),
      truncate: (bytes) => file.truncate(bytes),
      size: () => file.size(),
      close: () => file.close(),
    }
  }
  const fs = new Proxy(disk as FileSystem, {
    get: (target, name) => (name === 'open' ? open : Reflect.get(target, name).bind(target)),
  })
  return { fs, read: () => read }
}

/** `recordsDays`: the age at which records go. */
export async function lived(recordsDays?: number): Promise<Lived> {
  const disk = new CrashDisk()
  await disk.makeDirectory(directory)
  await seedHall(disk, directory, 'demo')
  const { fs, read } = counting(disk)
  let now = Date.UTC(2026, 10, 1, 1)
  const clock: Clock = {
    now: () => now,
    monotonicMs: () => now,
    after: () => () => {},
    soon: (task) => task(),
  }
  const onFailure = (error: Error): never => {
    throw error
  }
  const hashes = new Map<string, string>()
  const write = (text: string) => {
    const { day, sha256 } = JSON.parse(text)
    if (sha256) hashes.set(day, sha256)
  }
  const hall = await openHall({ fs, directory, clock, onFailure, segmentBytes: 16 * 1024 })
  const { keeper } = hall
  const byDay = new Map<string, Entry[]>()
  const early: Entry[] = []
  let day = ''
  keeper.listen({
    committed({ entries }) {
      for (const entry of entries) {
        const started = entry.events.find(({ type }) => type === 'day-started')
        if (started?.type === 'day-started') {
          day = started.day
          byDay.set(day, byDay.size === 0 ? [...early] : [])
        }
        if (day === '') early.push(entry)
        else byDay.get(day)!.push(entry)
      }
    },
  })
  const settingsFile = new SettingsFile({ hall, report: () => {} })
  const keeps = () => ({ copiesDays: 90, recordsDays })
  const maintenance = new Maintenance({ hall, clock, log: pino({}, { write }), settingsFile, keeps })
  await maintenance.begin(false)
  let keys = 0
  const give = (type: 'issue-ticket' | 'open-counter' | 'call-next', body: object) =>
    new Promise((settle) => {
      keys += 1
      const origin = { actor: staff, device: 'console', key: `key-of-a-command-${keys}`, hash: '' }
      keeper.ask({ type, body } as never, origin, settle)
    })
  for (let n = 1; n <= days; n += 1) {
    await give('open-counter', { counter: '1' })
    // In groups, so that batches have several entries.
    for (let k = 0; k < ticketsADay / 10; k += 1) {
      now += 60_000
      const group: Promise<unknown>[] = []
      keeper.inBatches(() => {
        for (let one = 0; one < 10; one += 1) group.push(give('issue-ticket', { service: 'fees' }))
      })
      await Promise.all(group)
      await give('call-next', { counter: '1' })
    }
    now += dayMs
    await new Promise<void>((settle) =>
      keeper.askAsKeeper({ type: 'time-passed', body: {} }, 'server', () => settle()),
    )
    await maintenance.saveCheckpoint()
    // The removal of old records is under way beside the commands.
    await new Promise((settle) => setTimeout(settle, 5))
  }
  return { disk, hall, byDay, hashes, record: new HallRecord(hall), read }
}
