import { join } from 'node:path'
import type { EpochMs } from '../../hall/ids.ts'
import type { FileSystem } from '../../journal/file-system.ts'

/** Of a directory that is being written, and of one that is being removed. */
export const unfinishedEnding = '.unfinished'

/** `<hall>-20261129T020000000Z`, in UTC with milliseconds, so that names sort by age. */
export const backupName = (hall: string, now: EpochMs): string =>
  `${hall}-${new Date(now).toISOString().replace(/[-:.]/gu, '')}`

const named = /^(.+)-\d{8}T\d{9}Z(\.unfinished)?$/u

const hallOf = (name: string): string | undefined => named.exec(name)?.[1]

/** The time of the newest backup of the hall in a folder; undefined when there is none. */
export async function newestBackup(
  fs: FileSystem,
  folder: string,
  hall: string,
): Promise<EpochMs | undefined> {
  const names = (await fs.stat(folder)) ? await fs.list(folder) : []
  const [, stamp] =
    names
      .map((name) => /^(.+)-(\d{8}T\d{9}Z)$/u.exec(name))
      .filter((found) => found?.[1] === hall)
      .at(-1)
      ?.slice(1) ?? []
  const iso = stamp?.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)(\d{3}Z)$/u, '$1-$2-$3:$4:$5.$6')
  return iso === undefined ? undefined : Date.parse(iso)
}

/** Removes backups of the hall that were not finished, or not removed to the end. Returns their paths. */
export async function removeUnfinished(fs: FileSystem, folder: string, hall: string): Promise<string[]> {
  const left = (await fs.list(folder)).filter(
    (name) => hallOf(name) === hall && name.endsWith(unfinishedEnding),
  )
  for (const name of left) await fs.removeTree(join(folder, name))
  if (left.length > 0) await fs.syncDirectory(folder)
  return left.map((name) => join(folder, name))
}

/**
 * Removes the backups of the hall beyond the newest `keep`, the oldest first. Each loses its name before its files, so
 * that none is ever half there. Returns their paths.
 */
export async function removeOld(
  fs: FileSystem,
  folder: string,
  { hall, keep }: { hall: string; keep: number },
): Promise<string[]> {
  const names = (await fs.list(folder)).filter(
    (name) => hallOf(name) === hall && !name.endsWith(unfinishedEnding),
  )
  const old = names.slice(0, Math.max(0, names.length - keep)).map((name) => join(folder, name))
  for (const path of old) {
    await fs.rename(path, `${path}${unfinishedEnding}`)
    await fs.syncDirectory(folder)
    await fs.removeTree(`${path}${unfinishedEnding}`)
  }
  if (old.length > 0) await fs.syncDirectory(folder)
  return old
}
