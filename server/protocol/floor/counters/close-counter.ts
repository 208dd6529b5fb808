import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { nothing } from '../results.ts'

export const closeCounter = command({
  summary: 'Closes the counter and releases its person',
  body: z.strictObject({ ...atCounter, takeOver: z.boolean().optional() }),
  by: ['counter'],
  result: nothing,
})
