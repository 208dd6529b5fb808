import { resolve, sep } from 'node:path'
import type { Command } from 'commander'
import { makeBackup } from '../../data/backup/backup.ts'
import type { Manifest } from '../../data/backup/manifest.ts'
import { removeOld, removeUnfinished } from '../../data/backup/names.ts'
import { refuseBackup, refuseUnusable } from '../../data/data-directory.ts'
import { DirectoryInUse, lockDirectory } from '../../data/lock/directory-lock.ts'
import { readHallFile } from '../../data/open-data.ts'
import { dataFlag, makeCommand, switchFlag, valueFlag, wholeNumberFrom } from '../flags.ts'
import { limits } from '../limits.ts'
import type { ProcessContext } from '../process-context.ts'
import { UsageError } from '../usage-error.ts'

const usage = 'backup FOLDER'

interface BackupFlags {
  readonly data: string
  readonly withVault: boolean
  readonly keep?: number
}

export const makeBackupCommand = (context: ProcessContext): Command =>
  makeCommand<BackupFlags>(
    ['backup', `"${usage}" makes a backup of a data directory in FOLDER, while its hall runs or not`],
    [
      dataFlag('./data'),
      switchFlag('--with-vault', 'also copies free text of people, its keys, and the secret of phone links'),
      valueFlag(
        '--keep <n>',
        'then removes the oldest backups of this hall beyond n',
        wholeNumberFrom(1, limits.backups),
      ),
    ],
    context.environment,
    async (flags, args) => {
      const [folder] = args
      if (folder === undefined || args.length > 1)
        throw new UsageError(`give one folder, best on another disk: nowserving ${usage} [flags]`)
      await backup(context, flags, resolve(folder))
    },
  )
    .argument('[folder...]')
    .usage('FOLDER [flags]')

async function backup(context: ProcessContext, flags: BackupFlags, folder: string): Promise<void> {
  const { fs, print, version } = context
  const directory = resolve(flags.data)
  if (`${folder}${sep}`.startsWith(`${directory}${sep}`))
    throw new UsageError(
      `${folder} lies in the data directory and would be lost with it: give a folder outside, best on another disk`,
    )
  const { id } = await readHallFile(fs, directory)
  await refuseBackup(fs, directory)
  await fs.makeDirectory(folder).catch((error: unknown) => refuseUnusable(folder, error))
  const release = await lockDirectory(fs, folder).catch((error: unknown) => {
    throw error instanceof DirectoryInUse ? new FolderInUse(folder) : error
  })
  try {
    for (const path of await removeUnfinished(fs, folder, id))
      print(`removed: ${path}, which was not finished`)
    const { withVault, keep } = flags
    const made = await makeBackup({ fs, directory, folder, withVault, now: Date.now(), version })
    print(`backup: ${made.path}`)
    print(wordsOf(made.manifest))
    if (keep === undefined) return
    for (const path of await removeOld(fs, folder, { hall: id, keep }))
      print(`removed: ${path}, because ${keep} newer backups are kept`)
  } finally {
    await release()
  }
}

class FolderInUse extends DirectoryInUse {
  constructor(folder: string) {
    super(folder)
    this.message = `another backup is being written to ${folder}: wait until it ends, or give another folder`
  }
}

/** The content of a backup, and the parts of a hall that are not in it. */
export function wordsOf({ hall, madeAt, lastSeq, head, withVault, files }: Manifest): string {
  const sizes = Object.values(files).map(({ bytes }) => bytes)
  const bytes = sizes.reduce((sum, one) => sum + one, 0)
  const texts = withVault
    ? 'It holds free text of people with its keys, and the secret of phone links: keep it as safe as the hall itself, and delete it when the text has to go.\nIt does not hold: sign-ins, so everybody signs in again after a restore.'
    : 'It does not hold: free text of people (notes, comments), the secret of phone links, sign-ins. After a restore these texts are gone, phone pages of earlier tickets open nothing, and everybody signs in again.'
  return [
    `A backup of the hall "${hall}" at ${madeAt}: ${sizes.length} files, ${bytes} bytes, records up to ${lastSeq}, head: batch ${head.batch}, sha256 ${head.sha}.`,
    'It holds: the settings with their logos, people with the hashes of their passwords, devices, the whole journal, checkpoints.',
    texts,
  ].join('\n')
}
