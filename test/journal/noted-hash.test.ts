import { expect, test } from 'vitest'
import { CrashDisk } from '../fakes/crash-disk.ts'
import { judge } from './damaged-journals.ts'
import { build, folder, open, records, type TestRecord, write } from './journals.ts'

test('verify finds every edit of a journal that was written anew with hashes that fit, by a hash that was noted elsewhere', async () => {
  const { disk, batches } = await build(64 * 1024)
  const lists = batches.map(({ lastSeq }, index) => {
    const first = (batches[index - 1]?.lastSeq ?? 0) + 1
    return records(first, lastSeq - first + 1)
  })
  const { head } = (await judge(disk)).report
  const writtenAnew = async (all: readonly (readonly TestRecord[])[]) => {
    const forged = new CrashDisk()
    const { journal } = await open(forged, folder, { segmentBytes: 64 * 1024 })
    let seq = 0
    for (const list of all) {
      const first = seq
      await write(
        journal,
        list.map((one, index) => ({ ...one, seq: first + index + 1 })),
      )
      seq += list.length
    }
    await journal.close()
    return judge(forged, head.sha)
  }
  expect((await writtenAnew(lists)).report.noted).toEqual({ batch: lists.length, seq: 200 })
  let found = 0
  for (const [at, list] of lists.entries()) {
    const others = (replaced: readonly (readonly TestRecord[])[], gone: number) => [
      ...lists.slice(0, at),
      ...replaced,
      ...lists.slice(at + gone),
    ]
    const edits = {
      change: others([list.map((one) => ({ ...one, result: { label: 'A999' } }))], 1),
      drop: others([], 1),
      swap: at + 1 < lists.length ? others([lists[at + 1]!, list], 2) : others([], 1),
      cut: lists.slice(0, at),
    }
    for (const [edit, forged] of Object.entries(edits)) {
      const { problems, report } = await writtenAnew(forged)
      expect([at, edit, problems, report.noted]).toEqual([at, edit, [], undefined])
      found += 1
    }
  }
  expect(found).toBe(lists.length * 4)
  expect(found).toBeGreaterThan(150)
})
