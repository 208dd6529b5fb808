import { z } from 'zod'
import { wireLimits as limits } from '../limits.ts'

/** Bodies of the ways to sign in beside the password, both ways. */

const text = z.string()

/** The pages on which staff sign in. */
export const signInPages = ['/counter', '/manager', '/setup'] as const

export const signInWaysAnswer = z.strictObject({
  password: z
    .enum(['all', 'administrators'])
    .describe('whose accounts may sign in without the OpenID provider of the organisation'),
  openid: z
    .strictObject({
      label: text.optional().describe('the text of its button; absent: that of the page'),
      reachable: z.boolean().describe('whether the last try reached it'),
    })
    .optional()
    .describe('the OpenID provider of the organisation, where the hall has one'),
  passkeys: z
    .boolean()
    .describe('whether this address of the hall can have passkeys; browsers ask for TLS too'),
})
export type SignInWays = z.output<typeof signInWaysAnswer>

/** `POST /api/session/openid`. */
export const openIdBody = z.strictObject({
  page: text
    .max(limits.parameterLength)
    .regex(/^\/(?:counter|manager|setup)(?:\?[^#\s]*)?$/u, `one of ${signInPages.join(', ')}, with its query`)
    .describe('the page to which the answer leads back'),
})
export const addressAnswer = z.strictObject({ to: text.describe('the address to open next') })

/** `POST /api/session/openid/answer`: the query with which the provider led back. */
export const openIdAnswerBody = z.strictObject({
  state: text.min(1).max(limits.parameterLength),
  code: text.max(limits.openIdAnswerLength).optional(),
  iss: text.max(limits.openIdAnswerLength).optional(),
  error: text.max(limits.openIdAnswerLength).optional(),
})
export const signedInAnswer = z.strictObject({
  badge: text,
  signIn: text.describe('the id of the sign-in; empty without one'),
})

/** The password is right, and not enough. */
export const passwordProblem = z.strictObject({
  problem: text,
  why: z.literal('only-by-openid').optional().describe('the account signs in by the OpenID provider alone'),
})

const openIdRefusals = ['unreachable', 'denied', 'unverified', 'expired', 'no-badge', 'no-account'] as const
export const openIdProblem = z.strictObject({
  problem: text,
  why: z.enum(openIdRefusals),
  badge: text.optional().describe('for `no-account`: the badge number that the provider names'),
})
