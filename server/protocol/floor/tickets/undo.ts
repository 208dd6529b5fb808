import { z } from 'zod'
import { command } from '../../command.ts'
import { commandKey } from '../../fields.ts'
import { nothing } from '../results.ts'

export const undo = command({
  summary: 'Takes a command back by its key, within 8 s, by the person who gave it',
  body: z.strictObject({ command: commandKey }),
  by: ['counter', 'reception', 'manager'],
  result: nothing,
})
