import { z } from 'zod'
import { command } from '../command.ts'
import { badge } from '../fields.ts'
import { nothing } from '../floor/results.ts'

export const disableStaff = command({
  summary: 'Disables an account and ends all its sign-ins; the record of its work stays',
  body: z.strictObject({ badge }),
  by: ['administrator'],
  result: nothing,
})
