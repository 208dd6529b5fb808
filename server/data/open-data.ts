import { randomBytes as systemRandomBytes } from 'node:crypto'
import { join } from 'node:path'
import { noSessions, type SessionsDocument, sessionsDocument } from '../access/sessions.ts'
import { type StaffDocument, staffDocument } from '../access/staff.ts'
import type { Entry } from '../hall/events.ts'
import { emptyHall, evolve } from '../hall/evolve/evolve.ts'
import type { Hall } from '../hall/hall.ts'
import { fromSnapshot, type HallSnapshot, toSnapshot } from '../hall/snapshot.ts'
import { Checkpoints } from '../journal/checkpoint.ts'
import { checkedBy } from '../journal/document-check.ts'
import { type Document, openDocument } from '../journal/documents.ts'
import { readWhole, writeDurably } from '../journal/durable-file.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { openJournal } from '../journal/journal.ts'
import type { Journal } from '../journal/journal-types.ts'
import { journalFolder } from '../journal/segments.ts'
import { openVault, type Vault } from '../journal/vault.ts'
import { Answers } from '../keeper/idempotency.ts'
import { type HallFile, hallFile } from './hall-config.ts'

/** Everything a hall keeps on its disk, opened and read: documents, checkpoint, journal, vault. */
export interface HallData {
  readonly file: HallFile
  readonly staff: Document<StaffDocument>
  readonly sessions: Document<SessionsDocument>
  readonly secret: Buffer
  readonly vault: Vault
  readonly hall: Hall
  readonly answers: Answers
  readonly journal: Journal
  /** What a start had to cut off or pass over; told to the operator. */
  readonly reports: readonly string[]
  /** Writes a checkpoint of the hall as it is now; settles when it is on disk. */
  saveCheckpoint(whenDurable: () => Promise<void>): Promise<void>
}

/** Thrown when a directory holds no hall: nothing to serve, nothing guessed. */
export class NoHall extends Error {
  override readonly name = 'NoHall'
}

const unread: HallFile = { format: 1 } as HallFile

/** `hall.json` of a data directory. Throws `DocumentDamaged` with line and field, `NewerFormat`, `NoHall`. */
export async function readHallFile(fs: FileSystem, directory: string): Promise<HallFile> {
  const document = await openDocument(fs, join(directory, 'hall.json'), unread, checkedBy(hallFile))
  if (!document.existed)
    throw new NoHall(
      `${join(directory, 'hall.json')} is missing: this directory holds no hall. Nothing was changed.`,
    )
  return document.data
}

export async function openHallData(options: {
  fs: FileSystem
  directory: string
  segmentBytes?: number
  /** What keys, secrets and epochs are made of. */
  randomBytes?: (count: number) => Buffer
}): Promise<HallData> {
  const { fs, directory, randomBytes = systemRandomBytes } = options
  const file = await readHallFile(fs, directory)
  const staff = await openDocument<StaffDocument>(
    fs,
    join(directory, 'staff.json'),
    { format: 1, staff: {} },
    checkedBy(staffDocument),
  )
  const sessions = await openDocument(
    fs,
    join(directory, 'sessions.json'),
    noSessions,
    checkedBy(sessionsDocument),
  )
  const secret = await readSecret(fs, join(directory, 'secret'), randomBytes)
  const vault = await openVault({ fs, directory: join(directory, 'vault'), randomBytes })
  const checkpoints = new Checkpoints(fs, directory, file.id)
  const found = await checkpoints.read()
  const { checkpoint } = found
  const hall = checkpoint
    ? fromSnapshot({ head: checkpoint.head, ended: checkpoint.lists.ended } as unknown as HallSnapshot)
    : emptyHall()
  const answers = Answers.fromSnapshot((checkpoint?.lists.answers ?? []) as [string, string, 0 | 1][])
  const opened = await openJournal({
    fs,
    directory: join(directory, journalFolder),
    hall: file.id,
    newEpoch: () => randomBytes(9).toString('base64url'),
    ...(options.segmentBytes === undefined ? {} : { segmentBytes: options.segmentBytes }),
    from: checkpoint && { seq: checkpoint.seq, position: checkpoint.position },
    onRecord: (record) => {
      const entry = record as unknown as Entry
      evolve(hall, entry)
      answers.remember(entry)
    },
  })
  const { journal, cut } = opened
  const reports = found.troubles.map(
    ({ file: name, what }) => `${name}: ${what}; the journal was read instead`,
  )
  if (cut) reports.push(`the last batch was not whole and was never acknowledged: ${JSON.stringify(cut)}`)
  return {
    file,
    staff,
    sessions,
    secret,
    vault,
    hall,
    answers,
    journal,
    reports,
    async saveCheckpoint(whenDurable) {
      const { position } = journal
      if (!position) return
      const { head, ended } = toSnapshot(hall)
      const lists = { ended, answers: answers.toSnapshot() }
      await checkpoints.save(
        { hall: file.id, epoch: journal.epoch, seq: hall.seq, position, head: { ...head }, lists },
        whenDurable,
      )
    },
  }
}

/** Thrown when the secret is not what was made: with another one every slip in customers' hands would lead nowhere. */
export class SecretDamaged extends Error {
  override readonly name = 'SecretDamaged'
}

/** 32 random bytes that phone keys are made with; made once, readable by the owner only. */
async function readSecret(
  fs: FileSystem,
  path: string,
  randomBytes: (count: number) => Buffer,
): Promise<Buffer> {
  const secretBytes = 32
  const known = await readWhole(fs, path, 64)
  if (known && known.length !== secretBytes) {
    throw new SecretDamaged(
      `${path} holds ${known.length} bytes instead of ${secretBytes}, so the phone pages of tickets already given could not be found. Nothing was changed. Put the file back from a backup, or delete it to have a new one made.`,
    )
  }
  if (known) return known
  const secret = randomBytes(secretBytes)
  await writeDurably(fs, path, [secret])
  return secret
}
