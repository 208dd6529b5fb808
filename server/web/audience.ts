import type { z } from 'zod'
import { type Caller, denialOfView } from '../access/permissions.ts'
import type { TicketKeys } from '../access/ticket-keys.ts'
import type { Hall } from '../hall/hall.ts'
import type { Audience } from '../hall/views/views.ts'
import type { viewParameters } from '../protocol/commands.ts'

export type ViewParameters = z.output<typeof viewParameters>

/** A request that is not let in: an HTTP status, and a reason for whoever reads it. */
export interface Refused {
  readonly status: number
  readonly problem: string
}

const denials: Record<NonNullable<ReturnType<typeof denialOfView>>, Refused> = {
  'not-signed-in': { status: 401, problem: 'sign in first: POST /api/session' },
  'wrong-role': { status: 403, problem: 'your role may not watch this view' },
}

/** The audience that a caller asks to join, or why it may not: over HTTP and socket alike. */
export function audienceFor(
  parameters: Exclude<ViewParameters, { view: 'paper' }>,
  caller: Caller,
  keys: TicketKeys,
  hall: Hall,
): Audience | Refused {
  const denial = denialOfView(caller, parameters.view)
  if (denial) return denials[denial]
  if (parameters.view === 'ticket') {
    const ticket = keys.ticketOf(parameters.key)
    return ticket === undefined ? { status: 404, problem: 'no such ticket' } : { view: 'ticket', ticket }
  }
  if ('counter' in parameters && !hall.counters.has(parameters.counter))
    return { status: 404, problem: `no such counter: ${parameters.counter}` }
  return parameters
}
