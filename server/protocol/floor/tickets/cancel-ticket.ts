import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, ticket } from '../../fields.ts'
import { nothing } from '../results.ts'
import { cancelReasons } from './act-reasons.ts'

export const cancelTicket = command({
  summary: 'Cancels a ticket',
  body: z.strictObject({ ticket, reason: z.enum(cancelReasons).optional(), ...byStaff }),
  by: ['counter', 'manager'],
  undo: true,
  result: nothing,
})
