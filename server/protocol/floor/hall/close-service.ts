import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, service } from '../../fields.ts'
import { nothing } from '../results.ts'

export const closeService = command({
  summary: 'Closes the service: no further numbers are given, waiting tickets stay',
  body: z.strictObject({ service, ...byStaff }),
  by: ['manager'],
  undo: true,
  result: nothing,
})
