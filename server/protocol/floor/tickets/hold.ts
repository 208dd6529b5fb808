import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter, reason } from '../../fields.ts'
import { wireLimits } from '../../limits.ts'
import { namedTicket } from '../results.ts'

export const hold = command({
  summary: 'Puts the ticket on hold at this counter, out of the queue',
  body: z.strictObject({
    ...atCounter,
    for: reason.optional(),
    minutes: z.number().int().min(1).max(wireLimits.holdMinutes).optional(),
  }),
  by: ['counter'],
  undo: true,
  result: namedTicket,
})
