import { describe, expect, test } from 'vitest'
import { DataDamaged, NewerFormat, OtherHall } from '../../server/journal/errors.ts'
import { composeHeader, journalFormat, lastUsed } from '../../server/journal/segments.ts'
import type { CrashDisk } from '../fakes/crash-disk.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import {
  type Built,
  build,
  folder,
  type Laid,
  open,
  openReal,
  records,
  segmentPath,
  shortRecord,
  temporaryDirectory,
  write,
} from './journals.ts'

const oneSegment = 40 * 1024
const manySegments = 4096

function damaged(disk: CrashDisk, segment: number, change: (bytes: Buffer) => Buffer): CrashDisk {
  const copy = disk.copyWith()
  copy.put(segmentPath(segment), change(Buffer.from(disk.content(segmentPath(segment)) ?? [])))
  return copy
}

const last = (built: Built): Laid => built.batches.at(-1) as Laid

function isSame(files: Map<string, Buffer>, before: Map<string, Buffer>): boolean {
  return (
    files.size === before.size && [...before].every(([path, content]) => files.get(path)?.equals(content))
  )
}

/** Opens, and gives back what came out of it; the disk must be untouched when it is refused. */
async function outcome(disk: CrashDisk, segmentBytes: number) {
  const before = disk.files()
  try {
    const { journal, seen, cut } = await open(disk, folder, { segmentBytes })
    await journal.close()
    return { seqs: seen.map(({ seq }) => seq), cut, refused: undefined }
  } catch (error) {
    if (!(error instanceof DataDamaged)) throw error
    if (!isSame(disk.files(), before)) expect('files changed by a start that was refused').toBe('untouched')
    return { seqs: [], cut: undefined, refused: error }
  }
}

const upTo = (seq: number): number[] => Array.from({ length: seq }, (_, index) => index + 1)

describe('a journal cut at every byte', () => {
  test('keeps the longest run of whole batches, sets the rest aside and says so', async () => {
    const segmentBytes = 16 * 1024
    const built = await build(segmentBytes, 200, shortRecord)
    const end = last(built).end
    const whole = built.disk.content(segmentPath(1)) as Buffer
    const headerEnd = whole.indexOf(10) + 1
    for (let cutAt = 0; cutAt <= end; cutAt += 1) {
      const disk = damaged(built.disk, 1, (bytes) => Buffer.from(bytes.subarray(0, cutAt)))
      const { seqs, cut } = await outcome(disk, segmentBytes)
      const kept = built.batches.findLast((batch) => batch.end <= cutAt)
      // A header alone is whole, too.
      const keptEnd = kept?.end ?? (cutAt >= headerEnd ? headerEnd : 0)
      if (seqs.length !== (kept?.lastSeq ?? 0) || (cut === undefined) !== (cutAt === keptEnd)) {
        expect({ cutAt, seqs: seqs.length, cut }).toEqual({ cutAt, seqs: kept?.lastSeq ?? 0, cut: 'fits' })
      }
      if (!cut) continue
      const aside = disk.content(cut.aside) as Buffer
      if (cut.offset !== keptEnd || !aside.equals(whole.subarray(keptEnd, cutAt))) {
        expect({ cutAt, offset: cut.offset, aside: aside.toString() }).toEqual({
          cutAt,
          offset: keptEnd,
          aside: 'the cut bytes',
        })
      }
      const rest = disk.content(segmentPath(1)) ?? Buffer.alloc(0)
      if (lastUsed(rest, rest.length) > keptEnd)
        expect({ cutAt, zeros: false }).toEqual({ cutAt, zeros: true })
    }
  })

  test('goes on behind the cut, and what is written then is read again', async () => {
    const built = await build(oneSegment)
    const { start } = last(built)
    const disk = damaged(built.disk, 1, (bytes) => bytes.fill(0, start + 40))
    const { journal, cut } = await open(disk, folder, { segmentBytes: oneSegment })
    expect(cut).toMatchObject({ offset: start, bytes: 40, aside: `${segmentPath(1)}.broken-1` })
    const next = journal.lastSeq + 1
    await write(journal, records(next, 3))
    await journal.close()
    expect((await outcome(disk, oneSegment)).seqs).toEqual(upTo(next + 2))
  })

  test('on a real disk, too, and an earlier copy aside is never overwritten', async () => {
    const directory = await temporaryDirectory()
    const { appendFile, readFile, truncate } = await import('node:fs/promises')
    const path = `${directory}/00000001.ndjson`
    const opened = await openReal(directory)
    for (let seq = 1; seq < 20; seq += 2) await write(opened.journal, records(seq, 2))
    const end = opened.journal.position?.offset ?? 0
    await opened.journal.close()
    await truncate(path, end)
    for (const copy of [1, 2, 3]) {
      await appendFile(path, `garbage ${copy}`)
      const { journal, seen, cut } = await openReal(directory)
      await journal.close()
      expect(seen).toHaveLength(20)
      expect(cut).toMatchObject({ offset: end, aside: `${path}.broken-${copy}` })
      await truncate(path, end)
    }
    expect(await readFile(`${path}.broken-1`, 'utf8')).toBe('garbage 1')
  })
})

