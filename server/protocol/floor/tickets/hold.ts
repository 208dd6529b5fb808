import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter, reason } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const hold = command({
  summary: 'Keeps the customer with this person, out of the queue',
  body: z.strictObject({ ...atCounter, reason: reason.optional() }),
  by: ['counter'],
  undo: true,
  result: namedTicket,
})
