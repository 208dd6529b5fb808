import { join } from 'node:path'
import { checkpointNames } from '../journal/checkpoint.ts'
import { type Document, openDocument, openReplaceable } from '../journal/documents.ts'
import { readWhole } from '../journal/durable-file.ts'
import { DocumentDamaged, WrongKind } from '../journal/errors.ts'
import { errorCode, type FileSystem } from '../journal/file-system.ts'
import { parseJson } from '../journal/json-text.ts'
import { limits } from '../journal/limits.ts'
import { journalFolder, listSegments, segmentName } from '../journal/segments.ts'
import { lockDirectory } from './lock/directory-lock.ts'

type MadeBy = 'serve' | 'demo'

/** Thrown when the demo is given a directory that is neither empty nor its own. */
export class DirectoryNotOurs extends Error {
  readonly directory: string

  constructor(directory: string) {
    super(
      `${directory} was not made by the demo and is not empty. Nothing was changed. Give the demo an empty directory, or start it without --data.`,
    )
    this.name = 'DirectoryNotOurs'
    this.directory = directory
  }
}

/** Thrown when no directory can be made at the path, or no file in it. */
export class DirectoryUnusable extends Error {
  readonly directory: string

  constructor(directory: string, what: string) {
    super(`${directory} ${what}. Nothing was changed. Give another directory, or one to be made.`)
    this.name = 'DirectoryUnusable'
    this.directory = directory
  }
}

/** The file that is there while a restore is under way, so that no hall starts on half of one. */
export const restoreMarkName = 'restore.json'

/** Thrown for a directory whose restore did not come to its end. */
export class RestoreUnfinished extends Error {
  constructor(directory: string) {
    super(
      `${directory}: a restore was interrupted, so the directory holds half a hall. Nothing was changed. Run it again: nowserving restore BACKUP --data ${directory}.`,
    )
    this.name = 'RestoreUnfinished'
  }
}

/** Throws `RestoreUnfinished`. */
export async function refuseHalfRestored(fs: FileSystem, directory: string): Promise<void> {
  if (await fs.stat(join(directory, restoreMarkName))) throw new RestoreUnfinished(directory)
}

/** Thrown when a backup is to run or to be changed. */
export class DirectoryIsBackup extends Error {
  constructor(directory: string) {
    super(
      `${directory} holds a backup (${manifestName}), which stays as it was made: a hall that ran on it would give numbers again that people hold already. Nothing was changed. Restore it into the directory of the hall: nowserving restore BACKUP --data DIR.`,
    )
    this.name = 'DirectoryIsBackup'
  }
}

/** Throws `DirectoryIsBackup`. Every command that changes a data directory asks this first. */
export async function refuseBackup(fs: FileSystem, directory: string): Promise<void> {
  if (await fs.stat(join(directory, manifestName))) throw new DirectoryIsBackup(directory)
}

/** The fault of a path at which nothing can be made, by the code of the system. */
const unusable: Readonly<Record<string, string>> = {
  EEXIST: 'is no directory',
  ENOTDIR: 'is no directory',
  ENOENT: 'takes no new file',
  EPERM: 'takes no new file',
  EACCES: 'may not be written by this user',
}

/** Throws `DirectoryUnusable` for such a path, otherwise the error itself. */
export function refuseUnusable(path: string, error: unknown): never {
  const what = unusable[errorCode(error)]
  throw what === undefined ? error : new DirectoryUnusable(path, what)
}

interface DataDirectory {
  readonly path: string
  readonly madeBy: MadeBy
  /** True when this call created the marker, because the directory held no hall. */
  readonly isNew: boolean
  /** Says that the marker was damaged and is begun anew. */
  readonly report?: string
  /** Releases the lock; so does the end of the process. */
  release(): Promise<void>
}

const directoryFormat = 1
/** The id of the demo's hall. */
export const demoHallId = 'demo'
export const markerName = 'nowserving.json'
/** The file that makes a directory a backup. */
export const manifestName = 'backup.json'

