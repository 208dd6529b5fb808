import type { Context } from '../entry.ts'
import type { Hall } from '../hall.ts'
import type { TicketId } from '../ids.ts'
import { limits } from '../limits.ts'
import type { AtCounter } from './command-shapes.ts'
import { accept, type Decision, findTicket, isRefused, ownCounter, refuse } from './decision.ts'

/**
 * Readings of what people wrote. Each is an entry of its own, so that the journal says who read what. Results hold
 * references (`ref`); the words come out of the vault on the way to the reader.
 */

/** The notes of the ticket that is called, served or held at this counter. */
function readNotes(hall: Hall, body: AtCounter & { ticket: TicketId }, context: Context): Decision {
  const counter = ownCounter(hall, body.counter, context)
  if (isRefused(counter)) return counter
  const ticket = findTicket(hall, { ticket: body.ticket })
  if (isRefused(ticket)) return ticket
  const { stage, label, notes } = ticket
  const isHere =
    (stage.stage === 'called' || stage.stage === 'serving' || stage.stage === 'held') &&
    (stage.counter === counter.id || (stage.stage === 'held' && stage.badge === counter.badge))
  if (!isHere) return refuse('not-yours', { counter: counter.id, ticket: ticket.id })
  return accept([{ type: 'notes-read', ticket: ticket.id, notes: notes.length }], {
    ticket: ticket.id,
    label,
    notes,
  })
}

/** The latest ratings, newest first; `before` continues an earlier reading. */
function readRatings(hall: Hall, { before = Number.POSITIVE_INFINITY }: { before?: number }): Decision {
  const known = hall.ratings.filter(({ seq }) => seq < before)
  const ratings = known.slice(-limits.ratingsRead).reverse()
  const older = known.length > ratings.length ? { older: ratings.at(-1)!.seq } : {}
  return accept([{ type: 'ratings-read', ratings: ratings.map(({ seq }) => seq) }], { ratings, ...older })
}

/** By command. */
export const readingHandlers = { 'read-notes': readNotes, 'read-ratings': readRatings }
