import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeFileSystem } from '../../server/journal/file-system.ts'
import type { FullSegment } from '../../server/journal/journal-types.ts'
import { limits } from '../../server/journal/limits.ts'
import { CrashDisk } from '../fakes/crash-disk.ts'
import {
  folder,
  open,
  openReal,
  record,
  records,
  segmentPath,
  temporaryDirectory,
  write,
} from './journals.ts'

interface WrittenLine {
  seq: number
  b: number
  n?: number
  sha?: string
  crc: string
}

const linesOf = (text: string): WrittenLine[] =>
  text
    .replace(/\0+$/, '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('writing', () => {
  test('a batch is one write: lines that a person can read, in order, the count on the first', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(directory)
    await write(journal, records(1, 3))
    await write(journal, records(4, 1))
    const [header, ...lines] = linesOf(await readFile(join(directory, '00000001.ndjson'), 'utf8'))
    expect(header).toMatchObject({
      format: 2,
      hall: 'hall-1',
      epoch: 'epoch-1',
      segment: 1,
      firstSeq: 1,
      firstBatch: 1,
    })
    expect(lines.map(({ seq, b, n }) => [seq, b, n])).toEqual([
      [1, 1, 3],
      [2, 1, undefined],
      [3, 1, undefined],
      [4, 2, 1],
    ])
    expect(lines[1]).toMatchObject(record(2))
    expect(lines.every(({ crc }) => /^[0-9a-f]{8}$/.test(crc))).toBe(true)
    await journal.close()
  })

  test('nobody is told before the bytes are in the file, and batches land in the order they were written', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(directory)
    const told: number[] = []
    for (let seq = 1; seq <= 40; seq += 2) {
      await new Promise<void>((resolve) => {
        journal.write(records(seq, 2), () => {
          told.push(seq)
          resolve()
        })
        expect(told).not.toContain(seq)
      })
      expect(journal.lastSeq).toBe(seq + 1)
      expect(await readFile(join(directory, '00000001.ndjson'), 'utf8')).toContain(`"seq":${seq + 1},`)
    }
    expect(told).toEqual(Array.from({ length: 20 }, (_, index) => 2 * index + 1))
    await journal.close()
  })

  test('a second batch while one is on its way, a gap in the numbers, an empty batch and a reserved field are refused', async () => {
    const { journal, seen } = await open(new CrashDisk(), folder)
    const first = write(journal, [record(1)])
    expect(() => journal.write([record(2)], () => undefined)).toThrow('one at a time')
    await first
    expect(() => journal.write([record(3)], () => undefined)).toThrow('record 3 where 2 is next')
    expect(() => journal.write([], () => undefined)).toThrow('at least one record')
    for (const name of ['b', 'n', 'sha', 'crc']) {
      expect(() => journal.write([{ seq: 2, [name]: 1 }], () => undefined)).toThrow(`a field "${name}"`)
    }
    await write(journal, [record(2)])
    expect(seen).toEqual([])
    await journal.close()
  })

  test('a record may take 64 KiB, 256 records go out as one batch, and what is larger is thrown with nothing written', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(directory, { segmentBytes: 512 * 1024 })
    const large = { seq: 1, words: 'ü'.repeat(32 * 1024 - 80) }
    await write(journal, [large])
    await write(journal, records(2, 256))
    const { offset = 0 } = journal.position ?? {}
    const tooLarge = { seq: 258, words: 'x'.repeat(limits.recordBytes) }
    expect(() => journal.write([tooLarge], () => undefined)).toThrow(RangeError)
    const tooMany = Array.from({ length: 10 }, (_, index) => ({
      seq: 258 + index,
      words: 'x'.repeat(60_000),
    }))
    expect(() => journal.write(tooMany, () => undefined)).toThrow('does not fit a segment')
    expect(journal.position?.offset).toBe(offset)
    await write(journal, [record(258)])
    await journal.close()
    const again = await openReal(directory, { segmentBytes: 512 * 1024 })
    expect(again.seen).toEqual([large, ...records(2, 257)])
    expect(again.batches).toBe(3)
    await again.journal.close()
  })

  test('records come back as they were given, whatever the order of their fields', async () => {
    const disk = new CrashDisk()
    const { journal } = await open(disk, folder)
    const given = [
      { seq: 1 },
      { hall: 'h', seq: 2, at: 5 },
      { seq: 3, words: 'line\nbreak "quote" \u2028 \ud800 您', nested: { seq: 9, b: 1, crc: 'x' } },
      { seq: 4, list: [{ seq: 1 }] },
    ]
    await write(journal, given)
    await journal.close()
    expect((await open(disk.copyWith(), folder)).seen).toEqual(JSON.parse(JSON.stringify(given)))
  })

  test('a disk that takes only a part of each write gets the rest after it', async () => {
    const disk = new CrashDisk({ shortWrites: 100 })
    const { journal } = await open(disk, folder)
    for (let seq = 1; seq <= 150; seq += 5) await write(journal, records(seq, 5))
    await journal.close()
    expect((await open(disk.copyWith(), folder)).seen).toEqual(records(1, 150))
  })

  test('after a failed write the caller hears of it once, and nothing more is taken', async () => {
    const disk = new CrashDisk({ failDurableWrite: 3 })
    const { journal } = await open(disk, folder)
    await write(journal, records(1, 2))
    await write(journal, records(3, 2))
    const told: unknown[] = []
    await new Promise<void>((resolve) => {
      journal.write(records(5, 2), (error) => {
        told.push(error)
        resolve()
      })
    })
    expect(told).toMatchObject([{ code: 'EIO' }])
    expect(journal.lastSeq).toBe(4)
    expect(journal.canWrite(1)).toBe(false)
    expect(() => journal.write(records(5, 2), () => undefined)).toThrow('takes no more')
    await journal.close()
    expect(told).toHaveLength(1)
  })

  test('without O_DSYNC every write is followed by a sync, with the same outcome', async () => {
    const directory = await temporaryDirectory()
    const fs = nodeFileSystem({ dsync: false })
    const { journal } = await open(fs, directory)
    for (let seq = 1; seq <= 100; seq += 4) await write(journal, records(seq, 4))
    await journal.close()
    const again = await open(fs, directory)
    expect(again.seen).toEqual(records(1, 100))
    await again.journal.close()
  })

  test('closing waits for the batch on its way', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(directory)
    const landed = write(journal, records(1, 5))
    await journal.close()
    await landed
    expect(() => journal.write(records(6, 1), () => undefined)).toThrow('takes no more')
    const again = await openReal(directory)
    expect(again.seen).toHaveLength(5)
    await again.journal.close()
  })
})

