import { z } from 'zod'
import { command } from '../../command.ts'
import { freeText, reason, ticketKey } from '../../fields.ts'
import { wireLimits } from '../../limits.ts'
import { nothing } from '../results.ts'

export const rate = command({
  summary: 'The customer rates the visit, once',
  body: z.strictObject({
    key: ticketKey,
    score: z.number().int().min(1).max(5),
    reasons: z.array(reason).max(wireLimits.reasonsCount).optional(),
    words: freeText.optional(),
  }),
  by: ['phone'],
  personal: ['words'],
  result: nothing,
})
