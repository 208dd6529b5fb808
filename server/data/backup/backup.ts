import { join } from 'node:path'
import type { EpochMs } from '../../hall/ids.ts'
import { checkpointNames, readCheckpointFile } from '../../journal/checkpoint.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { readJournal } from '../../journal/journal-reader.ts'
import { unfinishedRepair } from '../../journal/recovery/repair-mark.ts'
import { journalFolder, listSegments, segmentName, usedSize } from '../../journal/segments.ts'
import { vaultFolders } from '../../journal/vault.ts'
import { judgeDirectory } from '../directory-judgement.ts'
import type { HallFile } from '../hall-config.ts'
import { limits } from '../limits.ts'
import { documentReaders, readHallFile } from '../open-data.ts'
import { Copy } from './copy.ts'
import { BackupRefused } from './errors.ts'
import { type Manifest, writeManifest } from './manifest.ts'
import { backupName, unfinishedEnding } from './names.ts'

interface BackupOptions {
  readonly fs: FileSystem
  /** The data directory. Its hall may run and write meanwhile. */
  readonly directory: string
  /** The folder of the backups. Nobody else may make one there meanwhile. */
  readonly folder: string
  /** Also copies the free text of people with its keys, and the secret of phone links. */
  readonly withVault: boolean
  readonly now: EpochMs
  readonly version: string
}

interface Backup {
  readonly path: string
  readonly manifest: Manifest
}

/** The documents of a backup: the settings, what stands beside them, and the logos that they name. */
function documentNames(options: BackupOptions, { slip, services }: HallFile): string[] {
  const { fs, directory, withVault } = options
  const others = documentReaders(fs, directory).filter(
    ({ inBackup }) => inBackup === 'always' || (withVault && inBackup === 'with-vault'),
  )
  const logos = [slip, ...Object.values(services).map((service) => service.slip)].map((one) => one?.logo)
  const names = ['hall.json', ...others.map(({ name }) => name), ...logos]
  return [...new Set(names.filter((name) => name !== undefined))]
}

/**
 * Copies the segments up to the last byte that is written now, the newest one looked at first. Because a batch begins
 * only when the one before it is durable, at most the last batch of the copy is not whole, and nobody was told of it.
 */
async function copyJournal(fs: FileSystem, directory: string, copy: Copy): Promise<void> {
  const folder = join(directory, journalFolder)
  const used = new Map<number, number>()
  for (const segment of (await listSegments(fs, folder)).reverse())
    used.set(segment, await usedSize(fs, join(folder, segmentName(segment))))
  const last = Math.max(0, ...[...used].filter(([, bytes]) => bytes > 0).map(([segment]) => segment))
  for (const [segment, bytes] of used)
    if (segment <= last) await copy.add(join(journalFolder, segmentName(segment)), bytes)
}

/** Cuts the last batch of the copy when it is not whole. */
async function cutTail(fs: FileSystem, hall: string, copy: Copy): Promise<void> {
  const [name] = checkpointNames
  const checkpoint = await readCheckpointFile(fs, join(copy.to, name))
  const { fault } = await readJournal({
    fs,
    directory: join(copy.to, journalFolder),
    hall,
    from: typeof checkpoint === 'object' ? checkpoint.position : undefined,
    onBatch: () => undefined,
  })
  if (fault && !fault.acknowledged)
    await copy.cut(join(journalFolder, segmentName(fault.segment)), fault.batchAt)
}

/**
 * The texts before the keys, because a key is deleted first: a matter that is deleted meanwhile is in the copy without its
 * key, and can't be read.
 */
async function copyVault(fs: FileSystem, directory: string, copy: Copy): Promise<void> {
  for (const folder of vaultFolders) {
    const names = (await fs.stat(join(directory, folder))) ? await fs.list(join(directory, folder)) : []
    for (const name of names.filter((one) => one.endsWith('.json'))) await copy.add(join(folder, name))
  }
}

/** One state of everything: when a document was changed during the copy, all is copied once more. */
async function copyAll(options: BackupOptions, to: string): Promise<Copy> {
  const { fs, directory, withVault } = options
  for (let round = 1; round <= limits.backupRounds; round += 1) {
    await fs.removeTree(to)
    await fs.makeDirectory(to)
    const copy = new Copy(fs, directory, to)
    const file = await readHallFile(fs, directory)
    const documents = documentNames(options, file)
    for (const name of documents) await copy.add(name)
    // A checkpoint may not be ahead of the journal.
    for (const name of checkpointNames) await copy.add(name)
    await copyJournal(fs, directory, copy)
    if (withVault) await copyVault(fs, directory, copy)
    if (!(await copy.isUnchanged(documents))) continue
    await cutTail(fs, file.id, copy)
    return copy
  }
  throw new BackupRefused(
    `${directory} was changed during each of ${limits.backupRounds} copies: no backup was made. Try again when nobody changes settings or people.`,
  )
}

/** Throws when the copy is not one that a hall can start from, in words about the data directory. */
async function judgeCopy(
  { fs, directory }: BackupOptions,
  copy: string,
): Promise<Manifest['head'] & { seq: number; epoch: string }> {
  const { journal, refused } = await judgeDirectory(fs, copy)
  const first = journal.problems.find(({ mendedBy }) => mendedBy === 'repair')
  const [what] = [
    ...(first ? [`${first.file}, offset ${first.offset}: ${first.what}`] : []),
    ...refused.map(({ message }) => message),
  ]
  if (what !== undefined)
    throw new BackupRefused(
      `${what.replaceAll(copy, directory)}. No backup was made of what is damaged; earlier ones stay. \`nowserving verify\` lists all that is wrong, once the hall is stopped.`,
    )
  const { head, lastSeq, epochs } = journal.report
  return { ...head, seq: Math.max(lastSeq, journal.base.seq), epoch: epochs.at(-1) ?? '' }
}

/**
 * Makes a backup of a data directory, whether its hall runs or not, and checks it as a start would. Until the directory is
 * renamed at the end there is none: a crash before leaves what the next backup removes.
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  const { fs, directory, folder, withVault, now, version } = options
  const { id } = await readHallFile(fs, directory)
  const path = join(folder, backupName(id, now))
  if (await fs.stat(path)) throw new BackupRefused(`${path} is there already: run the backup again`)
  const staged = `${path}${unfinishedEnding}`
  try {
    if ((await unfinishedRepair(fs, directory)) !== undefined)
      throw new BackupRefused(`${directory} is being repaired: run \`nowserving repair\` to its end first`)
    const copy = await copyAll(options, staged)
    const { seq, epoch, batch, sha } = await judgeCopy(options, staged)
    const manifest: Manifest = {
      format: 1,
      hall: id,
      madeAt: new Date(now).toISOString(),
      madeBy: version,
      epoch,
      lastSeq: seq,
      head: { batch, sha },
      withVault,
      files: Object.fromEntries([...copy.files].sort(([one], [other]) => (one < other ? -1 : 1))),
    }
    await copy.syncDirectories()
    await writeManifest(fs, staged, manifest)
    await fs.rename(staged, path)
    await fs.syncDirectory(folder)
    return { path, manifest }
  } catch (error) {
    // Best effort: the caller needs the reason of the failure.
    await fs.removeTree(staged).catch(() => undefined)
    throw error
  }
}
