import { z } from 'zod'
import { categories } from '../../hall/ids.ts'
import type { Why } from '../../hall/ticket.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { forwardReasons } from './tickets/act-reasons.ts'

/** Results of several commands. */

export const nothing = z.strictObject({})

const named = { ticket: z.string(), label: z.string() }
export const namedTicket = z.strictObject(named)

export const ahead = z
  .number()
  .int()
  .describe('how many are called before it at the counters that can serve it')
export const placedTicket = z.strictObject({ ...named, ahead })

export const wait = z.strictObject({ from: z.number().int(), to: z.number().int() }).describe('minutes')

/** How long it takes until the call: `wait`, `now`, or `why` there is no figure. */
export const howLong = {
  wait: wait.optional(),
  now: z.literal(true).optional().describe('a counter is free for it'),
  why: z
    .enum(['no-counter-open', 'too-little-known', 'past-closing'])
    .optional()
    .describe('why there is no figure'),
}
/** Of a ticket. */
export const standing = {
  ...howLong,
  next: z.literal(true).optional().describe('each open counter that can serve it would call it first'),
}

const ms = z.number()
export const placementReason = z.enum([
  'returned',
  'transferred',
  'put-back',
  'let-others-go',
  'appointment',
  'brought-forward',
])
export const forwardReason = z.enum(forwardReasons).describe('why the hall manager brought it forward')
export const why = z.strictObject({
  rule: z.enum([
    'stands-longest',
    'over-threshold',
    'sent-here',
    'precedence',
    'alternation',
    'chosen',
    'brought-forward',
    'after-put-back',
  ]),
  facts: z.strictObject({
    standsSince: ms,
    joinedAt: ms,
    category: z.enum(categories),
    headStartMs: ms,
    tier: z.number().int().optional(),
    afterMs: ms.optional(),
    mark: placementReason.optional(),
    forward: forwardReason.optional(),
  }),
})
export type WhyAgrees = Agreed<Agreement<typeof why, Why>>

export const calledTicket = z.strictObject({ ...named, service: z.string(), why })
