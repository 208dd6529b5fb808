import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const paperCameOut = command({
  summary: 'Records that somebody saw the printed slip',
  body: z.strictObject({ ticket, ...byStaff }),
  by: ['kiosk', 'counter', 'reception', 'manager'],
  result: namedTicket,
})
