import type { Command, CommandType } from './commands/command-types.ts'
import { type Decision, refuse } from './commands/decision.ts'
import { floorHandlers, keeperHandlers } from './commands/handlers.ts'
import { staleness, whyNotHere } from './commands/precondition.ts'
import type { Context } from './entry.ts'
import type { Hall } from './hall.ts'

export type { Decision } from './commands/decision.ts'

const handlers: {
  readonly [T in CommandType]: (hall: Hall, body: Command<T>['body'], context: Context) => Decision
} = { ...floorHandlers, ...keeperHandlers }

/** Types of all commands that the heart decides. */
export const commandTypes: ReadonlySet<string> = new Set(Object.keys(handlers))

/**
 * Decides a command: command and state in, events or a refusal out. A pure function: it reads no clock and no random
 * numbers, and changes nothing. Shapes and roles were checked on the wire before.
 */
export function decide(hall: Hall, command: Command, context: Context): Decision {
  const { type, body } = command
  if (!hall.settings && type !== 'change-settings') return refuse('hall-is-closed')
  // The right to act there is checked first, then the state that the person saw, then the rest.
  const refused = 'expect' in body && (whyNotHere(hall, command, context) ?? staleness(hall, body))
  if (refused) return refused
  return handle(hall, command, context)
}

const handle = <T extends CommandType>(hall: Hall, { type, body }: Command<T>, context: Context): Decision =>
  handlers[type](hall, body, context)
