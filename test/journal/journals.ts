import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type FileSystem, realFileSystem } from '../../server/journal/file-system.ts'
import { type JournalRecord, openJournal } from '../../server/journal/journal.ts'
import type { Journal, JournalOptions } from '../../server/journal/journal-types.ts'
import { CrashDisk } from '../fakes/crash-disk.ts'
import { seededRandom } from '../fakes/seeded-random.ts'

/** A directory of its own on the real disk, gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'nowserving-test-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

export interface TestRecord extends JournalRecord {
  readonly seq: number
  readonly hall: string
  readonly command: string
  readonly result: { readonly label: string }
}

const words = ['您好', 'A042', 'call-next', 'ticket "quoted"', 'zwölf', '🎫']

export function record(seq: number): TestRecord {
  return {
    seq,
    hall: 'hall-1',
    command: words[seq % words.length] ?? '',
    result: { label: `A${String(seq).padStart(3, '0')}` },
  }
}

export const records = (first: number, count: number): TestRecord[] =>
  Array.from({ length: count }, (_, index) => record(first + index))

export function write(journal: Journal, batch: readonly JournalRecord[]): Promise<void> {
  return new Promise((resolve, reject) =>
    journal.write(batch, (error) => (error ? reject(error) : resolve())),
  )
}

export async function open(fs: FileSystem, directory: string, options: Partial<JournalOptions> = {}) {
  const seen: JournalRecord[] = []
  const opened = await openJournal({
    fs,
    directory,
    hall: 'hall-1',
    newEpoch: () => 'epoch-1',
    segmentBytes: 8192,
    onRecord: (record) => seen.push(record),
    ...options,
  })
  return { ...opened, seen }
}

export const openReal = (directory: string, options: Partial<JournalOptions> = {}) =>
  open(realFileSystem, directory, options)

/** A short one, for tests that try every byte. */
export const shortRecord = (seq: number): JournalRecord & { a: string } => ({ seq, a: `A${seq}` })

/** Where one batch lies in its file. With the header in front when it is the first of its segment. */
export interface Laid {
  readonly segment: number
  readonly start: number
  readonly end: number
  readonly lastSeq: number
}

export interface Built {
  readonly disk: CrashDisk
  readonly batches: readonly Laid[]
}

export const folder = '/hall/journal'
export const segmentPath = (segment: number): string => `${folder}/${String(segment).padStart(8, '0')}.ndjson`

/** 200 records in batches of 1 to 7 on a disk in memory, and where each batch lies. */
export async function build(
  segmentBytes: number,
  count = 200,
  make: (seq: number) => JournalRecord = record,
): Promise<Built> {
  const disk = new CrashDisk()
  const { journal } = await open(disk, folder, { segmentBytes })
  const random = seededRandom(7)
  const batches: Laid[] = []
  for (let seq = 1; seq <= count; ) {
    const size = Math.min(1 + Math.floor(random() * 7), count - seq + 1)
    const before = journal.position
    await write(
      journal,
      Array.from({ length: size }, (_, index) => make(seq + index)),
    )
    const { segment = 0, offset = 0 } = journal.position ?? {}
    const start = before?.segment === segment ? before.offset : 0
    seq += size
    batches.push({ segment, start, end: offset, lastSeq: seq - 1 })
  }
  await journal.close()
  return { disk, batches }
}
