import { z } from 'zod'
import { ends, outcomes } from '../../hall/ids.ts'
import type { TicketView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { standing } from '../floor/results.ts'
import { count, locale, moment, text } from './parts.ts'

/** The phone page: exactly these members, nothing personal, no internal id. */
export const ticketView = z
  .strictObject({
    label: text,
    day: text,
    service: text,
    ...locale,
    language: text,
    issuedAt: moment,
    stage: z.enum(['waiting', 'called', 'serving', 'held', 'missed', 'ended']),
    ahead: count.optional().describe('how many are called before it at the counters that can serve it'),
    ...standing,
    callsUntil: moment
      .optional()
      .describe('while it waits in a hall that has closed: until when it is called'),
    counter: text.optional(),
    calls: count,
    calledAt: moment.optional(),
    how: z.enum(ends).optional(),
    outcome: z.enum(outcomes).optional(),
    endedAt: moment.optional(),
    canRate: z.boolean(),
    rated: z.boolean(),
  })
  .meta({ id: 'TicketView' })
export type TicketAgrees = Agreed<Agreement<typeof ticketView, TicketView>>
