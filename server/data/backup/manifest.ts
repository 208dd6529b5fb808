import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { documentText } from '../../journal/documents.ts'
import { readWhole, writeDurably } from '../../journal/durable-file.ts'
import { NewerFormat } from '../../journal/errors.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { parseJson } from '../../journal/json-text.ts'
import { limits as journalLimits } from '../../journal/limits.ts'
import { manifestName } from '../data-directory.ts'
import { BackupDamaged } from './errors.ts'

const manifestFormat = 1

const facts = z.strictObject({
  format: z.literal(manifestFormat),
  hall: z.string(),
  /** ISO 8601, in UTC. */
  madeAt: z.string(),
  /** The version of the program that made it. */
  madeBy: z.string(),
  epoch: z.string(),
  lastSeq: z.number().int(),
  /** The newest batch with its SHA-256, which covers everything before it. */
  head: z.strictObject({ batch: z.number().int(), sha: z.string() }),
  withVault: z.boolean(),
  /** Size and SHA-256 (base64url) of each file, by its path in the data directory with `/` between the parts. */
  files: z.record(
    z.string().regex(/^(?!.*\.\.)[\w=.-]+(\/[\w=.-]+){0,2}$/u),
    z.strictObject({ bytes: z.number().int().min(0), sha256: z.string() }),
  ),
})
export type Manifest = z.output<typeof facts>
export type FileFingerprint = Manifest['files'][string]

/** The hash of the manifest's own content, so that an edit of it shows. */
const ownHash = (manifest: unknown): string =>
  createHash('sha256').update(JSON.stringify(manifest)).digest('base64url')

export const writeManifest = (fs: FileSystem, directory: string, manifest: Manifest): Promise<void> => {
  const checked: Manifest & { readonly sha256: string } = { ...manifest, sha256: ownHash(manifest) }
  return writeDurably(fs, join(directory, manifestName), [Buffer.from(documentText(checked))])
}

/** Undefined for a directory that is no backup. Throws `BackupDamaged` and `NewerFormat`. */
export async function readManifest(fs: FileSystem, directory: string): Promise<Manifest | undefined> {
  const path = join(directory, manifestName)
  const bytes = await readWhole(fs, path, journalLimits.documentBytes)
  if (!bytes) return undefined
  const parsed = parseJson(bytes.toString('utf8'))
  if ('mistake' in parsed) throw new BackupDamaged(path, 'the list of its files cannot be read')
  const { format } = (parsed.value ?? {}) as { format?: unknown }
  if (typeof format === 'number' && format > manifestFormat)
    throw new NewerFormat(path, format, manifestFormat)
  const { sha256, ...rest } = (parsed.value ?? {}) as Record<string, unknown>
  const checked = facts.safeParse(rest)
  if (!checked.success || sha256 !== ownHash(rest))
    throw new BackupDamaged(path, 'the list of its files was changed since')
  return checked.data
}

/** Size and SHA-256 of a file's bytes; undefined when there is none. Reads in pieces, because a vault or a journal may be large. */
export async function fingerprintOf(fs: FileSystem, path: string): Promise<FileFingerprint | undefined> {
  if (!(await fs.stat(path))) return undefined
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of piecesOf(fs, path)) {
    hash.update(piece)
    bytes += piece.length
  }
  return { bytes, sha256: hash.digest('base64url') }
}

/** The bytes of a file up to `most`. A piece is overwritten by the next one. */
export async function* piecesOf(
  fs: FileSystem,
  path: string,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const file = await fs.open(path, 'read')
  try {
    const piece = Buffer.allocUnsafe(journalLimits.fillBytes)
    for (let at = 0; at < most; ) {
      const count = await file.read(piece, 0, Math.min(piece.length, most - at), at)
      if (count === 0) return
      yield piece.subarray(0, count)
      at += count
    }
  } finally {
    await file.close()
  }
}

/** The files of a backup that are missing or not as they were written. */
export async function damagedFiles(
  fs: FileSystem,
  directory: string,
  { files }: Manifest,
): Promise<readonly { readonly file: string; readonly what: string }[]> {
  const damaged: { file: string; what: string }[] = []
  for (const [name, written] of Object.entries(files)) {
    const file = join(directory, name)
    const found = await fingerprintOf(fs, file)
    if (!found) damaged.push({ file, what: 'this file of the backup is missing' })
    else if (found.bytes !== written.bytes)
      damaged.push({ file, what: `the file has ${found.bytes} bytes, ${written.bytes} were written` })
    else if (found.sha256 !== written.sha256)
      damaged.push({ file, what: 'the file is not as it was written: its SHA-256 differs' })
  }
  return damaged
}
