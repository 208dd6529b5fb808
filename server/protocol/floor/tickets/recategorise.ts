import { z } from 'zod'
import { categories } from '../../../hall/ids.ts'
import { command } from '../../command.ts'
import { byStaff, ticket } from '../../fields.ts'
import { namedTicket } from '../results.ts'

export const recategorise = command({
  summary: 'Gives a ticket another category; its place moves by the difference of the head starts',
  body: z.strictObject({ ticket, category: z.enum(categories).exclude(['appointment']), ...byStaff }),
  by: ['manager'],
  undo: true,
  result: namedTicket,
})
