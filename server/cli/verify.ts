import { resolve } from 'node:path'
import type { Command } from 'commander'
import { lockDirectory } from '../data/data-directory.ts'
import { readHallFile } from '../data/open-data.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { verifyJournal } from '../journal/verify.ts'
import { exits } from './exits.ts'
import { dataFlag, makeCommand } from './flags.ts'
import type { Surroundings } from './surroundings.ts'

export const makeVerify = (around: Surroundings): Command =>
  makeCommand<{ data: string }>(
    ['verify', "checks a data directory's journal and says what is wrong; changes nothing"],
    [dataFlag('./data')],
    around.environment,
    async ({ data }) => around.endWith(await verify(around.fs, resolve(data), around.print)),
  )

/** The directory must not be in use, because a record that is being written would look like damage. */
async function verify(fs: FileSystem, directory: string, print: (line: string) => void): Promise<number> {
  await readHallFile(fs, directory)
  const release = await lockDirectory(fs, directory)
  try {
    const { segments, batches, records, firstSeq, lastSeq, head, epochs, problems, moreProblems } =
      await verifyJournal(fs, directory)
    print(
      `${segments} segments, ${batches} batches, ${records} records (${firstSeq} to ${lastSeq}), ${epochs.length} epochs`,
    )
    print(`head: batch ${head.batch}, sha256 ${head.sha}`)
    for (const { file, offset, what } of problems) print(`${file}, offset ${offset}: ${what}`)
    if (moreProblems > 0) print(`and ${moreProblems} more problems`)
    print(
      problems.length === 0
        ? 'whole'
        : 'damaged: `nowserving repair` sets everything aside and keeps what is whole',
    )
    return problems.length === 0 ? exits.asAsked : exits.untrustedData
  } finally {
    await release()
  }
}