const documents = [
  'hall.json',
  'staff.json',
  'sessions.json',
  'devices.json',
  'keys.json',
  'secret',
  'repair.json',
]
const files = [...documents, ...checkpointNames, markerName, manifestName, restoreMarkName]
// By name, because the print agent, which reaches no vault, is built with this file.
const folders = [journalFolder, 'vault', 'vault/keys', 'vault/words']

/** Throws `WrongKind` and `RestoreUnfinished`. Every command on a hall's directory asks this before it reads there. */
export async function refuseUnreadable(fs: FileSystem, directory: string): Promise<void> {
  const journal = await fs.stat(join(directory, journalFolder))
  const segments = journal?.directory ? await listSegments(fs, join(directory, journalFolder)) : []
  const wanted = [
    ...[...files, ...segments.map((one) => join(journalFolder, segmentName(one)))].map(
      (name) => [name, false] as const,
    ),
    ...folders.map((name) => [name, true] as const),
  ]
  for (const [name, isDirectory] of wanted) {
    const found = await fs.stat(join(directory, name))
    if (found && found.directory !== isDirectory) throw new WrongKind(join(directory, name), found.directory)
  }
  await refuseHalfRestored(fs, directory)
}

interface Marker {
  readonly format: number
  readonly madeBy: MadeBy
}

function checkMarker(
  value: unknown,
): { value: Marker } | { problems: [{ path: string[]; problem: string }] } {
  const marker = value as Partial<Marker> | null
  const isKnown = marker?.madeBy === 'serve' || marker?.madeBy === 'demo'
  if (isKnown && typeof marker.format === 'number')
    return { value: { format: marker.format, madeBy: marker.madeBy ?? 'serve' } }
  return { problems: [{ path: ['madeBy'], problem: 'must be "serve" or "demo"' }] }
}

export const openMarker = (fs: FileSystem, path: string, madeBy: MadeBy): Promise<Document<Marker>> =>
  openDocument<Marker>(fs, join(path, markerName), { format: directoryFormat, madeBy }, checkMarker)

/** Whose a directory is: as its marker says, or its hall where the marker is damaged; an empty one belongs to `madeBy`. */
async function ownerOf(fs: FileSystem, path: string, madeBy: MadeBy): Promise<MadeBy> {
  const isEmpty = (await fs.list(path)).length === 0
  try {
    return (await openMarker(fs, path, isEmpty ? madeBy : 'serve')).data.madeBy
  } catch (error) {
    if (!(error instanceof DocumentDamaged)) throw error
    const hall = await readWhole(fs, join(path, 'hall.json'), limits.documentBytes)
    const parsed = parseJson(hall?.toString('utf8') ?? '')
    const isDemos = 'value' in parsed && (parsed.value as { id?: unknown } | null)?.id === demoHallId
    return isDemos ? 'demo' : 'serve'
  }
}

/**
 * Creates the data directory (readable by the owner only) and locks it. Throws `DirectoryInUse`,
 * `DirectoryNotOurs`, `DirectoryUnusable` (exit 4), `NewerFormat`, `DocumentDamaged`, `WrongKind` (exit 3); after any
 * error the lock is released.
 */
export async function openDataDirectory(
  fs: FileSystem,
  path: string,
  madeBy: MadeBy,
): Promise<DataDirectory> {
  await fs.makeDirectory(path).catch((error: unknown) => refuseUnusable(path, error))
  const release = await lockDirectory(fs, path)
  try {
    await refuseUnreadable(fs, path)
    await refuseBackup(fs, path)
    const owner = await ownerOf(fs, path, madeBy)
    if (madeBy === 'demo' && owner !== 'demo') throw new DirectoryNotOurs(path)
    const { document: marker, report } = await openReplaceable(
      fs,
      join(path, markerName),
      { format: directoryFormat, madeBy: owner },
      checkMarker,
    )
    if (!marker.existed) await marker.write().catch((error: unknown) => refuseUnusable(path, error))
    const facts = { path, madeBy: owner, isNew: !marker.existed, release }
    return report === undefined ? facts : { ...facts, report: `${report}; nothing is lost by it` }
  } catch (error) {
    await release()
    throw error
  }
}
