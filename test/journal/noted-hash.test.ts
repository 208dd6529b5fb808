import { expect, test } from 'vitest'
import { CrashDisk } from '../fakes/crash-disk.ts'
import { change, judge, rechained } from './damaged-journals.ts'
import { build, folder, open, records, segmentPath, type TestRecord, write } from './journals.ts'

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
  process.stdout.write(`${found} edits with hashes that fit: each found by the noted hash\n`)
})

/** The bytes of the segments with the batch in [start, end) edited; checksums of lines may be made to fit again. */
const rawEdits = {
  change: (bytes: Buffer, start: number, end: number) => {
    const at = bytes.indexOf('"label":"A', start)
    if (at < 0 || at > end) throw new Error('a batch without a label')
    const next = Buffer.from(bytes)
    next[at + 11] = next[at + 11] === 57 ? 56 : 57
    return next
  },
  drop: (bytes: Buffer, start: number, end: number) =>
    padded(bytes, [bytes.subarray(0, start), bytes.subarray(end)]),
  swap: (bytes: Buffer, start: number, end: number, next: number) =>
    padded(bytes, [
      bytes.subarray(0, start),
      bytes.subarray(end, next),
      bytes.subarray(start, end),
      bytes.subarray(next),
    ]),
  cut: (bytes: Buffer, start: number) => padded(bytes, [bytes.subarray(0, start)]),
} as const

const padded = ({ length }: Buffer, parts: readonly Buffer[]): Buffer => {
  const whole = Buffer.alloc(length)
  Buffer.concat([...parts]).copy(whole)
  return whole
}

test('verify finds every edit of a stored file, at every batch, also when the checksums of lines were made to fit', async () => {
  const built = await build(8192)
  const { head } = (await judge(built.disk)).report
  const counts: Record<string, number> = {}
  let [alone, withHash] = [0, 0]
  for (const [at, { segment, start, end }] of built.batches.entries()) {
    const behind = built.batches[at + 1]
    // The header of a segment belongs to the write of its first batch, and stays.
    const header = start === 0 ? built.disk.content(segmentPath(segment))!.indexOf(10) + 1 : start
    for (const [edit, make] of Object.entries(rawEdits))
      for (const isHidden of [false, true]) {
        if (edit === 'swap' && behind?.segment !== segment) continue
        const disk = built.disk.copyWith()
        change(disk, segment, (bytes) => {
          const edited = make(bytes, header, end, behind?.end ?? end)
          return isHidden ? rechained(edited, header) : edited
        })
        const { problems, report } = await judge(disk, head.sha)
        expect([at, edit, isHidden, problems.length > 0 || report.noted === undefined]).toEqual([
          at,
          edit,
          isHidden,
          true,
        ])
        if (problems.length > 0) alone += 1
        else withHash += 1
        counts[edit] = (counts[edit] ?? 0) + 1
      }
  }
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0)
  process.stdout.write(
    `${all} edits of files (${JSON.stringify(counts)}): ${alone} found by verify alone, ${withHash} by the noted hash\n`,
  )
  expect(all).toBeGreaterThan(300)
})
