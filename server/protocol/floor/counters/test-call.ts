import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, counter } from '../../fields.ts'
import { nothing } from '../results.ts'

export const testCall = command({
  summary:
    'Lets every board that shows a counter sound and show a test call, which calls no ticket and counts nowhere',
  body: z.strictObject({ counter, ...byStaff }),
  by: ['manager'],
  result: nothing,
})
