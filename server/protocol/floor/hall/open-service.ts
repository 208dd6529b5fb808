import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, service } from '../../fields.ts'
import { nothing } from '../results.ts'

export const openService = command({
  summary: 'Opens the service: numbers are given again',
  body: z.strictObject({ service, ...byStaff }),
  by: ['manager'],
  undo: true,
  result: nothing,
})
