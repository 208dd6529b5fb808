import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff } from '../../fields.ts'
import { nothing } from '../results.ts'

export const giveTickets = command({
  summary: 'Tickets are given again after a stop',
  body: z.strictObject(byStaff),
  by: ['manager'],
  undo: true,
  result: nothing,
})
