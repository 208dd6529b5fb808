import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { judgeDirectory } from '../../server/data/directory-judgement.ts'
import { openHall } from '../../server/data/open-hall.ts'
import { oldRecords, removeOldRecords } from '../../server/data/retention/old-records.ts'
import { listSegments, segmentName } from '../../server/journal/segments.ts'
import { commandLine } from '../fakes/command-line.ts'
import type { CrashDisk } from '../fakes/crash-disk.ts'
import { temporaryDirectory } from '../fakes/running-hall.ts'
import { dayMs, days, directory, type Lived, lived } from './lived-hall.ts'

/** Records of closed days go at their age, the hash of what went stays, and verify tells a removal from damage. */

const folder = `${directory}/journal`
const keptDays = 5
let one: Lived
beforeAll(async () => {
  one = await lived(keptDays)
})

const judged = (disk: CrashDisk, hash?: string) => judgeDirectory(disk, directory, hash)
const noFailure = (error: Error): never => {
  throw error
}

test('days older than the age are gone, younger ones are whole, and the present day stays', async () => {
  const { byDay, record, disk } = one
  const present = [...byDay.keys()].at(-1)!
  const shown: Record<string, boolean> = {}
  for (const [day, entries] of byDay) {
    const page = await record.page({ day })
    if (typeof page === 'string') throw new Error(page)
    let { rows, cursor } = page
    while (cursor !== undefined) {
      const next = await record.page({ day, cursor })
      if (typeof next === 'string') throw new Error(next)
      rows = [...rows, ...next.rows]
      cursor = next.cursor
    }
    shown[day] = rows.length > 0
    if (shown[day]) expect([day, rows.length]).toEqual([day, entries.length])
  }
  const kept = Object.values(shown).filter(Boolean).length
  expect(kept).toBeGreaterThanOrEqual(keptDays)
  expect(kept).toBeLessThanOrEqual(keptDays + 3)
  expect([Object.values(shown)[0], shown[present]]).toEqual([false, true])
  expect((await listSegments(disk, folder))[0]).toBeGreaterThan(1)
})

test('verify tells the removal from damage, and a noted hash of a day that is kept is found', async () => {
  const { disk, hashes, hall } = one
  const { journal, missing } = await judged(disk)
  expect([journal.problems, journal.needsRepair]).toEqual([[], false])
  expect(missing).toMatchObject({ seq: expect.any(Number), removed: { at: expect.any(Number) } })
  const last = [...hashes.values()].at(-1)!
  expect((await judged(disk, last)).journal.report.noted).toBeDefined()
  const first = [...hashes.values()][0]!
  expect((await judged(disk, first)).journal.report.noted).toBeUndefined()
  expect(hall.keeper.seq).toBeGreaterThan(missing!.seq)
})

test('the command line says what was removed, when and up to which hash, and still checks a noted hash', async () => {
  const { disk, hashes } = one
  const written = temporaryDirectory()
  for (const [path, bytes] of disk.files()) {
    const to = join(written, path.slice(directory.length))
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, bytes)
  }
  const { missing } = await judged(disk)
  const last = [...hashes.values()].at(-1)!
  const verify = (more = '') => commandLine(`verify --data ${written}${more}`)
  const { code, said } = await verify(` --until-hash ${last}`)
  expect([code, said]).toEqual([0, expect.stringMatching(/were removed after their time on 2026-/u)])
  expect(said).toContain(missing!.sha256)
  expect(said).toMatch(/^unchanged: the record up to batch/mu)
  expect((await verify(` --until-hash ${missing!.sha256}`)).said).toContain(
    'hash of the last record that was removed',
  )
  const first = [...hashes.values()][0]!
  expect((await verify(` --until-hash ${first}`)).code).toBe(3)
  // Somebody removes one segment more: the noted hash no longer holds.
  const [segment] = await listSegments(disk, folder)
  rmSync(join(written, 'journal', segmentName(segment!)))
  const cut = await verify(` --until-hash ${last}`)
  expect([cut.code, cut.said]).toEqual([
    3,
    expect.stringContaining('no removal after their time is recorded'),
  ])
})