describe('one bit flipped in every byte', () => {
  const flipsAll = process.env.JOURNAL_ALL_BITS === '1'
  for (const segmentBytes of [16 * 1024, manySegments]) {
    test(
      `is refused with file and line before the last batch, cut in it (segments of ${segmentBytes})`,
      async () => {
        // All bits of 200 records take minutes: by hand, with JOURNAL_ALL_BITS=1.
        const built = await build(segmentBytes, flipsAll ? 200 : 60, shortRecord)
        const { segment: lastSegment, start: lastStart, end: lastEnd } = last(built)
        const random = seededRandom(3)
        let flips = 0
        for (let segment = 1; segment <= lastSegment; segment += 1) {
          const whole = built.disk.content(segmentPath(segment)) as Buffer
          const end = built.batches.findLast((batch) => batch.segment === segment)?.end ?? 0
          let lineStart = 0
          for (let at = 0; at < end; at += 1) {
            if (at > 0 && whole[at - 1] === 10) lineStart = at
            const bits = flipsAll ? [0, 1, 2, 3, 4, 5, 6, 7] : [Math.floor(random() * 8)]
            for (const bit of bits) {
              flips += 1
              const disk = damaged(built.disk, segment, (bytes) => {
                bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
                return bytes
              })
              const { seqs, cut, refused } = await outcome(disk, segmentBytes)
              const isLast = segment === lastSegment && at >= lastStart
              const isRight = isLast
                ? cut?.offset === lastStart &&
                  seqs.length === built.batches.at(-2)?.lastSeq &&
                  cut.bytes === lastEnd - lastStart
                : refused?.file === segmentPath(segment) && refused.offset === lineStart
              if (!isRight)
                expect({ segment, at, bit, lineStart, seqs: seqs.length, cut, refused }).toBe('right')
            }
          }
        }
        if (flipsAll) process.stdout.write(`${flips} flips in segments of ${segmentBytes}\n`)
      },
      flipsAll ? 1_800_000 : 120_000,
    )
  }
})

