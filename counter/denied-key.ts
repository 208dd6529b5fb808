import type { Answer } from '../server/protocol/messages.ts'

type Denied = Extract<Answer, { denied: string }>['denied']

/** The message for a denied command: a role that may not give it is told as such, anything else as the page says. */
export const deniedKey = <Usual extends string>(denied: Denied, usual: Usual): Usual | 'answer.wrong-role' =>
  denied === 'wrong-role' ? 'answer.wrong-role' : usual
