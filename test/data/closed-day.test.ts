import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Clock } from '../../server/clock.ts'
import { judgeDirectory } from '../../server/data/directory-judgement.ts'
import { Maintenance } from '../../server/data/maintenance/maintenance.ts'
import { openHall } from '../../server/data/open-hall.ts'
import { SettingsFile } from '../../server/data/settings-file.ts'
import { seedHall } from '../../server/data/starter-hall.ts'
import { CrashDisk } from '../fakes/crash-disk.ts'

test('a day that is closed has its hash in the log, and a new hall’s first day has none', async () => {
  const directory = '/hall'
  const disk = new CrashDisk()
  await disk.makeDirectory(directory)
  await seedHall(disk, directory, 'demo')
  let now = Date.UTC(2026, 10, 29, 4)
  const clock: Clock = {
    now: () => now,
    monotonicMs: () => now,
    after: () => () => {},
    soon: (task) => task(),
  }
  const onFailure = (error: Error): never => {
    throw error
  }
  const lines: { day?: string; sha256?: string }[] = []
  const log = pino({}, { write: (text: string) => void lines.push(JSON.parse(text)) })
  const hall = await openHall({ fs: disk, directory, clock, onFailure, segmentBytes: 32 * 1024 })
  const settingsFile = new SettingsFile({ hall, report: () => {} })
  await new Maintenance({ hall, clock, log, settingsFile }).begin(false)
  const { keeper } = hall
  const pass = () =>
    new Promise<void>((settle) =>
      keeper.askAsKeeper({ type: 'time-passed', body: {} }, 'server', () => settle()),
    )
  await pass()
  expect(lines.filter(({ sha256 }) => sha256)).toEqual([])
  now += 24 * 60 * 60_000
  await pass()
  await keeper.stop()
  const [line, ...others] = lines.filter(({ sha256 }) => sha256)
  expect([line?.day, others]).toEqual(['2026-11-29', []])
  const { report } = (await judgeDirectory(disk, directory, line?.sha256)).journal
  expect(report.noted?.seq).toBeGreaterThan(1)
})
