import type { Command } from 'commander'
import type { ServeFlags } from '../serve.ts'
import { makeCommand } from './flags.ts'
import type { ProcessContext } from './process-context.ts'
import { checkTogether, serveOptions } from './serve-flags.ts'

export const makeServe = (context: ProcessContext): Command =>
  makeCommand<Omit<ServeFlags, 'verb' | 'anyone' | 'simulate' | 'speed'>>(
    ['serve', 'runs the hall of a data directory (npm start)'],
    serveOptions('./data'),
    context.environment,
    async (given) => {
      const flags: ServeFlags = { ...given, verb: 'serve', anyone: false, simulate: false, speed: 1 }
      checkTogether(flags)
      await context.runHall(flags)
    },
  )
