import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openDevices } from '../access/devices/devices.ts'
import { type KeysDocument, openKeys } from '../access/keys/api-keys.ts'
import { noSessions, type SessionsDocument, sessionsDocument } from '../access/sessions.ts'
import { type StaffDocument, staffDocument } from '../access/staff.ts'
import { checkedBy } from '../journal/document-check.ts'
import { type Document, openDocument, openReplaceable } from '../journal/documents.ts'
import { readWhole, writeDurably } from '../journal/durable-file.ts'
import { orDelete } from '../journal/errors.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { limits as journalLimits } from '../journal/limits.ts'
import { openVault, type Vault } from '../journal/vault.ts'
import { markerName, openMarker, refuseUnreadable } from './data-directory.ts'
import { NoHall, SecretDamaged } from './errors.ts'
import type { HallFile } from './hall-config.ts'
import { hallCheck } from './judging/hall-judgement.ts'

/** The documents of a data directory, beside journal and checkpoint. */
export interface HallData {
  /** `hall.json` as it was found. */
  readonly file: HallFile
  /** The hash of that file. */
  readonly fileHash: string
  readonly document: Document<HallFile>
  readonly staff: Document<StaffDocument>
  readonly sessions: Document<SessionsDocument>
  readonly keys: Document<KeysDocument>
  readonly secret: Buffer
  readonly vault: Vault
  /** Documents that were begun anew, and records that were cut off or skipped, for the operator. */
  readonly reports: readonly string[]
}

const unread: HallFile = { format: 1 } as HallFile

/**
 * `hall.json` of a data directory. Throws `DocumentDamaged` with line and field, `NewerFormat`, `NoHall`,
 * `RestoreUnfinished`, `WrongKind`.
 */
export async function readHallFile(fs: FileSystem, directory: string): Promise<HallFile> {
  await refuseUnreadable(fs, directory)
  return (await openHallFile(fs, directory)).data
}

async function openHallFile(fs: FileSystem, directory: string): Promise<Document<HallFile>> {
  const document = await openDocument(fs, join(directory, 'hall.json'), unread, hallCheck)
  if (document.existed) return document
  throw new NoHall(
    `${join(directory, 'hall.json')} is missing: this directory holds no hall. Nothing was changed.`,
  )
}

/** The accounts of a data directory. Throws `DocumentDamaged` and `NewerFormat`. */
export const openStaff = (fs: FileSystem, directory: string): Promise<Document<StaffDocument>> =>
  openDocument<StaffDocument>(
    fs,
    join(directory, 'staff.json'),
    { format: 1, staff: {} },
    checkedBy(staffDocument),
    orDelete(
      'all accounts and passwords are gone, and a start shows the code by which a first administrator signs in',
      { inBackup: true },
    ),
  )

export const openSessions = (fs: FileSystem, directory: string) =>
  openReplaceable(fs, join(directory, 'sessions.json'), noSessions, checkedBy(sessionsDocument))

/** The hash of a document's text. */
export const hashOf = (text: string | Buffer): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** Throws as `readHallFile` does, and `SecretDamaged`. */
export async function openHallData(
  fs: FileSystem,
  directory: string,
  randomBytes: (count: number) => Buffer,
): Promise<HallData> {
  const document = await openHallFile(fs, directory)
  const bytes = await readWhole(fs, join(directory, 'hall.json'), journalLimits.documentBytes)
  const staff = await openStaff(fs, directory)
  const { document: sessions, report } = await openSessions(fs, directory)
  const keys = await openKeys(fs, directory)
  const secret = await readSecret(fs, join(directory, 'secret'), randomBytes)
  const vault = await openVault({ fs, directory: join(directory, 'vault'), randomBytes })
  const fileHash = hashOf(bytes ?? '')
  const reports = report === undefined ? [] : [`${report}; everybody signs in again`]
  return { file: document.data, fileHash, document, staff, sessions, keys, secret, vault, reports }
}

/** The key of the HMAC for phone keys: 32 random bytes, created once, readable by the owner only. */
async function readSecret(
  fs: FileSystem,
  path: string,
  randomBytes: (count: number) => Buffer,
): Promise<Buffer> {
  const known = await knownSecret(fs, path)
  if (known) return known
  const secret = randomBytes(secretBytes)
  await writeDurably(fs, path, [secret])
  return secret
}

const secretBytes = 32

async function knownSecret(fs: FileSystem, path: string): Promise<Buffer | undefined> {
  const { bytes: size = secretBytes } = (await fs.stat(path)) ?? {}
  if (size !== secretBytes) {
    throw new SecretDamaged(
      `${path} holds ${size} bytes instead of ${secretBytes}, so the phone pages of tickets already given could not be found. Nothing was changed. Put the file back from a backup, or delete it to have a new one made.`,
    )
  }
  return readWhole(fs, path, secretBytes)
}

/**
 * A document of a data directory as a start reads it, without a change. `isTruth`: only a person can put it right, and
 * no hall starts without it. Anything else is begun anew by the next start.
 */
interface DocumentReader {
  readonly name: string
  readonly isTruth: boolean
  /** Sign-ins never are in a backup, because a restore would revive those that were ended since. */
  readonly inBackup: 'always' | 'with-vault' | 'never'
  readonly read: () => Promise<unknown>
}

/** All documents beside `hall.json` and the journal, in the order in which a start reads them. */
export const documentReaders = (fs: FileSystem, directory: string): readonly DocumentReader[] => [
  { name: markerName, isTruth: false, inBackup: 'always', read: () => openMarker(fs, directory, 'serve') },
  { name: 'staff.json', isTruth: true, inBackup: 'always', read: () => openStaff(fs, directory) },
  {
    name: 'sessions.json',
    isTruth: false,
    inBackup: 'never',
    read: () => openDocument(fs, join(directory, 'sessions.json'), noSessions, checkedBy(sessionsDocument)),
  },
  {
    name: 'secret',
    isTruth: true,
    inBackup: 'with-vault',
    read: () => knownSecret(fs, join(directory, 'secret')),
  },
  { name: 'devices.json', isTruth: true, inBackup: 'always', read: () => openDevices(fs, directory) },
  // Keys, as sign-ins, are in no backup, because a restore would revive those that were revoked since.
  { name: 'keys.json', isTruth: true, inBackup: 'never', read: () => openKeys(fs, directory) },
]
