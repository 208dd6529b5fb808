import { z } from 'zod'
import { lineUpTo } from '../fields.ts'
import { wireLimits as limits } from '../limits.ts'

/** Commands that a key may be granted: those of a desk and of the floor as a whole, none of accounts or settings. */
export const keyCommands = [
  'issue-ticket',
  'return-ticket',
  'cancel-ticket',
  'transfer',
  'open-service',
  'close-service',
  'close-day',
  'ask-to-open',
  'set-profile',
  'reprint',
] as const

/** Views that a key may be granted. */
export const keyViews = ['kiosk', 'board', 'window', 'counter', 'manager'] as const

const isSet = (list: readonly string[]): boolean => new Set(list).size === list.length
const twice = 'each at most once'

/** The name of an API key and its grants. */
export const keyGrants = z.strictObject({
  name: lineUpTo(limits.keyNameLength).describe('the program that has the key, for people'),
  commands: z.array(z.enum(keyCommands)).max(keyCommands.length).refine(isSet, twice).default([]),
  views: z.array(z.enum(keyViews)).max(keyViews.length).refine(isSet, twice).default([]),
})

/** Days after which a key ends. */
export const keyDays = z.number().int().min(1).max(limits.keyDays).default(limits.keyDays)

/** The id of an API key. */
export const keyId = z.string().regex(/^[0-9a-f]{12}$/u, 'the id of a key has 12 of 0-9 a-f')
