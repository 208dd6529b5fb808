import { resolve } from 'node:path'
import type { Command } from 'commander'
import { ClockWatch, realClock } from '../../clock.ts'
import { restoreHall } from '../../data/backup/restore.ts'
import { refuseUnusable } from '../../data/data-directory.ts'
import { lockDirectory } from '../../data/lock/directory-lock.ts'
import { acceptClockFlag, dataFlag, makeCommand, switchFlag, valueFlag, wholeNumberFrom } from '../flags.ts'
import { limits } from '../limits.ts'
import type { ProcessContext } from '../process-context.ts'
import { UsageError } from '../usage-error.ts'
import { wordsOf } from './backup.ts'

const usage = 'restore BACKUP'

interface RestoreFlags {
  readonly data: string
  readonly setAside: boolean
  readonly numbersAbove?: number
  readonly acceptClock: boolean
}

export const makeRestore = (context: ProcessContext): Command =>
  makeCommand<RestoreFlags>(
    [
      'restore',
      `"${usage}" puts a backup into an empty data directory; numbers go on above, screens load anew`,
    ],
    [
      dataFlag('./data'),
      switchFlag('--set-aside', 'moves what the data directory holds to a folder in it, then restores'),
      valueFlag(
        '--numbers-above <n>',
        'the highest number seen today on paper or a screen; every series goes on above it',
        wholeNumberFrom(0, limits.highestNumber),
      ),
      acceptClockFlag(),
    ],
    context.environment,
    async (flags, args) => {
      const [backup] = args
      if (backup === undefined || args.length > 1)
        throw new UsageError(`give one backup: nowserving ${usage} [flags]`)
      await restore(context, flags, resolve(backup))
    },
  )
    .argument('[backup...]')
    .usage('BACKUP [flags]')

/** Restores into a directory that no hall uses (C22). */
async function restore({ fs, print }: ProcessContext, flags: RestoreFlags, backup: string): Promise<void> {
  const directory = resolve(flags.data)
  await fs.makeDirectory(directory).catch((error: unknown) => refuseUnusable(directory, error))
  const release = await lockDirectory(fs, directory)
  try {
    const { setAside, numbersAbove, acceptClock } = flags
    const clock = realClock
    const doubtOf = (lastAt: number) => new ClockWatch(clock, lastAt).doubt
    const { manifest, aside, numbers } = await restoreHall({
      ...{ fs, directory, backup, clock, doubtOf, acceptClock, setAside, numbersAbove },
      report: print,
    })
    print(wordsOf(manifest))
    if (aside !== undefined)
      print(`set aside: what was in ${directory} is in ${aside}. Delete it when the hall runs as it should.`)
    const series = [...numbers].map(([prefix, number]) => `${prefix} with ${number}`).sort()
    print(`numbers go on, in series ${series.join(', ')}; the records after the backup are lost`)
    print(
      'start the hall; its screens load everything anew. Look through people and devices: those removed since the backup are there again',
    )
  } finally {
    await release()
  }
}
