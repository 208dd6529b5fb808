import { z } from 'zod'
import { categories } from '../../hall/ids.ts'
import type { Why } from '../../hall/ticket.ts'
import type { Agreed, Agreement } from '../agreement.ts'

/** Results of several commands. */

export const nothing = z.strictObject({})

const named = { ticket: z.string(), label: z.string() }
export const namedTicket = z.strictObject(named)

/** `ahead`: tickets that are called before it. */
export const placedTicket = z.strictObject({ ...named, ahead: z.number().int() })

export const wait = z.strictObject({ from: z.number().int(), to: z.number().int() }).describe('minutes')

const ms = z.number()
export const placementReason = z.enum(['returned', 'transferred', 'put-back', 'let-others-go', 'appointment'])
export const why = z.strictObject({
  rule: z.enum(['stands-longest', 'over-threshold', 'sent-here', 'precedence', 'alternation', 'chosen']),
  facts: z.strictObject({
    standsSince: ms,
    joinedAt: ms,
    category: z.enum(categories),
    headStartMs: ms,
    tier: z.number().int().optional(),
    afterMs: ms.optional(),
    mark: placementReason.optional(),
  }),
})
export type WhyAgrees = Agreed<Agreement<typeof why, Why>>

export const calledTicket = z.strictObject({ ...named, service: z.string(), why })
