import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const cancelPrint = command({
  summary: 'The paper is not needed any longer; the ticket stands',
  body: z.strictObject({ ticket, ...byStaff }),
  by: ['counter', 'manager'],
  result: namedTicket,
})
