import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const recall = command({
  summary: 'Calls the called ticket again',
  body: z.strictObject(atCounter),
  by: ['counter'],
  result: namedTicket,
})
