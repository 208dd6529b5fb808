import { waitFor } from '../estimate.ts'
import type { Hall } from '../hall.ts'
import { countBefore, queueName, queueOf } from '../queue.ts'
import type { LiveTicket } from '../ticket.ts'
import type { Wait } from './view-types.ts'

/** What a ticket's paper says of its place: how many stand before it, and the wait (minutes) where one can be told. */
export function standingOf(hall: Hall, ticket: LiveTicket): { ahead: number; wait: Wait | undefined } {
  const ahead = countBefore(queueOf(hall, queueName(ticket)), ticket)
  return { ahead, wait: waitFor(hall, ticket.service, ahead) }
}
