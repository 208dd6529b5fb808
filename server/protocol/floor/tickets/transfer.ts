import { z } from 'zod'
import { command } from '../../command.ts'
import { badge, byStaff, counter, freeText, service, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const transfer = command({
  summary: 'Sends a ticket to a service, a counter or a person',
  body: z
    .strictObject({
      counter: counter.optional(),
      ticket: ticket.optional(),
      to: z.union([z.strictObject({ service }), z.strictObject({ counter }), z.strictObject({ badge })]),
      note: freeText.optional(),
      place: z.enum(['kept', 'end']).optional(),
      ...byStaff,
    })
    .refine((body) => body.counter !== undefined || body.ticket !== undefined, 'give counter or ticket'),
  by: ['counter', 'manager'],
  undo: true,
  personal: ['note'],
  result: namedTicket,
})
