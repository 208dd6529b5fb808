import { join } from 'node:path'
import type { EpochMs } from '../../hall/ids.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { journalFolder } from '../../journal/segments.ts'

/** Copies that a repair, a restore, a start or an edit set aside. Nothing of a running hall has such a name. */
const copyName = /^(before-restore|repair)-\d+$|\.(broken|edited)-\d+$/u

/** Removes the copies that were set aside before a time, durably. Returns their paths. */
export async function removeOldCopies(
  fs: FileSystem,
  directory: string,
  before: EpochMs,
): Promise<readonly string[]> {
  const gone: string[] = []
  for (const folder of [directory, join(directory, journalFolder)]) {
    const copies = (await fs.stat(folder))
      ? (await fs.list(folder)).filter((name) => copyName.test(name))
      : []
    const old: string[] = []
    for (const name of copies) {
      const facts = await fs.stat(join(folder, name))
      if (facts && facts.changedAt < before) old.push(join(folder, name))
    }
    for (const path of old) await fs.removeTree(path)
    if (old.length > 0) await fs.syncDirectory(folder)
    gone.push(...old)
  }
  return gone
}
