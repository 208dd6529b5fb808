import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, counter } from '../../fields.ts'
import { nothing } from '../results.ts'

export const askToOpen = command({
  summary: 'Asks the person of a counter to open the counter',
  body: z.strictObject({ counter, ...byStaff }),
  by: ['manager'],
  undo: true,
  result: nothing,
})
