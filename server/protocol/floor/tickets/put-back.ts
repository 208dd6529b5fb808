import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const putBack = command({
  summary: 'Puts the ticket back where it stood in the queue',
  body: z.strictObject(atCounter),
  by: ['counter'],
  undo: true,
  result: namedTicket,
})
