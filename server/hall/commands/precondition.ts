import type { Context } from '../entry.ts'
import type { Hall } from '../hall.ts'
import type { CounterId, TicketId } from '../ids.ts'
import type { StageName } from '../ticket.ts'
import type { Expect } from './command-shapes.ts'
import type { Command } from './command-types.ts'
import { isRefused, mayHandleAnyTicket, ownCounter, type Refused, refuse } from './decision.ts'

/** Checks before every handler: the person may act at that counter, and saw the present state. */

/** Commands that a person gives only at their own counter. */
const atOwnCounter: ReadonlySet<string> = new Set([
  'pause-counter',
  'call-next',
  'call-ticket',
  'recall',
  'start-service',
  'mark-no-show',
  'put-back',
  'finish',
  'hold',
  'resume',
  'read-notes',
  'destroy-notes',
])

/**
 * The refusal when a person may not act at the counter that a command names. Undefined when they may, or when it
 * names none.
 */
export function whyNotHere(hall: Hall, { type, body }: Command, context: Context): Refused | undefined {
  if (!('counter' in body) || body.counter === undefined) return undefined
  const own = ownCounter(hall, body.counter, context)
  if (!isRefused(own)) return undefined
  const isThere = own.refusal.reason !== 'no-such-counter'
  switch (type) {
    case 'open-counter':
      if (!isThere) return own
      return context.actor.kind === 'staff' ? undefined : refuse('not-yours', { counter: body.counter })
    case 'close-counter':
      return own.refusal.reason === 'not-yours' && body.takeOver ? undefined : own
    case 'transfer':
      return isThere && mayHandleAnyTicket(context) ? undefined : own
    default:
      return atOwnCounter.has(type) ? own : undefined
  }
}

/**
 * Compares `expect` with the state: the active ticket of a counter (`{}` = free), otherwise the ticket's own stage.
 * Returns undefined when they agree, otherwise the refusal.
 */
export function staleness(
  hall: Hall,
  body: { counter?: CounterId; ticket?: TicketId; expect?: Expect },
): Refused | undefined {
  const { expect } = body
  if (!expect) return undefined
  if (body.counter !== undefined) {
    const active = hall.counters.get(body.counter)?.active
    const stage = active === undefined ? undefined : hall.live.get(active)?.stage.stage
    const same = expect.ticket === active && (expect.stage === undefined || expect.stage === stage)
    return same
      ? undefined
      : refuse('stale', {
          counter: body.counter,
          now: active === undefined ? {} : { ticket: active, stage: stage! },
        })
  }
  const id = expect.ticket ?? body.ticket
  if (id === undefined) return undefined
  const stage: StageName | undefined =
    hall.live.get(id)?.stage.stage ?? (hall.ended.has(id) ? 'ended' : undefined)
  const same =
    (body.ticket === undefined || body.ticket === id) &&
    (expect.stage === undefined || expect.stage === stage)
  return same ? undefined : refuse('stale', { ticket: id, now: stage ? { ticket: id, stage } : {} })
}