test('segments that somebody removed beyond it are no removal after their time', async () => {
  const disk = one.disk.copyWith()
  const [first] = await listSegments(disk, folder)
  await disk.remove(`${folder}/${segmentName(first!)}`)
  const { missing } = await judged(disk)
  expect(missing?.removed).toBeUndefined()
})

test('a removal that was interrupted is one all the same, and the next pass ends it', async () => {
  const { disk, hall } = one
  const all = await listSegments(disk, folder)
  const now = hall.keeper.at + 4 * dayMs
  const before = now - keptDays * dayMs
  const old = (await oldRecords(disk, directory, before))!
  expect(old.segment).toBeGreaterThanOrEqual(all[0]!)
  await new Promise<void>((settle) =>
    hall.keeper.askAsKeeper({ type: 'remove-records', body: old }, 'server', () => settle()),
  )
  const cut = disk.copyWith()
  await removeOldRecords(cut, directory, { segment: all[0]! })
  const { journal, missing } = await judged(cut)
  expect([journal.problems, missing?.removed?.before]).toEqual([[], before])
  const paths = await removeOldRecords(cut, directory, (await oldRecords(cut, directory, before))!)
  expect(paths.length).toBeGreaterThan(0)
  expect((await judged(cut)).missing).toMatchObject({ sha256: old.sha256, seq: old.seq })
})

test('the hall starts again from either checkpoint, and goes on', async () => {
  for (const name of [undefined, 'checkpoint.json']) {
    const disk = one.disk.copyWith()
    if (name) await disk.remove(`${directory}/${name}`)
    const clock = {
      now: () => one.hall.keeper.at,
      monotonicMs: () => 0,
      after: () => () => {},
      soon: (task: () => void) => task(),
    }
    const { keeper, journal } = await openHall({
      fs: disk,
      directory,
      clock,
      onFailure: noFailure,
      segmentBytes: 16 * 1024,
    })
    expect([name, keeper.seq]).toEqual([name, one.hall.keeper.durableSeq])
    expect(keeper.hall.live.size).toBe(one.hall.keeper.hall.live.size)
    await journal.close()
  }
})

test('nothing goes that a start would read: a segment behind a checkpoint, the one that is written, any while a checkpoint lacks', async () => {
  const { disk, hall } = one
  const later = hall.keeper.at + 1000 * dayMs
  const old = (await oldRecords(disk, directory, later))!
  const { journal } = await judged(disk)
  expect(old.segment).toBeLessThan((await listSegments(disk, folder)).at(-1)!)
  expect(journal.report.lastSeq).toBeGreaterThan(old.seq)
  for (const name of ['checkpoint.json', 'checkpoint.previous.json']) {
    const lacking = disk.copyWith()
    await lacking.remove(`${directory}/${name}`)
    expect(await oldRecords(lacking, directory, later)).toBeUndefined()
  }
  const removed = disk.copyWith()
  await removeOldRecords(removed, directory, old)
  const clock = {
    now: () => hall.keeper.at,
    monotonicMs: () => 0,
    after: () => () => {},
    soon: (task: () => void) => task(),
  }
  for (const name of ['', 'checkpoint.json']) {
    const again = removed.copyWith()
    if (name) await again.remove(`${directory}/${name}`)
    const opened = await openHall({
      fs: again,
      directory,
      clock,
      onFailure: noFailure,
      segmentBytes: 16 * 1024,
    })
    expect([name, opened.keeper.seq]).toEqual([name, hall.keeper.durableSeq])
    await opened.journal.close()
  }
})

test('without an age all records are kept', async () => {
  const all = await lived()
  expect((await listSegments(all.disk, folder))[0]).toBe(1)
  expect(all.byDay.size).toBe(days + 1)
  expect((await judged(all.disk)).missing).toBeUndefined()
})
