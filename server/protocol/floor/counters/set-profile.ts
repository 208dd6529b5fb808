import { z } from 'zod'
import { command } from '../../command.ts'
import { byStaff, counter, id } from '../../fields.ts'
import { nothing } from '../results.ts'

export const setProfile = command({
  summary: 'Sets the profile of a counter: its services and their order',
  body: z.strictObject({ counter, profile: id, ...byStaff }),
  by: ['manager'],
  undo: true,
  result: nothing,
})
