import { z } from 'zod'
import { command } from '../../command.ts'
import { ticketKey } from '../../fields.ts'
import { nothing } from '../results.ts'

export const leave = command({
  summary: 'The customer gives up the number',
  body: z.strictObject({ key: ticketKey }),
  by: ['phone'],
  result: nothing,
})
