import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { noSessions, type SessionsDocument, sessionsDocument } from '../access/sessions.ts'
import { type StaffDocument, staffDocument } from '../access/staff.ts'
import { checkedBy } from '../journal/document-check.ts'
import { type Document, openDocument } from '../journal/documents.ts'
import { readWhole, writeDurably } from '../journal/durable-file.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { limits as journalLimits } from '../journal/limits.ts'
import { openVault, type Vault } from '../journal/vault.ts'
import { NoHall, SecretDamaged } from './errors.ts'
import { type HallFile, hallFile } from './hall-config.ts'

/** The documents of a data directory, beside journal and checkpoint. */
export interface HallData {
  /** `hall.json` as it was found. */
  readonly file: HallFile
  /** The hash of that file. */
  readonly fileHash: string
  readonly document: Document<HallFile>
  readonly staff: Document<StaffDocument>
  readonly sessions: Document<SessionsDocument>
  readonly secret: Buffer
  readonly vault: Vault
}

const unread: HallFile = { format: 1 } as HallFile

/** `hall.json` of a data directory. Throws `DocumentDamaged` with line and field, `NewerFormat`, `NoHall`. */
export const readHallFile = async (fs: FileSystem, directory: string): Promise<HallFile> =>
  (await openHallFile(fs, directory)).data

async function openHallFile(fs: FileSystem, directory: string): Promise<Document<HallFile>> {
  const document = await openDocument(fs, join(directory, 'hall.json'), unread, checkedBy(hallFile))
  if (document.existed) return document
  throw new NoHall(
    `${join(directory, 'hall.json')} is missing: this directory holds no hall. Nothing was changed.`,
  )
}

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
  return { file: document.data, fileHash: hashOf(bytes ?? ''), document, staff, sessions, secret, vault }
}

/** The key of the HMAC for phone keys: 32 random bytes, created once, readable by the owner only. */
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
