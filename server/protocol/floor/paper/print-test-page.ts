import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, id } from '../../fields.ts'
import { nothing } from '../results.ts'

export const printTestPage = command({
  summary: 'Prints a test page',
  body: z.strictObject({ device: id.describe('id of a device with a printer'), ...byStaff }),
  by: ['manager'],
  result: nothing,
})
