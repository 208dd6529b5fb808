import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter, reason } from '../../fields.ts'
import { nothing } from '../results.ts'

export const pauseCounter = command({
  summary: 'Pauses the counter: no further ticket is called here',
  body: z.strictObject({ ...atCounter, reason }),
  by: ['counter'],
  result: nothing,
})
