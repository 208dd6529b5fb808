import { z } from 'zod'
import { outcomes } from '../../../hall/ids.ts'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { calledTicket, namedTicket } from '../results.ts'

export const finish = command({
  summary: 'Ends the visit; with `next`, calls the next ticket in the same step',
  body: z.strictObject({ ...atCounter, outcome: z.enum(outcomes).optional(), next: z.boolean().optional() }),
  by: ['counter'],
  undo: true,
  result: namedTicket.extend({ called: calledTicket.optional() }),
})
