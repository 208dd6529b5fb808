import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'
import { forwardReasons } from './act-reasons.ts'

export const bringForward = command({
  summary:
    'Puts a waiting ticket before all others that a counter may call by rule; the reason is shown where it is called',
  body: z.strictObject({ ticket, reason: z.enum(forwardReasons), ...byStaff }),
  by: ['manager'],
  undo: true,
  result: namedTicket,
})
