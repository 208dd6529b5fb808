import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const cancelPrint = command({
  summary: 'Cancels the print job of a ticket; the ticket stays',
  body: z.strictObject({ ticket, ...byStaff }),
  by: ['counter', 'manager'],
  result: namedTicket,
})
