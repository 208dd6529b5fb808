import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, service } from '../../fields.ts'
import { nothing } from '../results.ts'

export const closeService = command({
  summary: 'Gives no further numbers for the service; who waits stays',
  body: z.strictObject({ service, ...byStaff }),
  by: ['manager'],
  result: nothing,
})
