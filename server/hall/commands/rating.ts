import type { Context } from '../entry.ts'
import type { Hall } from '../hall.ts'
import type { CounterId, ReasonId, TicketId } from '../ids.ts'
import { lastServedAt, visitOf } from '../queue/last-served.ts'
import { accept, type Decision, refuse, unlistedReason } from './decision.ts'

interface Given {
  score: number
  reasons?: readonly ReasonId[]
}

/** Records a rating, once per ticket, after it was served. The free text is in the vault; the event has its reference. */
function rate(
  hall: Hall,
  body: Given & { ticket: TicketId; wordsRef?: string },
  _context: Context,
): Decision {
  const ended = hall.ended.get(body.ticket)
  if (!ended) return refuse(hall.live.has(body.ticket) ? 'not-ended' : 'no-such-ticket')
  if (ended.how !== 'served') return refuse('not-ended')
  if (ended.rated) return refuse('already-rated')
  const refusal = unlistedReason(hall, 'rating', body.reasons)
  if (refusal) return refusal
  return accept([
    {
      type: 'ticket-rated',
      v: 2,
      ticket: body.ticket,
      score: body.score,
      reasons: body.reasons ?? [],
      ...(body.wordsRef === undefined ? {} : { wordsRef: body.wordsRef }),
    },
  ])
}

/** The same from the rating device at a counter, for the visit that ended there last. */
function rateAtCounter(
  hall: Hall,
  { counter, visit, ...given }: Given & { counter: CounterId; visit: string },
  context: Context,
): Decision {
  if (!hall.counters.has(counter)) return refuse('no-such-counter', { counter })
  const own = hall.settings!.devices.find(({ id }) => id === context.device)
  if (own?.kind === 'rating' && own.counter !== counter) return refuse('not-yours', { counter })
  const ended = lastServedAt(hall, counter)
  if (!ended || visitOf(ended) !== visit) return refuse('no-such-ticket')
  return rate(hall, { ...given, ticket: ended.id }, context)
}

/** By command. */
export const ratingHandlers = { rate, 'rate-at-counter': rateAtCounter }
