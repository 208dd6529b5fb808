import { resolve } from 'node:path'
import type { Command } from 'commander'
import { damagedFiles, readManifest } from '../../data/backup/manifest.ts'
import { directoryWarnings, judgeDirectory } from '../../data/directory-judgement.ts'
import { lockDirectory } from '../../data/lock/directory-lock.ts'
import { readHallFile } from '../../data/open-data.ts'
import type { MissingBeginning } from '../../data/retention/removals.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { exits } from '../exits.ts'
import { dataFlag, makeCommand, valueFlag } from '../flags.ts'
import type { ProcessContext } from '../process-context.ts'
import { wordsOf } from './backup.ts'

export const makeVerify = (context: ProcessContext): Command =>
  makeCommand<VerifyFlags>(
    [
      'verify',
      'checks a data directory, or a backup, for damage, as a start and `repair` judge it; changes nothing',
    ],
    [
      dataFlag('./data'),
      valueFlag(
        '--until-hash <sha256>',
        'also checks that the record up to the batch with this hash is as it was',
        {
          parse: (text) => (/^[\w-]{43}$/u.test(text) ? text : undefined),
          allowed: 'the 43 characters that the log states when a day is closed, or `verify` as its head',
        },
      ),
    ],
    context.environment,
    async (flags) => context.setExitCode(await verify(context.fs, flags, context.print)),
  )

interface VerifyFlags {
  readonly data: string
  readonly untilHash?: string
}

/** Takes the lock of the directory, because a record that is being written would look like damage. */
async function verify(
  fs: FileSystem,
  { data, untilHash }: VerifyFlags,
  print: (line: string) => void,
): Promise<number> {
  const directory = resolve(data)
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
    const { file, journal, replaced, refused, missing } = await judgeDirectory(fs, directory, untilHash)
    const { segments, batches, records, firstSeq, lastSeq, head, epochs, moreProblems, noted } =
      journal.report
    print(
      `${segments} segments, ${batches} batches, ${records} records (${firstSeq} to ${lastSeq}), ${epochs.length} epochs`,
    )
    print(`head: batch ${head.batch}, sha256 ${head.sha}`)
    if (missing) print(missingText(missing))
    for (const { file, offset, what, mendedBy } of [...journal.problems, ...replaced])
      print(`${file}, offset ${offset}: ${what}${mendedBy === 'start' ? ' (the next start mends this)' : ''}`)
    for (const warning of await directoryWarnings(fs, directory, file)) print(`warning: ${warning}`)
    if (moreProblems > 0) print(`and ${moreProblems} more problems`)
    for (const { message } of refused) print(message)
    if (journal.needsRepair)
      print('damaged: run `nowserving repair`, which backs everything up and keeps the undamaged records')
    else if (refused.length > 0) print('damaged: put right the files named above; no repair is needed')
    else print('ok: no damage found, the journal is whole')
    const isNoted = noted !== undefined && (!missing || missing.removed !== undefined)
    const isEndOfRemoved = missing?.removed !== undefined && untilHash === missing.sha256
    const isChanged = untilHash !== undefined && !isNoted && !isEndOfRemoved
    if (isEndOfRemoved) print('unchanged: this is the hash of the last record that was removed')
    else if (noted && isNoted)
      print(
        `unchanged: the record up to batch ${noted.batch} (record ${noted.seq}) is as it was when this hash was noted`,
      )
    if (isChanged)
      print(
        `changed: no batch in the undamaged part has the hash ${untilHash}, with everything before it in place. The record was changed, a part of it is missing${missing?.removed ? ' or was removed after its time' : ''}, or the hash is mistyped.`,
      )
    return isChanged || journal.needsRepair || refused.length > 0 ? exits.untrustedData : exits.success
  } finally {
    await release()
  }
}

function missingText({ seq, sha256, removed }: MissingBeginning): string {
  const begins = `the record begins with record ${seq + 1}`
  return removed
    ? `${begins}: older ones, from before ${isoOf(removed.before)}, were removed after their time on ${isoOf(removed.at)}; their last hash is ${sha256}`
    : `${begins}: older ones are gone, and no removal after their time is recorded. A repair removes damaged parts; otherwise somebody did.`
}

const isoOf = (at: number): string => new Date(at).toISOString()
