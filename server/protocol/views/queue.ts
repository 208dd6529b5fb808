import { z } from 'zod'
import type { QueueView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { byId, count, locale, staffTicket, text } from './parts.ts'

export const queueView = z
  .strictObject({
    ...locale,
    service: text.optional(),
    tickets: byId(
      staffTicket.extend({
        order: z.number().describe('breaks ties among equal standsSince'),
        sentTo: z.union([z.strictObject({ counter: text }), z.strictObject({ badge: text })]).optional(),
      }),
    ).describe('the first of the queue in order of standsSince, then order'),
    waiting: count.describe('also those beyond the first'),
  })
  .meta({ id: 'QueueView' })
export type QueueAgrees = Agreed<Agreement<typeof queueView, QueueView>>
