import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { openDevices } from '../../../server/access/devices/devices.ts'
import { type Clock, realClock } from '../../../server/clock.ts'
import { openDataDirectory } from '../../../server/data/data-directory.ts'
import { documentReaders } from '../../../server/data/open-data.ts'
import { openHall } from '../../../server/data/open-hall.ts'
import { SettingsFile } from '../../../server/data/settings-file.ts'
import { seedHall } from '../../../server/data/starter-hall.ts'
import { realFileSystem as fs } from '../../../server/journal/file-system.ts'
import { vaultFolders } from '../../../server/journal/vault.ts'
import type { KeeperAnswer } from '../../../server/keeper/keeper-types.ts'
import { furnishedDirectory } from '../../fakes/running-hall.ts'

/** Halls that were hurt on the disk, each as one damage of a whole one. */

const segmentBytes = 8192
export const tickets = 50
/** Tickets in the checkpoint. */
const saved = 24

export const clockAt = (now: number): Clock => ({ ...realClock, now: () => now, after: () => () => {} })

/** A time zone in which it is about noon, so that no test runs over midnight. */
function noonZone(): string {
  const ahead = 12 - new Date().getUTCHours()
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** Starts the hall of a directory as the process does, up to its screens. Throws for what a start refuses. */
export async function started(directory: string, now: number) {
  const { release, madeBy } = await openDataDirectory(fs, directory, 'serve')
  try {
    await seedHall(fs, directory, madeBy)
    const onFailure = (error: Error): never => {
      throw error
    }
    const hall = await openHall({ fs, directory, segmentBytes, clock: clockAt(now), onFailure })
    await openDevices(fs, directory)
    return { ...hall, release }
  } catch (error) {
    await release()
    throw error
  }
}
type Started = Awaited<ReturnType<typeof started>>

export async function ended({ keeper, journal, release }: Started): Promise<void> {
  await keeper.stop()
  await journal.close()
  await release()
}

export async function issue({ keeper }: Started, key: string): Promise<string> {
  const origin = { actor: { kind: 'device', device: 'kiosk-1' }, device: 'kiosk-1', key, hash: key } as const
  const answer = await new Promise<KeeperAnswer>((resolve) =>
    keeper.ask({ type: 'issue-ticket', body: { service: 'fees' } }, origin, resolve),
  )
  if (!answer.ok) throw new Error(`no ticket: ${JSON.stringify(answer)}`)
  return String(answer.result.label)
}

/** A directory with the tickets B001 to B050 of one day, the last of them at `lastAt`, and a checkpoint in between. */
export async function hallWithTickets(lastAt: number): Promise<string> {
  const directory = await furnishedDirectory((hall) => ({ ...hall, timeZone: noonZone() }))
  const hall = await started(directory, lastAt)
  await new SettingsFile({ hall, report: () => {} }).enter()
  for (let n = 1; n <= tickets; n += 1) {
    await issue(hall, `key-of-ticket-${n}`)
    if (n === saved) await hall.saveCheckpoint(async () => undefined)
  }
  await ended(hall)
  return directory
}

const segmentFile = (directory: string, segment: number) =>
  join(directory, 'journal', `${String(segment).padStart(8, '0')}.ndjson`)

function usedSegments(directory: string): number[] {
  const names = readdirSync(join(directory, 'journal')).filter((name) => /^\d{8}\.ndjson$/u.test(name))
  const numbers = names.map((name) => Number(name.slice(0, 8))).sort((a, b) => a - b)
  return numbers.filter((segment) => readFileSync(segmentFile(directory, segment)).some((byte) => byte !== 0))
}

function overwrite(file: string, at: number, bytes: string): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, at)
  closeSync(handle)
}

function hurtTicket(directory: string, label: string): void {
  for (const segment of usedSegments(directory)) {
    const file = segmentFile(directory, segment)
    const at = readFileSync(file).indexOf(`"${label}"`)
    if (at >= 0) return overwrite(file, at + 1, 'X')
  }
  throw new Error(`${label} is in no segment`)
}

function tearTail(directory: string): void {
  const file = segmentFile(directory, usedSegments(directory).at(-1)!)
  truncateSync(file, readFileSync(file).lastIndexOf('}') - 40)
}

