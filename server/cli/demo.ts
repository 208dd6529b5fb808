import type { Command } from 'commander'
import { makeCommand, numberFrom, switchFlag, valueFlag } from './flags.ts'
import { checkTogether, type ServeFlags, serveOptions } from './serve-flags.ts'
import type { Surroundings } from './surroundings.ts'

export const makeDemo = (around: Surroundings): Command =>
  makeCommand<Omit<ServeFlags, 'verb'>>(
    [
      'demo',
      'furnishes a hall to try and runs it (npm run demo); without --data in a temporary directory, without --printer with a virtual one that keeps pictures',
    ],
    [
      ...serveOptions(),
      switchFlag('--anyone', 'screens need no pairing, also off loopback'),
      switchFlag('--simulate', 'customers come and staff work by themselves'),
      valueFlag(
        '--speed <n>',
        'multiplies arrivals and service, never the clock',
        numberFrom(0.1, 1_000),
      ).default(1),
    ],
    around.environment,
    async (given) => {
      const flags: ServeFlags = { ...given, verb: 'demo' }
      checkTogether(flags)
      await around.runHall(flags)
    },
  )
