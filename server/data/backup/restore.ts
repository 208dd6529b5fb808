import { basename, join } from 'node:path'
import type { ClockDoubt } from '../../clock.ts'
import { dayOf } from '../../hall/business-day.ts'
import type { EpochMs } from '../../hall/ids.ts'
import { freeName, readWhole, writeDurably } from '../../journal/durable-file.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { parseJson } from '../../journal/json-text.ts'
import { limits as journalLimits } from '../../journal/limits.ts'
import { restoreMarkName } from '../data-directory.ts'
import { judgeDirectory } from '../directory-judgement.ts'
import { ClockInDoubt } from '../errors.ts'
import { type RaiseOptions, ReadableNumbers, raiseNumbers } from '../recovery/number-raise.ts'
import { Copy } from './copy.ts'
import { BackupDamaged, DirectoryNotEmpty, NoBackup } from './errors.ts'
import { damagedFiles, type Manifest, readManifest } from './manifest.ts'

interface RestoreOptions extends RaiseOptions {
  /** The directory of the backup. */
  readonly backup: string
  /** Sets aside what the data directory holds. */
  readonly setAside: boolean
  /** The highest number that somebody saw today, on paper or a screen. */
  readonly numbersAbove: number | undefined
  /** The doubt about the clock against the time of the last record. */
  readonly doubtOf: (lastAt: EpochMs) => ClockDoubt | undefined
  /** Takes the present time as right although it does not fit the last record. */
  readonly acceptClock: boolean
}

interface Restored {
  readonly manifest: Manifest
  /** The directory that holds what was there before; undefined when there was nothing. */
  readonly aside: string | undefined
  /** The next number of each series, by its prefix. */
  readonly numbers: ReadonlyMap<string, number>
}

/** `aside`: what was there is being moved to the folder. `copy`: the backup is being copied. */
interface Mark {
  readonly format: 1
  readonly step: 'aside' | 'copy'
  /** The name of the folder; empty when there was nothing. */
  readonly aside: string
}

const asideStem = 'before-restore'

async function readMark(fs: FileSystem, directory: string): Promise<Mark | undefined> {
  const bytes = await readWhole(fs, join(directory, restoreMarkName), journalLimits.documentBytes)
  if (!bytes) return undefined
  const parsed = parseJson(bytes.toString('utf8'))
  return 'value' in parsed ? (parsed.value as Mark) : undefined
}

const writeMark = (fs: FileSystem, directory: string, mark: Mark): Promise<void> =>
  writeDurably(fs, join(directory, restoreMarkName), [Buffer.from(`${JSON.stringify(mark)}\n`)])

/** The names in a data directory, without the mark and what earlier restores set aside. */
const entriesOf = async (fs: FileSystem, directory: string): Promise<string[]> =>
  (await fs.list(directory)).filter(
    (name) => !name.startsWith(restoreMarkName) && !name.startsWith(`${asideStem}-`),
  )

/** A backup that is whole and that this version reads. Throws `NoBackup`, `BackupDamaged`, `NewerFormat`, `NewerRecord`. */
async function wholeBackup(fs: FileSystem, backup: string): Promise<Manifest> {
  const manifest = await readManifest(fs, backup)
  if (!manifest) throw new NoBackup(backup)
  const [damaged] = await damagedFiles(fs, backup, manifest)
  if (damaged) throw new BackupDamaged(damaged.file, damaged.what)
  const { journal } = await judgeDirectory(fs, backup)
  const problem = journal.problems.find(({ mendedBy }) => mendedBy === 'repair')
  if (problem) throw new BackupDamaged(problem.file, problem.what)
  return manifest
}

/** Moves everything to a folder in the directory, which may be a mount point and can't be renamed itself. */
async function setAside(fs: FileSystem, directory: string, aside: string): Promise<void> {
  await writeMark(fs, directory, { format: 1, step: 'aside', aside: basename(aside) })
  await fs.makeDirectory(aside)
  for (const name of await entriesOf(fs, directory)) await fs.rename(join(directory, name), join(aside, name))
  await fs.syncDirectory(aside)
  await fs.syncDirectory(directory)
}

/** Copies the files of a backup over whatever an interrupted copy left. */
async function copyBackup({ fs, backup, directory }: RestoreOptions, { files }: Manifest): Promise<void> {
  for (const name of await entriesOf(fs, directory)) await fs.removeTree(join(directory, name))
  const copy = new Copy(fs, backup, directory)
  for (const [name, { sha256 }] of Object.entries(files)) {
    await copy.add(name)
    if (copy.files.get(name)?.sha256 !== sha256)
      throw new BackupDamaged(join(backup, name), 'the file changed while it was restored')
  }
  await copy.syncDirectories()
}

/**
 * Restores a backup into a data directory that no other process uses: a new epoch begins, and numbers go on above the
 * highest that can be read there and in what was set aside, as after a repair (C22). All that can be refused is refused
 * before the first change. A restore that was interrupted is begun again by the next one, and no hall starts in between.
 */
export async function restoreHall(options: RestoreOptions): Promise<Restored> {
  const { fs, directory, backup, clock, doubtOf, numbersAbove } = options
  const manifest = await wholeBackup(fs, backup)
  const isUnfinished = (await fs.stat(join(directory, restoreMarkName))) !== undefined
  const mark = await readMark(fs, directory)
  const present = await entriesOf(fs, directory)
  if (!isUnfinished && present.length > 0 && !options.setAside) throw new DirectoryNotEmpty(directory)
  const isMoved = mark?.step === 'copy'
  const aside = mark
    ? mark.aside === ''
      ? undefined
      : join(directory, mark.aside)
    : present.length > 0
      ? await freeName(fs, join(directory, asideStem))
      : undefined
  const readable = new ReadableNumbers()
  await readable.read(fs, backup)
  if (!isMoved) await readable.read(fs, directory)
  if (aside !== undefined) await readable.read(fs, aside)
  const doubt = readable.at > 0 ? doubtOf(readable.at) : undefined
  if (doubt && !options.acceptClock) throw new ClockInDoubt(readable.at, doubt)
  if (!isMoved && aside !== undefined) await setAside(fs, directory, aside)
  await writeMark(fs, directory, {
    format: 1,
    step: 'copy',
    aside: aside === undefined ? '' : basename(aside),
  })
  await copyBackup(options, manifest)
  // Later than every record, because the keeper would hold the time of the clock for a jump otherwise.
  const at = Math.max(readable.at, clock.now())
  const numbers = await raiseNumbers(
    options,
    at,
    (settings) => {
      const day = dayOf(at, settings)
      if (numbersAbove !== undefined)
        for (const { prefix } of Object.values(settings.services)) readable.given(prefix, day, numbersAbove)
      return readable.body(at)
    },
    true,
  )
  await fs.remove(join(directory, restoreMarkName))
  await fs.syncDirectory(directory)
  return { manifest, aside, numbers }
}
