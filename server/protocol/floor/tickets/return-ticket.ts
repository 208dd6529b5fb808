import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, labelOrTicket, oneOfLabelAndTicket } from '../../fields.ts'
import { placedTicket } from '../results.ts'

export const returnTicket = command({
  summary: 'A customer who missed the call is back',
  body: z.strictObject({ ...labelOrTicket, ...byStaff }).refine(...oneOfLabelAndTicket),
  by: ['kiosk', 'counter', 'reception', 'manager'],
  undo: true,
  result: placedTicket,
})
