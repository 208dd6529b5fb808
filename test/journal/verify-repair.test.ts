import { describe, expect, test } from 'vitest'
import { Checkpoints } from '../../server/journal/checkpoint.ts'
import { DataDamaged } from '../../server/journal/errors.ts'
import {
  change,
  hall,
  hit,
  judge,
  range,
  rechained,
  repair,
  segmentBytes,
  stateOf,
  withCheckpoint,
} from './damaged-journals.ts'
import { type Built, build, folder, type Laid, open, records, segmentPath, write } from './journals.ts'

describe('verify', () => {
  test('finds nothing in a sound journal, and counts it', async () => {
    const built = await build(segmentBytes)
    await withCheckpoint(built, 20)
    const before = built.disk.files()
    expect(await judge(built.disk)).toMatchObject({
      report: {
        batches: built.batches.length,
        records: 200,
        firstSeq: 1,
        lastSeq: 200,
        head: { batch: built.batches.length },
        epochs: ['epoch-1'],
        moreProblems: 0,
      },
      problems: [],
      needsRepair: false,
    })
    expect([...built.disk.files().keys()]).toEqual([...before.keys()])
  })

  test('names each damage with file and offset, and goes on behind it', async () => {
    const built = await build(segmentBytes)
    const [one, two] = [
      built.batches[4] as Laid,
      built.batches.findLast(({ segment }) => segment === 3) as Laid,
    ]
    change(built.disk, 1, (bytes) => bytes.fill(88, one.start + 30, one.start + 31))
    change(built.disk, 3, (bytes) => bytes.fill(88, two.start + 30, two.start + 31))
    const { problems } = await judge(built.disk)
    expect(problems).toMatchObject([
      { file: segmentPath(1), offset: one.start },
      { file: segmentPath(3), offset: two.start },
    ])
  })

  test('notices an edit, a dropped batch and two swapped ones even when all checksums were made to fit', async () => {
    const built = await build(64 * 1024)
    const [a, b, c] = built.batches.slice(10, 13) as [Laid, Laid, Laid]
    const cases: [string, (bytes: Buffer) => Buffer, RegExp][] = [
      [
        'an edit',
        (bytes) =>
          Buffer.from(bytes.toString('latin1').replace('"label":"A040"', '"label":"A140"'), 'latin1'),
        /batch \d+ is not as it was written/,
      ],
      [
        'a drop',
        (bytes) =>
          Buffer.concat([bytes.subarray(0, a.start), bytes.subarray(a.end), Buffer.alloc(a.end - a.start)]),
        /batch 12 where 11 is next/,
      ],
      [
        'a swap',
        (bytes) =>
          Buffer.concat([
            bytes.subarray(0, a.start),
            bytes.subarray(b.start, c.start),
            bytes.subarray(a.start, a.end),
            bytes.subarray(b.end),
          ]),
        /where 11 is next/,
      ],
    ]
    for (const [name, edit, what] of cases) {
      const disk = built.disk.copyWith()
      const first = built.batches[0] as Laid
      change(disk, 1, (bytes) => rechained(edit(bytes), bytes.indexOf(10) + 1))
      expect(first.start).toBe(0)
      const { problems } = await judge(disk)
      expect({ name, what: problems.map((problem) => problem.what).join('; ') }).toEqual({
        name,
        what: expect.stringMatching(what),
      })
    }
  })

  test('notices a missing segment, an empty one, a damaged checkpoint and one that does not fit', async () => {
    const built = await build(segmentBytes)
    await withCheckpoint(built, 20)
    const missing = built.disk.copyWith()
    await missing.remove(segmentPath(2))
    expect((await judge(missing)).problems[0]).toMatchObject({
      file: segmentPath(2),
      offset: 0,
      what: 'this segment is missing',
    })
    const empty = built.disk.copyWith()
    change(empty, 2, (bytes) => bytes.fill(0))
    expect((await judge(empty)).problems[0]).toMatchObject({
      file: segmentPath(2),
      what: expect.stringContaining('empty'),
    })
    const flipped = built.disk.copyWith()
    flipped.put(`${hall}/checkpoint.json`, Buffer.from(`x${flipped.content(`${hall}/checkpoint.json`)}`))
    expect((await judge(flipped)).problems).toMatchObject([
      { file: `${hall}/checkpoint.json`, mendedBy: 'start' },
    ])
    const shorter = await build(segmentBytes, 30)
    shorter.disk.put(`${hall}/checkpoint.json`, built.disk.content(`${hall}/checkpoint.json`) as Buffer)
    expect((await judge(shorter.disk)).problems).toMatchObject([
      { mendedBy: 'repair', what: expect.stringContaining('missing') },
    ])
  })

  test('tells of a torn last batch that the next start will cut it', async () => {
    const built = await build(segmentBytes)
    const { segment, start, end } = built.batches.findLast((laid) => laid.end - laid.start > 300) as Laid
    change(built.disk, segment, (bytes) => bytes.fill(0, end))
    const cut = built.disk.content(segmentPath(segment))?.lastIndexOf(10, end - 2) ?? 0
    change(built.disk, segment, (bytes) => bytes.fill(0, cut + 1))
    const found = (await judge(built.disk)).problems.filter(({ file }) => file === segmentPath(segment))
    expect(found).toMatchObject([
      { offset: start, what: expect.stringContaining('lacks 1 lines'), mendedBy: 'start' },
    ])
  })
})

