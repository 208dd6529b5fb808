import type { Hall } from '../hall.ts'
import { waitFor } from '../queue/estimate.ts'
import { countBefore, queueName, queueOf } from '../queue/queue.ts'
import type { LiveTicket } from '../ticket.ts'
import type { Wait } from './view-types.ts'

/** The place as printed on a ticket: the number of tickets before it, and the wait (minutes) where one can be given. */
export function standingOf(hall: Hall, ticket: LiveTicket): { ahead: number; wait: Wait | undefined } {
  const ahead = countBefore(queueOf(hall, queueName(ticket)), ticket)
  return { ahead, wait: waitFor(hall, ticket.service, ahead) }
}
