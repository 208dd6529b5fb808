import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter } from '../../fields.ts'
import { nothing } from '../results.ts'

export const openCounter = command({
  summary: 'Binds the person to the counter, or ends a pause',
  body: z.strictObject({ ...atCounter, takeOver: z.boolean().optional() }),
  by: ['counter'],
  result: nothing,
})
