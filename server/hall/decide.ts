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
 * The one door through which anything is decided: command and state in, events or a refusal out. Reads no
 * clock, rolls no dice, changes nothing. The wire has checked shapes and roles; here speaks the hall.
 */
export function decide(hall: Hall, command: Command, context: Context): Decision {
  const { type, body } = command
  if (!hall.settings && type !== 'start-hall') return refuse('hall-is-closed')
  // Whether they may act there comes first, then whether they saw the truth, then everything else.
  const refused = 'expect' in body && (whyNotHere(hall, command, context) ?? staleness(hall, body))
  if (refused) return refused
  return handle(hall, command, context)
}

const handle = <T extends CommandType>(hall: Hall, { type, body }: Command<T>, context: Context): Decision =>
  handlers[type](hall, body, context)
