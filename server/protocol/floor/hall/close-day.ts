import { z } from 'zod'
import { ends } from '../../../hall/ids.ts'
import { command } from '../../command.ts'
import { byStaff } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const closeDay = command({
  summary: 'Ends every ticket that still waits, each with an event of its own',
  body: z.strictObject(byStaff),
  by: ['manager'],
  undo: true,
  result: z.strictObject({
    ended: z.array(namedTicket.extend({ how: z.enum(ends) })),
    left: z
      .number()
      .int()
      .optional()
      .describe('tickets that were too many for one step: give the command again'),
  }),
})
