import { describe, expect, test } from 'vitest'
import { makeBackup } from '../../server/data/backup/backup.ts'
import { damagedFiles, readManifest } from '../../server/data/backup/manifest.ts'
import { removeOld, removeUnfinished } from '../../server/data/backup/names.ts'
import { judgeDirectory } from '../../server/data/directory-judgement.ts'
import type { FileSystem } from '../../server/journal/file-system.ts'
import { CrashDisk } from '../fakes/crash-disk.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { directory, folder, hallOn } from './backed-up-hall.ts'

const now = Date.UTC(2026, 10, 29, 2)
const path = `${folder}/demo-20261129T020000000Z`

const backup = (fs: FileSystem, withVault = false) =>
  makeBackup({ fs, directory, folder, withVault, now, version: '1.2.3' })

const below = (disk: CrashDisk, prefix: string) =>
  [...disk.files().keys()]
    .filter((name) => name.startsWith(`${prefix}/`))
    .map((name) => name.slice(prefix.length + 1))

/** The backup is there, and whole; or there is none. */
async function isWhole(disk: CrashDisk): Promise<boolean> {
  if (!(await disk.stat(path))) return false
  const manifest = await readManifest(disk, path)
  expect(manifest && (await damagedFiles(disk, path, manifest))).toEqual([])
  const { journal, refused } = await judgeDirectory(disk, path)
  expect([journal.needsRepair, refused]).toEqual([false, []])
  return true
}

async function ready() {
  const disk = new CrashDisk()
  const hall = await hallOn(disk)
  await disk.makeDirectory(folder)
  return { disk, hall }
}