describe('segments', () => {
  const segmentBytes = 4096

  test('fill up one after another; each header names the checksum and the SHA-256 it follows on', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(directory, { segmentBytes })
    const full: FullSegment[] = []
    journal.onSegmentFull((segment) => full.push(segment))
    const before = new Map<number, { crc: string; sha: string; lastSeq: number }>()
    for (let seq = 1; seq <= 400; seq += 4) {
      const { segment = 0, crc = '', sha = '' } = journal.position ?? {}
      before.set(segment, { crc, sha, lastSeq: seq - 1 })
      await write(journal, records(seq, 4))
    }
    const present = journal.position?.segment ?? 0
    expect(present).toBeGreaterThan(8)
    expect(full.map(({ segment }) => segment)).toEqual(
      Array.from({ length: present - 1 }, (_, index) => index + 1),
    )
    for (const { segment, lastSeq, file } of full) {
      const [header] = linesOf(
        await readFile(join(directory, `${String(segment + 1).padStart(8, '0')}.ndjson`), 'utf8'),
      )
      const followed = before.get(segment)
      expect(header).toMatchObject({
        crcBefore: followed?.crc,
        shaBefore: followed?.sha,
        firstSeq: lastSeq + 1,
      })
      expect(lastSeq).toBe(followed?.lastSeq)
      expect((await stat(file)).size).toBe(segmentBytes)
    }
    await journal.close()
    const again = await openReal(directory, { segmentBytes })
    expect(again.seen).toEqual(records(1, 400))
    await again.journal.close()
  })

  test('the next one lies ready, whole and of zeros, before it is needed, and a start uses it', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(directory, { segmentBytes })
    expect(await readFile(join(directory, '00000001.ndjson'))).toEqual(Buffer.alloc(segmentBytes))
    await write(journal, records(1, 2))
    await journal.checkRoom()
    await journal.close()
    const { journal: again } = await openReal(directory, { segmentBytes })
    expect(await readdir(directory)).toEqual(['00000001.ndjson', '00000002.ndjson'])
    const { ino } = await stat(join(directory, '00000002.ndjson'))
    for (let seq = 3; again.position?.segment === 1; seq += 4) await write(again, records(seq, 4))
    expect((await stat(join(directory, '00000002.ndjson'))).ino).toBe(ino)
    await again.close()
  })

  test('what a stopped preparation left is removed, and never taken for a segment', async () => {
    const disk = new CrashDisk()
    disk.put(`${segmentPath(1)}.preparing`, Buffer.from('half'))
    const { journal } = await open(disk, folder)
    expect(await disk.list(folder)).toEqual(['00000001.ndjson'])
    await journal.close()
  })

  test('a closed day ends its segment; sealed, it lies there without its zeros and reads as before', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(directory, { segmentBytes })
    await write(journal, records(1, 5))
    const { offset } = journal.position ?? {}
    journal.endSegment()
    await journal.checkRoom()
    await write(journal, records(6, 5))
    expect(journal.position?.segment).toBe(2)
    const path = join(directory, '00000001.ndjson')
    expect(await journal.trimAndSeal()).toEqual([path])
    expect((await stat(path)).size).toBe(offset)
    expect(await journal.trimAndSeal()).toEqual([])
    await journal.close()
    const again = await openReal(directory, { segmentBytes })
    expect(again.seen).toEqual(records(1, 10))
    expect(again.cut).toBeUndefined()
    await again.journal.close()
  })

  test('a restored backup goes on in a new segment under a new epoch', async () => {
    const disk = new CrashDisk()
    const { journal } = await open(disk, folder)
    await write(journal, records(1, 5))
    await journal.close()
    const restored = await open(disk, folder, { restored: true, newEpoch: () => 'epoch-2' })
    expect(restored.journal.epoch).toBe('epoch-2')
    await write(restored.journal, records(6, 1))
    expect(restored.journal.position).toMatchObject({ segment: 2, seq: 6 })
    await restored.journal.close()
    const again = await open(disk, folder)
    expect(again.journal.epoch).toBe('epoch-2')
    expect(again.seen).toEqual(records(1, 6))
  })
})
