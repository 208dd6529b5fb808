import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const markNoShow = command({
  summary: 'The called customer did not come',
  body: z.strictObject(atCounter),
  by: ['counter'],
  undo: true,
  result: namedTicket,
})