describe('a backup', () => {
  test('of a hall that is open holds all that was acknowledged, and judges as the hall does', async () => {
    const { disk, hall } = await ready()
    const { manifest } = await backup(disk)
    expect(await isWhole(disk)).toBe(true)
    expect(manifest).toMatchObject({
      hall: 'demo',
      lastSeq: hall.keeper.seq,
      epoch: hall.journal.epoch,
      madeBy: '1.2.3',
    })
    expect(manifest.head).toEqual({ batch: hall.journal.position?.batch, sha: hall.journal.position?.sha })
  })

  test('holds no free text, no secret and no sign-ins; with the vault it holds the first two', async () => {
    const { disk } = await ready()
    await disk.put(`${directory}/first-sign-in.txt`, Buffer.from('password'))
    await backup(disk)
    const usual = [
      ...['backup.json', 'checkpoint.json', 'hall.json', 'journal/00000001.ndjson'],
      ...['journal/00000002.ndjson', 'staff.json'],
    ]
    expect(below(disk, path).sort()).toEqual(usual)
    await disk.removeTree(path)
    await backup(disk, true)
    expect(below(disk, path).sort()).toEqual(
      [...usual, 'secret', 'vault/keys/t1.json', 'vault/words/t1.json'].sort(),
    )
    expect(await isWhole(disk)).toBe(true)
  })

  test('is whole or not there after a power cut at any of its changes, and the next one clears what is left', async () => {
    const { disk } = await ready()
    let cuts = 0
    let there = 0
    for (let dieAt = 1; ; dieAt += 1) {
      const dying = disk.copyWith({ dieAt, random: seededRandom(dieAt) })
      const isDone = await backup(dying, true).then(
        () => true,
        () => false,
      )
      if (isDone) break
      cuts += 1
      const after = dying.afterPowerCut()
      await after.makeDirectory(folder)
      if (await isWhole(after)) {
        there += 1
        continue
      }
      await removeUnfinished(after, folder, 'demo')
      expect(below(after, folder)).toEqual([])
      await backup(after, true)
      expect(await isWhole(after)).toBe(true)
    }
    expect(cuts).toBeGreaterThan(30)
    expect(there).toBeGreaterThan(0)
  })

  test('is known as damaged when any of its files is changed, cut, replaced or gone', async () => {
    const { disk } = await ready()
    await backup(disk, true)
    const names = below(disk, path)
    const isFound = (one: CrashDisk) =>
      readManifest(one, path).then(
        async (manifest) => manifest === undefined || (await damagedFiles(one, path, manifest)).length > 0,
        () => true,
      )
    expect(await isFound(disk.copyWith())).toBe(false)
    let tried = 0
    for (const name of names) {
      const bytes = disk.content(`${path}/${name}`)!
      const changed = [0, 0.3, 0.6, 0.999].map((share) => {
        const copy = Buffer.from(bytes)
        copy[Math.floor(bytes.length * share)]! ^= 1
        return copy
      })
      for (const content of [...changed, bytes.subarray(0, -2), Buffer.concat([bytes, bytes])]) {
        const one = disk.copyWith()
        one.put(`${path}/${name}`, content)
        expect([name, await isFound(one)]).toEqual([name, true])
        tried += 1
      }
      const without = disk.copyWith()
      await without.remove(`${path}/${name}`)
      expect([name, await isFound(without)]).toEqual([name, true])
    }
    const edited = disk.copyWith()
    const list = JSON.parse(disk.content(`${path}/backup.json`)!.toString())
    edited.put(`${path}/backup.json`, Buffer.from(JSON.stringify({ ...list, lastSeq: 2 })))
    expect(await isFound(edited)).toBe(true)
    expect(tried).toBeGreaterThan(40)
  })

  test('has one state of settings and journal: a change of the settings during the copy begins it anew', async () => {
    const { disk } = await ready()
    let edits = 0
    const restless: FileSystem = Object.assign(Object.create(disk), {
      list: async (of: string) => {
        if (of === `${directory}/journal` && edits < 2) {
          edits += 1
          const file = JSON.parse(disk.content(`${directory}/hall.json`)!.toString())
          disk.put(
            `${directory}/hall.json`,
            Buffer.from(JSON.stringify({ ...file, returnBehind: edits + 5 })),
          )
        }
        return disk.list(of)
      },
      ...Object.fromEntries(
        (['open', 'stat', 'makeDirectory', 'rename', 'remove', 'removeTree', 'syncDirectory'] as const).map(
          (name) => [name, (disk[name] as (...given: unknown[]) => unknown).bind(disk)],
        ),
      ),
    })
    await backup(restless)
    expect(edits).toBe(2)
    expect(disk.content(`${path}/hall.json`)).toEqual(disk.content(`${directory}/hall.json`))
  })

  test('is refused of a damaged hall, with the file of the hall, and nothing is left', async () => {
    const { disk, hall } = await ready()
    await hall.keeper.stop()
    const file = `${directory}/journal/00000001.ndjson`
    const text = disk.content(file)!.toString('latin1')
    disk.put(file, Buffer.from(text.replace('"number":5,', '"number":6,'), 'latin1'))
    await expect(backup(disk)).rejects.toThrow(`${file}, offset`)
    expect(below(disk, folder)).toEqual([])
  })
})

test('old backups go beyond the number that is kept, each as a whole, and those of another hall stay', async () => {
  const { disk } = await ready()
  for (const day of [1, 2, 3, 4])
    await makeBackup({
      fs: disk,
      directory,
      folder,
      withVault: false,
      now: Date.UTC(2026, 10, day),
      version: '1',
    })
  disk.put(`${folder}/other-20260101T000000000Z/backup.json`, Buffer.from('{}'))
  const gone = ['demo-20261101T000000000Z', 'demo-20261102T000000000Z'].map((name) => `${folder}/${name}`)
  for (let dieAt = 1; ; dieAt += 1) {
    const dying = disk.copyWith({ dieAt, random: seededRandom(dieAt) })
    const removed = await removeOld(dying, folder, { hall: 'demo', keep: 2 }).catch(() => undefined)
    const after = removed ? dying : dying.afterPowerCut()
    for (const name of await after.list(folder)) {
      if (name.startsWith('other') || name.endsWith('.unfinished')) continue
      const manifest = await readManifest(after, `${folder}/${name}`)
      expect(manifest && (await damagedFiles(after, `${folder}/${name}`, manifest))).toEqual([])
    }
    if (!removed) continue
    expect(removed).toEqual(gone)
    expect(await after.list(folder)).toEqual([
      ...['demo-20261103T000000000Z', 'demo-20261104T000000000Z', 'other-20260101T000000000Z'],
    ])
    return
  }
})
