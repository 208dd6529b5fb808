import type { DialectName } from '../dialects/dialect.ts'
import { type BackChannel, escPosBackChannel, starBackChannel } from './back-channel.ts'
import { commandsFor } from './commands.ts'
import type { Command, Machine } from './machine.ts'
import { starCommandsFor } from './star-commands.ts'

/** A dialect at the printer's end: the commands that it executes, and its messages to the host. */
interface Emulation {
  commandsFor(machine: Machine): (first: number) => Command
  readonly back: BackChannel
}

export const emulations: Readonly<Record<DialectName, Emulation>> = {
  'esc-pos': { commandsFor, back: escPosBackChannel },
  star: { commandsFor: starCommandsFor, back: starBackChannel },
}
