import { z } from 'zod'
import { command } from '../../command.ts'
import { ticketKey } from '../../fields.ts'
import { wireLimits } from '../../limits.ts'
import { ahead } from '../results.ts'

export const letGoFirst = command({
  summary: 'The customer lets others go first',
  body: z.strictObject({ key: ticketKey, count: z.number().int().min(1).max(wireLimits.letGoFirst) }),
  by: ['phone'],
  result: z.strictObject({ ahead }),
})
