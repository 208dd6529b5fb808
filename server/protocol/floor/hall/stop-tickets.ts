import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff } from '../../fields.ts'
import { nothing } from '../results.ts'

export const stopTickets = command({
  summary: 'Stops the giving of tickets at kiosks: staff still give them, waiting tickets stay',
  body: z.strictObject(byStaff),
  by: ['manager'],
  undo: true,
  result: nothing,
})
