import { z } from 'zod'
import { categories } from '../../../hall/ids.ts'
import { command } from '../../command.ts'
import { byStaff, epochMs, language, service } from '../../fields.ts'
import { placedTicket, standing } from '../results.ts'

export const issueTicket = command({
  summary: 'Issues a ticket',
  body: z.strictObject({
    service,
    category: z.enum(categories).optional(),
    language: language.optional(),
    appointment: epochMs.optional(),
    until: epochMs
      .optional()
      .describe('not issued after this moment; the same key then only tells the outcome'),
    ...byStaff,
  }),
  by: ['kiosk', 'counter', 'reception', 'manager'],
  result: placedTicket.extend({
    ...standing,
    phoneUrl: z.string().optional().describe('the phone page of the ticket, by a key of its own'),
  }),
})
