import type { Context } from '../entry.ts'
import type { HallEvent } from '../events.ts'
import type { Hall } from '../hall.ts'
import type { TicketId } from '../ids.ts'
import { limits } from '../limits.ts'
import type { LiveTicket } from '../ticket.ts'
import type { AtCounter, KeeperCommands } from './command-shapes.ts'
import { accept, type Decision, findTicket, isRefused, ownCounter, type Refused, refuse } from './decision.ts'

/**
 * Readings of what people wrote. Each is an entry of its own, so that the journal says who read what. Results hold
 * references (`ref`); the words come out of the vault on the way to the reader.
 */

/** The ticket, if it is called, served or held at this counter; otherwise a refusal. */
function ticketHere(
  hall: Hall,
  body: AtCounter & { ticket: TicketId },
  context: Context,
): LiveTicket | Refused {
  const counter = ownCounter(hall, body.counter, context)
  if (isRefused(counter)) return counter
  const ticket = findTicket(hall, { ticket: body.ticket })
  if (isRefused(ticket)) return ticket
  const { stage } = ticket
  const isHere =
    (stage.stage === 'called' || stage.stage === 'serving' || stage.stage === 'held') &&
    (stage.counter === counter.id || (stage.stage === 'held' && stage.badge === counter.badge))
  return isHere ? ticket : refuse('not-yours', { counter: counter.id, ticket: ticket.id })
}

function readNotes(hall: Hall, body: AtCounter & { ticket: TicketId }, context: Context): Decision {
  const found = ticketHere(hall, body, context)
  if (isRefused(found)) return found
  const { id: ticket, label, notes } = found
  return accept([{ type: 'notes-read', ticket, notes: notes.length }], { ticket, label, notes })
}

/** The words are checked and not kept: their references go with this entry, and the gateway destroys them. */
function destroyNotes(hall: Hall, body: AtCounter & { ticket: TicketId }, context: Context): Decision {
  const found = ticketHere(hall, body, context)
  if (isRefused(found)) return found
  const { id: ticket, label, notes } = found
  const events: HallEvent[] = [{ type: 'notes-destroyed', ticket, notes: notes.length }]
  return accept(notes.length > 0 ? events : [], { ticket, label })
}

/** The latest ratings, newest first; `before` continues an earlier reading. */
function readRatings(hall: Hall, { before = Number.POSITIVE_INFINITY }: { before?: number }): Decision {
  const known = hall.ratings.filter(({ seq }) => seq < before)
  const ratings = known.slice(-limits.ratingsRead).reverse()
  const older = known.length > ratings.length ? { older: ratings.at(-1)!.seq } : {}
  return accept([{ type: 'ratings-read', ratings: ratings.map(({ seq }) => seq) }], { ratings, ...older })
}

/** Records that words are destroyed, with how many; the notes of tickets that live on lose their references. */
export function destroyWords(hall: Hall, body: KeeperCommands['destroy-words']): Decision {
  const { noted, texts, purpose, before, of, label } = body
  const about = {
    ...(purpose === undefined ? {} : { purpose }),
    ...(before === undefined ? {} : { before }),
    ...(of === undefined ? {} : { of }),
  }
  const events: HallEvent[] = [{ type: 'words-destroyed', texts, ...about }]
  for (const id of noted) {
    const notes = hall.live.get(id)?.notes.length ?? 0
    if (notes > 0) events.push({ type: 'notes-destroyed', ticket: id, notes })
  }
  return accept(events, { texts, ...(of === undefined ? {} : { ticket: of, label }) })
}

/** By command. */
export const readingHandlers = {
  'read-notes': readNotes,
  'destroy-notes': destroyNotes,
  'read-ratings': readRatings,
}
