import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const resume = command({
  summary: 'Resumes a ticket that is on hold',
  body: z.strictObject({ ...atCounter, ticket }),
  by: ['counter'],
  undo: true,
  result: namedTicket,
})
