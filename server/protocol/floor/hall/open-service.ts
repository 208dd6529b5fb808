import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, service } from '../../fields.ts'
import { nothing } from '../results.ts'

export const openService = command({
  summary: 'Gives numbers for the service again',
  body: z.strictObject({ service, ...byStaff }),
  by: ['manager'],
  result: nothing,
})
