import { resolve } from 'node:path'
import type { Command } from 'commander'
import { lockDirectory } from '../data/data-directory.ts'
import { readHallFile } from '../data/open-data.ts'
import { checkRecord } from '../data/open-hall.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { verifyJournal } from '../journal/verify.ts'
import { exits } from './exits.ts'
import { dataFlag, makeCommand } from './flags.ts'
import type { ProcessContext } from './process-context.ts'

export const makeVerify = (context: ProcessContext): Command =>
  makeCommand<{ data: string }>(
    ['verify', "checks a data directory's journal for damage; changes nothing"],
    [dataFlag('./data')],
    context.environment,
    async ({ data }) => context.setExitCode(await verify(context.fs, resolve(data), context.print)),
  )

/** Takes the lock of the directory, because a record that is being written would look like damage. */
async function verify(fs: FileSystem, directory: string, print: (line: string) => void): Promise<number> {
  await readHallFile(fs, directory)
  const release = await lockDirectory(fs, directory)
  try {
    const { segments, batches, records, firstSeq, lastSeq, head, epochs, problems, moreProblems } =
      await verifyJournal(fs, directory, checkRecord)
    print(
      `${segments} segments, ${batches} batches, ${records} records (${firstSeq} to ${lastSeq}), ${epochs.length} epochs`,
    )
    print(`head: batch ${head.batch}, sha256 ${head.sha}`)
    for (const { file, offset, what } of problems) print(`${file}, offset ${offset}: ${what}`)
    if (moreProblems > 0) print(`and ${moreProblems} more problems`)
    print(
      problems.length === 0
        ? 'ok: no damage found, the journal is whole'
        : 'damaged: run `nowserving repair`, which backs everything up and keeps the undamaged records',
    )
    return problems.length === 0 ? exits.success : exits.untrustedData
  } finally {
    await release()
  }
}
