import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const paperCameOut = command({
  summary: 'A person saw the paper',
  body: z.strictObject({ ticket, ...byStaff }),
  by: ['kiosk', 'counter', 'manager'],
  result: namedTicket,
})
