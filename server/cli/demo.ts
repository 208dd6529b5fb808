import type { Command } from 'commander'
import type { ServeFlags } from '../serve.ts'
import { makeCommand, numberFrom, switchFlag, valueFlag } from './flags.ts'
import { limits } from './limits.ts'
import type { ProcessContext } from './process-context.ts'
import { checkTogether, serveOptions } from './serve-flags.ts'

export const makeDemo = (context: ProcessContext): Command =>
  makeCommand<Omit<ServeFlags, 'verb'>>(
    [
      'demo',
      'creates a sample hall and runs it (npm run demo); without --data in a temporary directory, without --printer with a virtual printer that keeps pictures',
    ],
    [
      ...serveOptions(),
      switchFlag('--anyone', 'accepts screens from any address, without pairing'),
      switchFlag('--simulate', 'simulates customers and staff'),
      valueFlag(
        '--speed <n>',
        'multiplies the rate of arrivals and service, never the clock',
        numberFrom(limits.lowestSpeed, limits.highestSpeed),
      ).default(1),
    ],
    context.environment,
    async (given) => {
      const flags: ServeFlags = { ...given, verb: 'demo' }
      checkTogether(flags)
      await context.runHall(flags)
    },
  )
