import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const destroyNotes = command({
  summary:
    'Destroys the notes of the ticket at this counter, once they are checked and not needed any longer',
  body: z.strictObject({ ...atCounter, ticket }),
  by: ['counter'],
  result: namedTicket,
})
