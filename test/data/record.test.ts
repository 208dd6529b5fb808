import { beforeAll, expect, test } from 'vitest'
import { judgeDirectory } from '../../server/data/directory-judgement.ts'
import { batchesBack } from '../../server/data/record/batches-back.ts'
import { exportLines } from '../../server/data/record/export.ts'
import type { HallRecord } from '../../server/data/record/hall-record.ts'
import type { Entry } from '../../server/hall/events.ts'
import { batchesOf } from '../../server/journal/batch-stream.ts'
import { listSegments } from '../../server/journal/segments.ts'
import type { RecordRow } from '../../server/protocol/record.ts'
import { days, directory, type Lived, lived } from './lived-hall.ts'

/** The record of a hall of twelve days, against a list that was kept while they passed. */

let one: Lived
beforeAll(async () => {
  one = await lived()
})

type Query = Parameters<HallRecord['page']>[0]
async function allPages(record: HallRecord, query: Query) {
  const rows: RecordRow[] = []
  let [pages, cursor]: [number, string | undefined] = [0, undefined]
  for (;;) {
    const page = await record.page({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    if (typeof page === 'string') throw new Error(page)
    rows.push(...page.rows)
    pages += 1
    if (page.cursor === undefined) return { rows, pages, closing: page.closing }
    cursor = page.cursor
  }
}

const seqsOf = (rows: readonly { seq: number }[]) => rows.map(({ seq }) => seq)

test('a day has exactly its own entries, each with person, device and time, and the hash that the log stated', async () => {
  const { record, byDay, hashes, disk } = one
  expect(byDay.size).toBe(days + 1)
  const last = [...byDay.keys()].at(-1)
  for (const [day, entries] of byDay) {
    const { rows, closing } = await allPages(record, { day })
    expect([day, seqsOf(rows)]).toEqual([day, seqsOf(entries)])
    expect([day, closing?.sha256]).toEqual([day, day === last ? undefined : hashes.get(day)])
    if (closing)
      expect((await judgeDirectory(disk, directory, closing.sha256)).journal.report.noted).toBeDefined()
  }
  const [issued] = (await allPages(record, { day: last!, what: 'issue-ticket' })).rows
  expect(issued).toBeUndefined()
  const [day] = [...byDay.keys()]
  const call = (await allPages(record, { day: day!, what: 'call-next' })).rows[0]
  expect(call).toMatchObject({ who: 'staff:1001', device: 'console', counter: '1', label: 'B001' })
})

test('newest first, a day has the same rows the other way round, whatever the size of a page, and its hash on the first page', async () => {
  const { record, byDay, hashes, disk } = one
  const last = [...byDay.keys()].at(-1)
  for (const [day, entries] of byDay) {
    const first = await record.page({ day, order: 'newest' })
    if (typeof first === 'string') throw new Error(first)
    expect([day, first.closing?.sha256]).toEqual([day, day === last ? undefined : hashes.get(day)])
    const { rows } = await allPages(record, { day, order: 'newest' })
    expect([day, seqsOf(rows)]).toEqual([day, seqsOf(entries).reverse()])
    const called = await allPages(record, { day, order: 'newest', what: 'call-next', device: 'console' })
    const calls = entries.filter(({ command }) => command === 'call-next')
    expect([day, seqsOf(called.rows)]).toEqual([day, seqsOf(calls).reverse()])
  }
  expect(await record.page({ day: '2025-01-01', order: 'newest' })).toMatchObject({ rows: [] })
  const [day = ''] = [...byDay.keys()]
  for (const cursor of [`${day}.1.17.9`, `${day}.1.999999999.9`])
    expect([cursor, await record.page({ day, cursor, order: 'newest' })]).toEqual([cursor, 'no-such-cursor'])
  const path = `${directory}/journal/00000001.ndjson`
  const forwards: number[] = []
  for await (const { batch } of batchesOf(disk, path)) forwards.push(batch)
  for (const bytes of [1_100, 5_000, 1024 * 1024]) {
    const backwards: number[] = []
    for await (const { batch } of batchesBack(disk, path, undefined, bytes)) backwards.push(batch)
    expect([bytes, backwards.reverse()]).toEqual([bytes, forwards])
  }
})

test('rows are found by person, command, counter and ticket, also across pages', async () => {
  const { record, byDay } = one
  const [day = ''] = [...byDay.keys()]
  const entries = byDay.get(day)!
  const of = (fits: (entry: Entry) => boolean) => seqsOf(entries.filter(fits))
  const found = async (filter: Query) => seqsOf((await allPages(record, { day, ...filter })).rows)
  expect(await found({ who: '1001' })).toEqual(of(({ actor }) => actor === 'staff:1001'))
  expect(await found({ who: 'keeper' })).toEqual(of(({ actor }) => actor === 'keeper'))
  expect(await found({ what: 'call-next', counter: '1' })).toEqual(
    of(({ command }) => command === 'call-next'),
  )
  const label = 'B001'
  const first = entries.find(({ result }) => result.label === label)!
  const { ticket } = first.result
  const about = of((entry) => JSON.stringify([entry.result, entry.events]).includes(`"${ticket}"`))
  expect(about.length).toBeGreaterThan(1)
  expect(await found({ ticket: label })).toEqual(about)
  expect(await found({ ticket: String(ticket) })).toEqual(about)
  expect(await found({ who: '1002' })).toEqual([])
  expect(await found({ day: '2025-01-01' })).toEqual([])
})

test('reading the newest day costs the same after many days as after few; a page is bounded', async () => {
  const { record, byDay, read } = one
  const ids = [...byDay.keys()]
  const cost = async (day: string) => {
    const before = read()
    await record.page({ day })
    return read() - before
  }
  // The heads of segments are read once.
  for (const day of ids) await cost(day)
  const costs = await Promise.all([ids[1]!, ids[6]!, ids[11]!].map(cost))
  expect(Math.max(...costs)).toBeLessThan(2 * Math.min(...costs))
  const long = await allPages(record, { day: ids[2]! })
  const page = await record.page({ day: ids[2]! })
  expect(long.rows.length).toBeGreaterThan(50)
  expect(typeof page === 'string' ? 0 : page.rows.length).toBeLessThanOrEqual(200)
})

test('a cursor that no page gave, or of another day, is refused, and the record is not called damaged', async () => {
  const { record, byDay } = one
  const [first, second] = [...byDay.keys()] as [string, string]
  for (const cursor of [
    'x',
    `${first}.1.17.3`,
    `${first}.1.999999999.3`,
    `${first}.1.0.x`,
    `${second}.1.0.0`,
  ])
    expect([cursor, await record.page({ day: first, cursor })]).toEqual([cursor, 'no-such-cursor'])
})

test('the export of a day has a line per entry and the closing hash at its end', async () => {
  const { record, byDay, hashes } = one
  const [, day] = [...byDay.keys()] as [string, string]
  const text = async (as: 'csv' | 'ndjson') => {
    const found = record.export({ day, as })
    if (typeof found === 'string') throw new Error(found)
    let whole = ''
    for await (const line of found.lines) whole += line
    return whole
  }
  const lines = (await text('ndjson')).trimEnd().split('\n')
  expect(seqsOf(lines.slice(0, -1).map((line) => JSON.parse(line)))).toEqual(seqsOf(byDay.get(day)!))
  expect(JSON.parse(lines.at(-1)!).closing.sha256).toBe(hashes.get(day))
  const csv = (await text('csv')).trimEnd().split('\r\n')
  expect(csv[0]).toBe('seq,at,who,device,what,counter,ticket,label,events')
  expect(csv).toHaveLength(byDay.get(day)!.length + 2)
  expect(csv.at(-1)).toContain(hashes.get(day))
  async function* odd(): AsyncGenerator<RecordRow> {
    yield { seq: 1, at: 0, who: 'staff:1', device: '=1+1', what: 'a,"b"', events: [] }
  }
  const made: string[] = []
  for await (const line of exportLines(odd(), 'csv')) made.push(line)
  expect(made[1]).toBe(`1,1970-01-01T00:00:00.000Z,staff:1,'=1+1,"a,""b""",,,,[]\r\n`)
})

test('batches are read alike in pieces of any size', async () => {
  const { disk } = one
  const folder = `${directory}/journal`
  let compared = 0
  for (const segment of await listSegments(disk, folder)) {
    const path = `${folder}/${String(segment).padStart(8, '0')}.ndjson`
    const read = async (pieceBytes: number) => {
      const found: unknown[] = []
      for await (const { batch, offset, end, records, sha } of batchesOf(disk, path, 0, pieceBytes))
        found.push([batch, offset, end, records.length, sha()])
      return found
    }
    const whole = await read(1024 * 1024)
    for (const bytes of [1_100, 4_096, 5_000]) expect(await read(bytes)).toEqual(whole)
    compared += whole.length
  }
  expect(compared).toBeGreaterThan(100)
})
