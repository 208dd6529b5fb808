import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { ServeFlags } from '../serve.ts'
import { makeCommand, timeOfDay, valueFlag, wholeNumberFrom } from './flags.ts'
import { limits } from './limits.ts'
import type { ProcessContext } from './process-context.ts'
import { checkTogether, serveOptions } from './serve-flags.ts'

interface GivenFlags extends Omit<ServeFlags, 'verb' | 'anyone' | 'simulate' | 'speed' | 'dailyBackup'> {
  readonly backupTo?: string
  readonly backupAt: string
  readonly keep: number
  readonly keepCopies?: number
  readonly keepRecords?: number
}

export const makeServe = (context: ProcessContext): Command =>
  makeCommand<GivenFlags>(
    ['serve', 'runs the hall of a data directory (npm start)'],
    [
      ...serveOptions('./data'),
      valueFlag('--backup-to <folder>', 'makes a backup there every day; best on another disk'),
      valueFlag(
        '--backup-at <time>',
        'time of day of that backup, in the time zone of the hall',
        timeOfDay,
      ).default('02:00'),
      valueFlag(
        '--keep <n>',
        'the number of those backups that are kept',
        wholeNumberFrom(1, limits.backups),
      ).default(14),
      valueFlag(
        '--keep-copies <days>',
        'removes copies that were set aside at this age; 90 days otherwise',
        wholeNumberFrom(1, limits.daysOfCopies),
      ),
      valueFlag(
        '--keep-records <days>',
        'removes the records of closed days at this age; all are kept otherwise',
        wholeNumberFrom(limits.fewestDaysOfRecords, limits.daysOfRecords),
      ),
    ],
    context.environment,
    async ({ backupTo, backupAt: at, keep, keepCopies, keepRecords, ...given }) => {
      const daily = backupTo === undefined ? {} : { dailyBackup: { folder: resolve(backupTo), at, keep } }
      const flags: ServeFlags = {
        ...{ ...given, ...daily },
        ...(keepCopies === undefined ? {} : { copiesKeptMs: keepCopies * limits.dayMs }),
        ...(keepRecords === undefined ? {} : { recordsKeptMs: keepRecords * limits.dayMs }),
        ...{ verb: 'serve', anyone: false, simulate: false, speed: 1 },
      }
      checkTogether(flags)
      await context.runHall(flags)
    },
  )
