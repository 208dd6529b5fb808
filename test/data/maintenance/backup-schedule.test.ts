import { expect, test } from 'vitest'
import { BackupSchedule } from '../../../server/data/backup/backup-schedule.ts'
import { backupName } from '../../../server/data/backup/names.ts'
import { CrashDisk } from '../../fakes/crash-disk.ts'

const folder = '/backups'
const at = (text: string) => Date.parse(text)

/** A schedule of 02:00 in Shanghai, on a clock that stands until it is set. */
async function scheduled(now: string, made: readonly string[] = []) {
  const disk = new CrashDisk()
  await disk.makeDirectory(folder)
  for (const one of made) await disk.makeDirectory(`${folder}/${backupName('hall', at(one))}`)
  const time = { now: at(now), fails: false }
  const runs: number[] = []
  const failures: string[] = []
  let next: { after: number; task: () => void } | undefined
  const schedule = new BackupSchedule({
    fs: disk,
    clock: {
      now: () => time.now,
      monotonicMs: () => time.now,
      after(after, task) {
        next = { after, task }
        return () => {
          next = undefined
        }
      },
      soon: (task) => task(),
    },
    folder,
    hall: 'hall',
    at: () => '02:00',
    timeZone: () => 'Asia/Shanghai',
    async run() {
      runs.push(time.now)
      if (time.fails) throw new Error('the disk is away')
      await disk.makeDirectory(`${folder}/${backupName('hall', time.now)}`)
    },
    report: (message) => failures.push(message),
  })
  const check = async (when = time.now) => {
    time.now = when
    await schedule.check()
    return runs.length
  }
  return { check, time, failures, nextMs: () => next?.after }
}

test('a backup is due once after its time of day in the zone of the hall, and a start does not repeat it', async () => {
  const { check, nextMs } = await scheduled('2026-11-28T17:59:00Z', ['2026-11-27T18:00:00Z'])
  expect(await check()).toBe(0)
  expect(nextMs()).toBe(60_000)
  expect(await check(at('2026-11-28T18:00:00Z'))).toBe(1)
  expect(await check(at('2026-11-28T18:01:00Z'))).toBe(1)
  expect(await check(at('2026-11-29T17:59:00Z'))).toBe(1)
  expect(await check(at('2026-11-29T18:00:00Z'))).toBe(2)
})

test('a backup that was missed is made at the next start, and so is the first one', async () => {
  const missed = await scheduled('2026-11-29T05:00:00Z', ['2026-11-27T18:00:00Z'])
  expect(await missed.check()).toBe(1)
  const first = await scheduled('2026-11-29T05:00:00Z')
  expect([await first.check(), await first.check()]).toEqual([1, 1])
})

test('a backup that failed is told and tried again after an hour', async () => {
  const { check, time, failures } = await scheduled('2026-11-29T05:00:00Z')
  time.fails = true
  expect(await check()).toBe(1)
  expect(failures).toHaveLength(1)
  expect(await check(at('2026-11-29T05:59:00Z'))).toBe(1)
  time.fails = false
  expect(await check(at('2026-11-29T06:00:00Z'))).toBe(2)
})