describe('what lies behind the last batch', () => {
  test('zeros are the room that is left', async () => {
    const built = await build(oneSegment)
    const longer = damaged(built.disk, 1, (bytes) => Buffer.concat([bytes, Buffer.alloc(100)]))
    expect(await outcome(longer, oneSegment)).toMatchObject({ seqs: upTo(200), cut: undefined })
  })

  test('garbage of any kind is cut and never read', async () => {
    const built = await build(oneSegment)
    const { end } = last(built)
    const random = seededRandom(23)
    for (let round = 0; round < 300; round += 1) {
      const tail = Buffer.from(
        Array.from({ length: 1 + Math.floor(random() * 900) }, () => Math.floor(random() * 256)),
      )
      tail[tail.length - 1] = 1
      const gap = round % 3 === 0 ? Math.floor(random() * 600) : 0
      const disk = damaged(built.disk, 1, (bytes) => {
        tail.copy(bytes, end + gap)
        return bytes
      })
      const { seqs, cut } = await outcome(disk, oneSegment)
      expect({ round, seqs: seqs.length, offset: cut?.offset, bytes: cut?.bytes }).toEqual({
        round,
        seqs: 200,
        offset: end,
        bytes: gap + tail.length,
      })
    }
  })

  test('holes in the last batch, in any order of blocks, cut it whole', async () => {
    const built = await build(oneSegment)
    const { start, end } = last(built)
    for (let from = start; from < end; from += 16) {
      const disk = damaged(built.disk, 1, (bytes) => bytes.fill(0, from, Math.min(from + 16, end)))
      expect(await outcome(disk, oneSegment)).toMatchObject({
        seqs: upTo(built.batches.at(-2)?.lastSeq ?? 0),
        cut: { offset: start },
      })
    }
  })

  test('stale lines of an earlier life never pass as records', async () => {
    const built = await build(oneSegment)
    const whole = built.disk.content(segmentPath(1)) as Buffer
    const half = built.batches[30] as Laid
    // The next batch, torn; behind it, older whole batches at the places they never had.
    for (const source of built.batches.slice(0, 30)) {
      const disk = damaged(built.disk, 1, (bytes) => {
        bytes.fill(0, half.end)
        whole.copy(bytes, half.end, half.end, half.end + 30)
        whole.copy(bytes, half.end + 30, source.start, source.end)
        return bytes
      })
      expect(await outcome(disk, oneSegment)).toMatchObject({
        seqs: upTo(half.lastSeq),
        cut: { offset: half.end },
      })
    }
    // The very batch that came after it in another life: then something acknowledged is missing here.
    const later = built.batches[33] as Laid
    const disk = damaged(built.disk, 1, (bytes) => {
      bytes.fill(0, half.end)
      whole.copy(bytes, half.end + 30, later.start, later.end)
      return bytes
    })
    expect((await outcome(disk, oneSegment)).refused).toMatchObject({ offset: half.end })
  })
})

describe('what makes a start be refused, with nothing changed', () => {
  test('a missing segment in between', async () => {
    const built = await build(manySegments)
    await built.disk.remove(segmentPath(2))
    expect((await outcome(built.disk, manySegments)).refused).toMatchObject({
      file: segmentPath(2),
      offset: 0,
    })
  })

  test('a first segment that is gone', async () => {
    const built = await build(manySegments)
    await built.disk.remove(segmentPath(1))
    expect((await outcome(built.disk, manySegments)).refused?.message).toContain('missing')
  })

  test('the last batch of a full segment gone, or the whole segment emptied', async () => {
    const built = await build(manySegments)
    const full = built.batches.findLast(({ segment }) => segment === 2) as Laid
    for (const from of [full.start, 0]) {
      const disk = damaged(built.disk, 2, (bytes) => bytes.fill(0, from))
      expect((await outcome(disk, manySegments)).refused?.file).toMatch(/0000000[23]\.ndjson$/)
    }
  })

  test('segments that were swapped', async () => {
    const built = await build(manySegments)
    const [two, three] = [built.disk.content(segmentPath(2)), built.disk.content(segmentPath(3))]
    built.disk.put(segmentPath(2), three as Buffer)
    built.disk.put(segmentPath(3), two as Buffer)
    expect((await outcome(built.disk, manySegments)).refused).toMatchObject({
      file: segmentPath(2),
      what: 'the header says it is segment 3',
    })
  })

  test('a newer format, and another hall', async () => {
    const built = await build(oneSegment)
    const header = {
      hall: 'hall-1',
      epoch: 'e',
      segment: 1,
      firstSeq: 1,
      firstBatch: 1,
      crcBefore: '00000000',
      shaBefore: '',
    }
    const newer = damaged(built.disk, 1, () => composeHeader({ format: journalFormat + 1, ...header }))
    await expect(open(newer, folder)).rejects.toThrow(NewerFormat)
    await expect(open(built.disk.copyWith(), folder, { hall: 'hall-2' })).rejects.toThrow(OtherHall)
    await expect(open(built.disk.copyWith(), folder, { hall: 'hall-2' })).rejects.toThrow(
      'belongs to the hall "hall-1", this is "hall-2"',
    )
  })

  test('the error names the file, the offset, what is wrong and what now', async () => {
    const built = await build(oneSegment)
    const disk = damaged(built.disk, 1, (bytes) => bytes.fill(88, 640, 641))
    const { refused } = await outcome(disk, oneSegment)
    expect(refused?.message).toMatch(
      /00000001\.ndjson, offset \d+: the checksum does not fit .* Nothing was changed\. `nowserving verify` .* `nowserving repair`/,
    )
  })
})
