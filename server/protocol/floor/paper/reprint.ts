import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const reprint = command({
  summary: 'Prints the slip of a ticket again, marked as a copy when one may exist',
  body: z.strictObject({ ticket, ...byStaff }),
  by: ['kiosk', 'counter', 'reception', 'manager'],
  result: namedTicket.extend({ copy: z.number().int() }),
})
