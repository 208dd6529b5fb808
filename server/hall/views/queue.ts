import type { Hall } from '../hall.ts'
import type { ServiceId } from '../ids.ts'
import { limits } from '../limits.ts'
import { queueOf, standsBefore, waitingFor } from '../queue/queue.ts'
import type { LiveTicket } from '../ticket.ts'
import { omitUndefined, place, staffTicket } from './audience.ts'
import { memoByIdentity } from './memo.ts'
import type { QueueView } from './view-types.ts'

/** The tickets of a queue that the hall manager has opened. */

/** Waiting tickets of a service, or of the whole hall; undefined when there is no such service. */
export function queueView(hall: Hall, service: ServiceId | undefined): QueueView | undefined {
  if (service !== undefined && !Object.hasOwn(hall.settings!.services, service)) return undefined
  const line = service === undefined ? allWaiting(hall) : waitingFor(hall, service)
  const { languages, timeZone } = place(hall)
  const shown = line.slice(0, limits.queueShown)
  return omitUndefined({
    languages,
    timeZone,
    service,
    tickets: Object.fromEntries(shown.map((ticket) => [ticket.id, queued(ticket)])),
    waiting: line.length,
  })
}

function allWaiting(hall: Hall): LiveTicket[] {
  const names = [...hall.index.lines.keys()]
  const all = names.flatMap((name) => queueOf(hall, name))
  return all.sort((one, other) => (standsBefore(one, other) ? -1 : 1))
}

const queued = memoByIdentity((ticket: LiveTicket): QueueView['tickets'][string] =>
  omitUndefined({ ...staffTicket(ticket), order: ticket.tieBreak, sentTo: ticket.sentTo }),
)
