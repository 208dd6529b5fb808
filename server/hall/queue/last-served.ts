import type { Hall } from '../hall.ts'
import type { CounterId } from '../ids.ts'
import type { EndedTicket } from '../ticket.ts'

/** The ticket that was served last at a counter, as long as the hall knows it. */
export function lastServedAt({ index, ended }: Hall, counter: CounterId): EndedTicket | undefined {
  const id = index.lastServed.get(counter)
  return id === undefined ? undefined : ended.get(id)
}

/** How the page of a rating device names a visit, without the internal id of its ticket. */
export const visitOf = ({ day, label }: EndedTicket): string => `${day}/${label}`
