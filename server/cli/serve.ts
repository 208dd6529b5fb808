import type { Command } from 'commander'
import { makeCommand } from './flags.ts'
import { checkTogether, type ServeFlags, serveOptions } from './serve-flags.ts'
import type { Surroundings } from './surroundings.ts'

export const makeServe = (around: Surroundings): Command =>
  makeCommand<Omit<ServeFlags, 'verb' | 'anyone' | 'simulate' | 'speed'>>(
    ['serve', 'runs the hall that lives in a data directory (npm start)'],
    serveOptions('./data'),
    around.environment,
    async (given) => {
      const flags: ServeFlags = { ...given, verb: 'serve', anyone: false, simulate: false, speed: 1 }
      checkTogether(flags)
      await around.runHall(flags)
    },
  )