describe('repair', () => {
  test('leaves a sound hall alone', async () => {
    const built = await build(segmentBytes)
    await withCheckpoint(built, 20)
    const before = [...built.disk.files().keys()]
    expect(await repair(built.disk)).toMatchObject({ repaired: false, base: { seq: 200 } })
    expect([...built.disk.files().keys()]).toEqual(before)
  })

  test('keeps whole batches up to the damage, sets all aside, hands over what can be read behind it, begins an epoch', async () => {
    const built = await build(segmentBytes)
    const originals = built.disk.files()
    const hit = built.batches[20] as Laid
    change(built.disk, hit.segment, (bytes) => bytes.fill(88, hit.start + 3, hit.start + 4))
    const damagedFile = built.disk.content(segmentPath(hit.segment)) as Buffer
    await expect(open(built.disk, folder, { segmentBytes })).rejects.toThrow(DataDamaged)
    const { report, dropped } = await repair(built.disk)
    const keptSeq = (built.batches[19] as Laid).lastSeq
    expect(report).toMatchObject({
      base: { name: 'the first segment', seq: keptSeq },
      epoch: 'epoch-2',
      aside: '/hall/repair-1',
    })
    // The damaged line itself can't be read; all others can.
    expect(dropped).toEqual(range(keptSeq + 2, 200))
    expect(report!.dropped.reduce((sum, { records: count }) => sum + count, 0)).toBe(dropped.length)
    expect(
      built.disk.content(`/hall/repair-1/journal/0000000${hit.segment}.ndjson`)?.equals(damagedFile),
    ).toBe(true)
    for (const [path, content] of originals) {
      const copy = built.disk.content(path.replace('/hall/', '/hall/repair-1/'))
      if (path !== segmentPath(hit.segment)) expect(copy?.equals(content)).toBe(true)
    }
    const { journal, seen } = await open(built.disk, folder, { segmentBytes })
    expect(journal.epoch).toBe('epoch-2')
    expect(seen).toEqual(records(1, keptSeq))
    await write(journal, records(keptSeq + 1, 1))
    await journal.close()
    expect((await judge(built.disk)).problems).toEqual([])
    expect((await open(built.disk, folder, { segmentBytes })).seen).toHaveLength(keptSeq + 1)
    expect((await repair(built.disk)).repaired).toBe(false)
  })

  test('goes on from a checkpoint when that reaches further, and loses nothing behind it', async () => {
    const built = await build(segmentBytes)
    const seq = await withCheckpoint(built, 30)
    await built.disk.remove(segmentPath(1))
    expect(await repair(built.disk)).toMatchObject({
      repaired: false,
      base: { name: 'checkpoint.json', seq: 200 },
    })
    const hit = built.batches[40] as Laid
    change(built.disk, hit.segment, (bytes) => bytes.fill(88, hit.start + 3, hit.start + 4))
    const keptSeq = (built.batches[39] as Laid).lastSeq
    expect(await repair(built.disk)).toMatchObject({
      repaired: true,
      base: { name: 'checkpoint.json', seq: keptSeq },
    })
    expect(await stateOf(built.disk)).toEqual(range(1, keptSeq))
    expect(seq).toBeLessThan(keptSeq)
  })

  const beforeTheCheckpoint: [string, (built: Built, at: Laid) => void][] = [
    ['a record', ({ disk, batches }) => hit(disk, batches[4] as Laid)],
    ['the header of the first segment', ({ disk }) => change(disk, 1, (bytes) => bytes.fill(88, 0, 20))],
    [
      'the header of its own segment',
      ({ disk }, at) => change(disk, at.segment, (bytes) => bytes.fill(88, 0, 20)),
    ],
    ['the last record', ({ disk }, at) => hit(disk, at)],
    ['a missing segment', ({ disk }) => void disk.put(segmentPath(2), Buffer.alloc(0))],
    [
      'an edit with checksums that fit',
      ({ disk }) =>
        change(disk, 1, (bytes) => {
          const edited = Buffer.from(
            bytes.toString('latin1').replace('"label":"A008"', '"label":"A108"'),
            'latin1',
          )
          return rechained(edited, bytes.indexOf(10) + 1)
        }),
    ],
  ]
  for (const [what, damage] of beforeTheCheckpoint)
    test(`damage before the checkpoint (${what}): nothing is dropped, the damaged segments are in the copy only, once`, async () => {
      const built = await build(segmentBytes)
      await withCheckpoint(built, 30)
      const at = built.batches[30] as Laid
      damage(built, at)
      expect((await judge(built.disk)).needsRepair).toBe(true)
      const { repaired, dropped, report, base } = await repair(built.disk)
      expect({ repaired, dropped, seq: base.seq, parts: report?.dropped }).toEqual({
        repaired: true,
        dropped: [],
        seq: 200,
        parts: [],
      })
      expect(await stateOf(built.disk)).toEqual(range(1, 200))
      expect((await judge(built.disk)).problems).toEqual([])
      expect((await repair(built.disk)).repaired).toBe(false)
    })

  test('keeps a good checkpoint when the journal is gone', async () => {
    const built = await build(segmentBytes)
    const seq = await withCheckpoint(built, 30)
    for (const path of built.disk.files().keys()) if (path.startsWith(folder)) await built.disk.remove(path)
    expect(await repair(built.disk)).toMatchObject({ repaired: true, base: { name: 'checkpoint.json', seq } })
    const { checkpoint } = await new Checkpoints(built.disk, hall, 'hall-1').read()
    expect(checkpoint).toMatchObject({ seq, epoch: 'epoch-2', lists: { seqs: range(1, seq) } })
    const { seen, journal } = await open(built.disk, folder, { segmentBytes, from: checkpoint })
    expect(seen).toEqual([])
    await write(journal, records(seq + 1, 3))
    await journal.close()
    expect((await open(built.disk, folder, { segmentBytes, from: checkpoint })).seen).toEqual(
      records(seq + 1, 3),
    )
    expect((await judge(built.disk)).problems).toEqual([])
  })

  test('begins an empty journal when nothing is whole, and still hands over what can be read', async () => {
    const built = await build(segmentBytes)
    change(built.disk, 1, (bytes) => bytes.fill(88, 0, 20))
    const { base, dropped } = await repair(built.disk)
    expect(base).toMatchObject({ name: 'nothing', seq: 0 })
    expect(dropped).toEqual(range(1, 200))
    const { journal, seen } = await open(built.disk, folder, { segmentBytes })
    expect(seen).toEqual([])
    await write(journal, records(1, 1))
    await journal.close()
  })

  test('stopped at any change, it can be run again and the hall opens', async () => {
    const built = await build(segmentBytes, 60)
    const torn = built.batches[6] as Laid
    change(built.disk, torn.segment, (bytes) => bytes.fill(88, torn.start + 3, torn.start + 4))
    const keptSeq = (built.batches[5] as Laid).lastSeq
    for (let dieAt = 1; ; dieAt += 1) {
      const disk = built.disk.copyWith({ dieAt })
      const isDone = await repair(disk).then(
        () => true,
        () => false,
      )
      const after = disk.afterPowerCut()
      await repair(after)
      const { journal, seen } = await open(after, folder, { segmentBytes })
      expect({ dieAt, seen: seen.length }).toEqual({ dieAt, seen: keptSeq })
      await journal.close()
      if (isDone) break
    }
  })
})
