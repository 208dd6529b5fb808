import { z } from 'zod'
import { command } from '../../command.ts'
import { ticketKey } from '../../fields.ts'
import { nothing } from '../results.ts'

export const leave = command({
  summary: 'The customer leaves: the ticket ends',
  body: z.strictObject({ key: ticketKey }),
  by: ['phone'],
  result: nothing,
})
