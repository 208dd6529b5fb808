import { describe, expect, test } from 'vitest'
import { realClock as clock } from '../../server/clock.ts'
import { makeBackup } from '../../server/data/backup/backup.ts'
import { restoreHall } from '../../server/data/backup/restore.ts'
import { openHall } from '../../server/data/open-hall.ts'
import { CrashDisk } from '../fakes/crash-disk.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { directory, folder, hallOn, issue, segmentBytes } from './backed-up-hall.ts'

const restore = (fs: CrashDisk, backup: string, numbersAbove?: number) =>
  restoreHall({
    ...{ fs, directory, backup, clock, segmentBytes, numbersAbove, setAside: true, acceptClock: false },
    doubtOf: () => undefined,
    report: () => {},
  })

async function open(fs: CrashDisk) {
  const onFailure = (error: Error): never => {
    throw error
  }
  return openHall({ fs, directory, clock, onFailure, segmentBytes })
}

/** A hall with a backup of its first 25 tickets, and ten tickets more. */
async function ready() {
  const disk = new CrashDisk()
  const hall = await hallOn(disk)
  await disk.makeDirectory(folder)
  const { path } = await makeBackup({
    ...{ fs: disk, directory, folder, withVault: true, now: Date.UTC(2026, 10, 29), version: '1' },
  })
  for (let n = 26; n <= 35; n += 1) await issue(hall, n)
  await hall.keeper.stop()
  await hall.journal.close()
  return { disk, path, hall }
}

const idsOf = ({ keeper }: Awaited<ReturnType<typeof open>>) => [...keeper.hall.live.keys()]

describe('a restore', () => {
  test('[C22] begins a new epoch, keeps the tickets of the backup, and gives no id or number again that may be lost', async () => {
    const { disk, path, hall } = await ready()
    const former = { epoch: hall.journal.epoch, ids: idsOf(hall) }
    await restore(disk, path)
    const back = await open(disk)
    expect(back.journal.epoch).not.toBe(former.epoch)
    expect(idsOf(back)).toEqual(former.ids.slice(0, 25))
    const answer = await issue(back, 100)
    expect(answer).toMatchObject({ ok: true, result: { label: expect.stringMatching(/136$/u) } })
    // A second restore of the same backup, when nothing tells of the tickets since.
    const other = disk.copyWith()
    await other.removeTree(directory)
    await other.makeDirectory(directory)
    await new Promise((settle) => setTimeout(settle, 2))
    await restore(other, path, 400)
    const second = await open(other)
    expect(await issue(second, 100)).toMatchObject({ result: { label: expect.stringMatching(/50[12]$/u) } })
    for (let n = 101; n <= 120; n += 1) await issue(second, n)
    const [one, two] = [idsOf(back), idsOf(second)].map((ids) => ids.slice(25))
    expect([...former.ids, ...one!].filter((id) => two!.includes(id))).toEqual([])
  })

  test('that a power cut ends at any of its changes opens no hall, is begun again, and loses nothing that was there', async () => {
    const { disk, path } = await ready()
    const before = disk.files()
    let cuts = 0
    let half = 0
    for (let dieAt = 1; ; dieAt += 1) {
      const dying = disk.copyWith({ dieAt, random: seededRandom(dieAt) })
      const isDone = await restore(dying, path).then(
        () => true,
        () => false,
      )
      if (isDone) break
      cuts += 1
      const after = dying.afterPowerCut()
      const opened = await open(after.copyWith()).catch((error: Error) => error.name)
      if (opened === 'RestoreUnfinished') half += 1
      else if (typeof opened === 'string') expect(opened).toBe('none')
      if (typeof opened === 'string') await restore(after, path)
      const aside = `${directory}/before-restore-1`
      const isRestored = await after.stat(aside)
      for (const [name, bytes] of before)
        if (name.startsWith(`${directory}/`) && isRestored)
          expect([name, after.content(aside + name.slice(directory.length))?.equals(bytes)]).toEqual([
            name,
            true,
          ])
      const back = await open(after)
      expect(idsOf(back).length).toBe(isRestored ? 25 : 35)
    }
    expect([cuts > 60, half > 40]).toEqual([true, true])
  })
})
