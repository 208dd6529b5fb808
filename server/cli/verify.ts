import { resolve } from 'node:path'
import type { Command } from 'commander'
import { damagedFiles, readManifest } from '../data/backup/manifest.ts'
import { lockDirectory } from '../data/data-directory.ts'
import { judgeDirectory } from '../data/directory-judgement.ts'
import { readHallFile } from '../data/open-data.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { wordsOf } from './backup.ts'
import { exits } from './exits.ts'
import { dataFlag, makeCommand } from './flags.ts'
import type { ProcessContext } from './process-context.ts'

export const makeVerify = (context: ProcessContext): Command =>
  makeCommand<{ data: string }>(
    [
      'verify',
      'checks a data directory, or a backup, for damage, as a start and `repair` judge it; changes nothing',
    ],
    [dataFlag('./data')],
    context.environment,
    async ({ data }) => context.setExitCode(await verify(context.fs, resolve(data), context.print)),
  )

/** Takes the lock of the directory, because a record that is being written would look like damage. */
async function verify(fs: FileSystem, directory: string, print: (line: string) => void): Promise<number> {
  const manifest = await readManifest(fs, directory)
  if (manifest) {
    print(wordsOf(manifest))
    const damaged = await damagedFiles(fs, directory, manifest)
    for (const { file, what } of damaged) print(`${file}: ${what}`)
    if (damaged.length > 0) {
      print('damaged: this backup is not as it was written; take another one')
      return exits.untrustedData
    }
  }
  await readHallFile(fs, directory)
  const release = await lockDirectory(fs, directory)
  try {
    const { journal, replaced, refused } = await judgeDirectory(fs, directory)
    const { segments, batches, records, firstSeq, lastSeq, head, epochs, moreProblems } = journal.report
    print(
      `${segments} segments, ${batches} batches, ${records} records (${firstSeq} to ${lastSeq}), ${epochs.length} epochs`,
    )
    print(`head: batch ${head.batch}, sha256 ${head.sha}`)
    for (const { file, offset, what, mendedBy } of [...journal.problems, ...replaced])
      print(`${file}, offset ${offset}: ${what}${mendedBy === 'start' ? ' (the next start mends this)' : ''}`)
    if (moreProblems > 0) print(`and ${moreProblems} more problems`)
    for (const { message } of refused) print(message)
    if (journal.needsRepair)
      print('damaged: run `nowserving repair`, which backs everything up and keeps the undamaged records')
    else if (refused.length > 0) print('damaged: put right the files named above; no repair is needed')
    else print('ok: no damage found, the journal is whole')
    return journal.needsRepair || refused.length > 0 ? exits.untrustedData : exits.success
  } finally {
    await release()
  }
}
