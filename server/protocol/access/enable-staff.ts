import { z } from 'zod'
import { command } from '../command.ts'
import { badge } from '../fields.ts'
import { nothing } from '../floor/results.ts'

export const enableStaff = command({
  summary: 'Enables a disabled account again, with the password that it had',
  body: z.strictObject({ badge }),
  by: ['administrator'],
  result: nothing,
})
