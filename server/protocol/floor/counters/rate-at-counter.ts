import { z } from 'zod'
import { command } from '../../command.ts'
import { counter, reason } from '../../fields.ts'
import { wireLimits } from '../../limits.ts'
import { nothing } from '../results.ts'

/** A day and a label. */
const visitId = z
  .string()
  .max(wireLimits.visitLength)
  .regex(
    /^\d{4}-\d\d-\d\d\/[A-Za-z]*\d+$/u,
    'the id of a visit is a day, a stroke and a label: 2026-11-30/A042',
  )

export const rateAtCounter = command({
  summary: 'The customer rates, at the device of a counter, the visit that ended there last; once',
  body: z.strictObject({
    counter,
    visit: visitId.describe('its id in the view `rating`'),
    score: z.number().int().min(1).max(5),
    reasons: z.array(reason).max(wireLimits.reasonsCount).optional(),
  }),
  by: ['rating'],
  result: nothing,
})
