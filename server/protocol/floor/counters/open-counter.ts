import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { nothing } from '../results.ts'

export const openCounter = command({
  summary: 'Opens the counter for the person who asks, or ends a pause',
  body: z.strictObject({ ...atCounter, takeOver: z.boolean().optional() }),
  by: ['counter'],
  result: nothing,
})
