import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const startService = command({
  summary: 'The customer has come: the visit begins',
  body: z.strictObject(atCounter),
  by: ['counter'],
  undo: true,
  result: namedTicket,
})
