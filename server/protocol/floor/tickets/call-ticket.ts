import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter, labelOrTicket, oneOfLabelAndTicket } from '../../fields.ts'
import { calledTicket } from '../results.ts'

export const callTicket = command({
  summary: 'Calls a chosen ticket, waiting or missed',
  body: z.strictObject({ ...atCounter, ...labelOrTicket }).refine(...oneOfLabelAndTicket),
  by: ['counter'],
  undo: true,
  result: calledTicket,
})
