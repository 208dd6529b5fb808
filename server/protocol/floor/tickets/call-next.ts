import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { calledTicket } from '../results.ts'

export const callNext = command({
  summary: 'Calls the ticket that is next at this counter',
  body: z.strictObject(atCounter),
  by: ['counter'],
  undo: true,
  result: calledTicket,
})
