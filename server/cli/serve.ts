import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { ServeFlags } from '../serve.ts'
import { makeCommand, valueFlag } from './flags.ts'
import type { ProcessContext } from './process-context.ts'
import { checkTogether, serveOptions } from './serve-flags.ts'

interface GivenFlags extends Omit<ServeFlags, 'verb' | 'anyone' | 'simulate' | 'speed' | 'backupTo'> {
  readonly backupTo?: string
}

export const makeServe = (context: ProcessContext): Command =>
  makeCommand<GivenFlags>(
    ['serve', 'runs the hall of a data directory (npm start)'],
    [
      ...serveOptions('./data'),
      valueFlag(
        '--backup-to <folder>',
        'makes a backup there every day, as the settings say; best on another disk',
      ),
    ],
    context.environment,
    async ({ backupTo, ...given }) => {
      const flags: ServeFlags = {
        ...given,
        ...(backupTo === undefined ? {} : { backupTo: resolve(backupTo) }),
        ...{ verb: 'serve', anyone: false, simulate: false, speed: 1 },
      }
      checkTogether(flags)
      await context.runHall(flags)
    },
  )