/** A directory where a file belongs, or the reverse. */
function swapKind(directory: string, name: string): void {
  const path = join(directory, name)
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory()
  rmSync(path, { recursive: true, force: true })
  if (isDirectory) writeFileSync(path, 'no directory')
  else mkdirSync(path)
}

const swapped = [
  ...['hall.json', 'checkpoint.json', 'checkpoint.previous.json', 'repair.json'],
  ...documentReaders(fs, '').map(({ name }) => name),
  ...['restore.json', 'journal', 'vault', ...vaultFolders],
]

/** The segment files, oldest first, by the part of the journal that they hold. */
const segmentNames = {
  'the first segment': (directory: string) => usedSegments(directory)[0]!,
  'the last used segment': (directory: string) => usedSegments(directory).at(-1)!,
  'the segment prepared for later': (directory: string) => usedSegments(directory).at(-1)! + 1,
}

const put = (name: string, text: string) => (directory: string) => writeFileSync(join(directory, name), text)

/**
 * `whole`: nothing is lost, and the next start mends what there is. `before`: damage before the checkpoint, so that
 * nothing of the state is lost. `lost`: records are lost. `person`: a document that only a person can put right.
 */
type Outcome = 'whole' | 'before' | 'lost' | 'person'

export const damages: Readonly<Record<string, readonly [Outcome, (directory: string) => void]>> = {
  'no damage': ['whole', () => {}],
  'a torn last batch': ['whole', tearTail],
  'a checkpoint with a flipped byte': ['whole', (dir) => overwrite(join(dir, 'checkpoint.json'), 9, 'X')],
  'an empty checkpoint': ['whole', put('checkpoint.json', '')],
  'no checkpoint': ['whole', (dir) => rmSync(join(dir, 'checkpoint.json'))],
  'empty sessions': ['whole', put('sessions.json', '')],
  'an empty marker': ['whole', put('nowserving.json', '')],
  'a record before the checkpoint': ['before', (dir) => hurtTicket(dir, 'B003')],
  'the header of the first segment': ['before', (dir) => overwrite(segmentFile(dir, 1), 3, 'X')],
  'a missing segment before the checkpoint': ['before', (dir) => rmSync(segmentFile(dir, 2))],
  'a record behind the checkpoint': ['lost', (dir) => hurtTicket(dir, 'B036')],
  'records on both sides of it': [
    'lost',
    (dir) => {
      hurtTicket(dir, 'B003')
      hurtTicket(dir, 'B036')
    },
  ],
  'a record before a damaged checkpoint': [
    'lost',
    (dir) => {
      hurtTicket(dir, 'B003')
      put('checkpoint.json', '{')(dir)
    },
  ],
  'a missing segment behind the checkpoint': [
    'lost',
    (dir) => rmSync(segmentFile(dir, usedSegments(dir).at(-2)!)),
  ],
  'the header of a segment behind the checkpoint': [
    'lost',
    (dir) => overwrite(segmentFile(dir, usedSegments(dir).at(-2)!), 3, 'X'),
  ],
  'no journal but a checkpoint': ['lost', (dir) => rmSync(join(dir, 'journal'), { recursive: true })],
  'a repair that was interrupted': ['lost', put('repair.json', '')],
  'empty sessions and a record': [
    'lost',
    (dir) => {
      put('sessions.json', '')(dir)
      hurtTicket(dir, 'B036')
    },
  ],
  'empty staff': ['person', put('staff.json', '')],
  'devices that are no JSON': ['person', put('devices.json', '{"format":1,')],
  'a short secret': ['person', put('secret', 'abc')],
  'a long secret': ['person', put('secret', 'a'.repeat(100))],
  ...Object.fromEntries(
    Object.entries(segmentNames).map(([name, of]) => [
      `${name} of the wrong kind`,
      [
        'person',
        (dir: string) => swapKind(dir, `journal/${String(of(dir)).padStart(8, '0')}.ndjson`),
      ] as const,
    ]),
  ),
  ...Object.fromEntries(
    swapped.map((name) => [
      `${name} of the wrong kind`,
      ['person', (dir: string) => swapKind(dir, name)] as const,
    ]),
  ),
}
