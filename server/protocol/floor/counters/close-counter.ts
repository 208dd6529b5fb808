import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { nothing } from '../results.ts'

export const closeCounter = command({
  summary: 'Ends the time of the person at the counter',
  body: z.strictObject({ ...atCounter, takeOver: z.boolean().optional() }),
  by: ['counter'],
  result: nothing,
})
