import { z } from 'zod'
import { roles } from '../hall/ids.ts'
import { type Refusal, refusalReasons } from '../hall/refusals.ts'
import { shownPasskey } from './access/passkey-bodies.ts'
import { newPin, pin } from './access/pin.ts'
import type { Agreed, Agreement } from './agreement.ts'
import { badge, newPassword } from './fields.ts'
import { wireLimits as limits } from './limits.ts'
import type { Answer, Problem, Trouble } from './messages.ts'
import { problemKinds } from './settings/problem-kinds.ts'

/** Bodies over HTTP, both ways, that are neither a command nor a view. */

const text = z.string()

/** `POST /api/session`. */
export const sessionBody = z.strictObject({
  badge,
  password: z.string().min(1).max(limits.passwordLength),
  newPassword: newPassword
    .optional()
    .describe('replaces the password; needed once after a password for one sign-in'),
})

/** `POST /api/session/unlock`. */
export const unlockBody = z.strictObject({ pin })

/** `POST /api/session/pin`. */
export const pinBody = z.strictObject({
  password: z
    .string()
    .min(1)
    .max(limits.passwordLength)
    .optional()
    .describe('absent: the sign-in of the request began at the OpenID provider within ten minutes'),
  pin: newPin
    .optional()
    .describe('unlocks sign-ins of this account in this browser; absent: the PINs of all its browsers go'),
})

/** The answer to a PIN that may not be set. */
export const pinProblem = z.strictObject({
  problem: text,
  why: z
    .literal('not-fresh')
    .optional()
    .describe('no password came, and the sign-in did not begin at the OpenID provider within ten minutes'),
})

export const problem = z
  .strictObject({
    path: text.describe('path in the body, dots between keys'),
    problem: text.describe('what is wrong, and what is allowed'),
    kind: z.enum(problemKinds).optional().describe('of a problem between parts of the settings'),
    facts: z
      .record(z.string(), z.union([text, z.number()]))
      .optional()
      .describe('what `problem` names'),
    parts: z.array(text).optional().describe('paths of other parts that it is about'),
  })
  .meta({ id: 'Problem' })
export type ProblemAgrees = Agreed<Agreement<typeof problem, Problem>>

export const refusal = z
  .strictObject({
    reason: z.enum(refusalReasons),
    counter: text.optional().describe('the counter that is meant: it is taken, or has the ticket already'),
    ticket: text.optional(),
    now: z
      .strictObject({
        ticket: text.optional(),
        stage: z.enum(['waiting', 'called', 'serving', 'held', 'missed', 'ended']).optional(),
      })
      .optional()
      .describe('for `stale`: what is true now'),
    limit: z.number().optional().describe('the number in force'),
    opensAt: z.number().optional().describe('when it opens next, ms since 1970-01-01T00:00Z'),
    version: z.number().optional().describe('for `settings-changed`: the version in force'),
    changed: z
      .array(text)
      .optional()
      .describe('for `settings-changed`: what changed since the base; absent: read all settings again'),
    inUse: z
      .array(
        z.strictObject({
          name: text.describe('the part of the settings that may not go yet, such as `services.fees`'),
          tickets: z.number().optional().describe('how many tickets depend on it'),
          labels: z.array(text).optional().describe('the first of them'),
          counters: z.array(text).optional().describe('counters that depend on it'),
        }),
      )
      .optional()
      .describe('for `in-use`'),
  })
  .meta({ id: 'Refusal' })
export type RefusalAgrees = Agreed<Agreement<typeof refusal, Refusal>>

export const denied = z.enum([
  'not-signed-in',
  'locked',
  'wrong-role',
  'no-such-type',
  'too-large',
  'key-reused',
  'too-many',
])
export type DeniedAgrees = Agreed<Agreement<typeof denied, Extract<Answer, { denied: string }>['denied']>>

export const trouble = z.enum(['clock-in-doubt', 'disk-is-full']).meta({ id: 'Trouble' })
export type TroubleAgrees = Agreed<Agreement<typeof trouble, Trouble>>

export const invalidAnswer = z.strictObject({ invalid: z.array(problem) }).meta({ id: 'InvalidAnswer' })
export const refusedAnswer = z.strictObject({ refusal }).meta({ id: 'RefusedAnswer' })
export const problemAnswer = z
  .strictObject({ problem: text, denied: denied.optional() })
  .meta({ id: 'ProblemAnswer' })
export const unknownAnswer = z.strictObject({ unknown: z.literal(true) }).meta({
  id: 'UnknownAnswer',
  description: 'The outcome is not known: try the same key again.',
})

/** `POST /api/device`: the claim of an approved screen. */
export const deviceBody = z.strictObject({ claim: z.string().max(limits.parameterLength) })
export const deviceSecretAnswer = z.strictObject({ secret: text })

const pinElsewhere = z
  .literal(true)
  .optional()
  .describe(
    'the account has PINs, but only for other browsers or by earlier rules: the password unlocks here',
  )

export const sessionAnswer = z.strictObject({
  badge: text,
  roles: z.array(z.enum(roles)),
  signIn: text
    .optional()
    .describe(
      "the id of the sign-in, for the header `Nowserving-Sign-In` and the socket's parameter `sign-in`",
    ),
  hasPin: z.literal(true).optional().describe('a PIN of the account unlocks its sign-ins in this browser'),
  hasPinElsewhere: pinElsewhere,
  isFresh: z
    .literal(true)
    .optional()
    .describe('began at the OpenID provider within ten minutes: a PIN can be set without the password'),
})
/** Nobody is signed in; with `locked`, somebody was, and may unlock it. */
export const nobodyAnswer = z.strictObject({
  problem: text,
  locked: z
    .strictObject({
      why: z.enum(['idle', 'locked']),
      badge: text,
      pinTries: z.number().int().optional().describe('PINs that may be tried; absent: none unlocks it'),
      hasPinElsewhere: pinElsewhere,
    })
    .optional(),
})
export const wrongPinAnswer = z.strictObject({
  problem: text,
  pinTries: z.number().int().describe('PINs that may still be tried; then the sign-in ends'),
})
export const staffAnswer = z.strictObject({
  staff: z.record(
    z.string(),
    z.strictObject({
      name: text,
      roles: z.array(z.enum(roles)),
      skills: z.union([z.literal('all'), z.array(text)]),
      skillGrants: z
        .record(z.string(), z.strictObject({ on: text, training: text.optional(), until: text.optional() }))
        .optional()
        .describe(
          'by skill: the day on which it was granted, its training, and the last business day on which it counts',
        ),
      skillsEnded: z
        .array(text)
        .optional()
        .describe('skills whose last day is over, so that they do not count'),
      languages: z.array(text),
      isDisabled: z.boolean(),
      isOneTime: z.boolean().describe('the password is for one sign-in, at which the person chooses another'),
      passkeys: z.record(z.string(), shownPasskey).optional().describe('by id; absent: none'),
      seenAt: z
        .number()
        .optional()
        .describe(
          'when the person last signed in or acted, to a minute, ms since 1970-01-01T00:00Z; absent: never',
        ),
    }),
  ),
})
export const keysAnswer = z.strictObject({
  keys: z.record(
    z.string(),
    z.strictObject({
      name: text,
      commands: z.array(text),
      views: z.array(text),
      addedAt: z.number(),
      addedBy: text.optional().describe('staff:<badge>; absent: at the command line'),
      usedAt: z.number().optional().describe('its last request, to a minute; absent: never'),
      until: z.number().describe('its end, ms since 1970-01-01T00:00Z'),
    }),
  ),
})
export const startAnswer = z.strictObject({
  demo: z.boolean(),
  hall: z.record(z.string(), text),
  languages: z.array(text),
  timeZone: text,
  counters: z.record(z.string(), z.record(z.string(), text)),
  needsAdministrator: z
    .boolean()
    .describe(
      'nobody can set up the hall yet: the terminal shows a one-time code for the first administrator',
    ),
  firstAdministrator: text
    .optional()
    .describe('the badge that goes with that code; absent once somebody can set up the hall'),
})
export const aliveAnswer = z.strictObject({ alive: z.literal(true) })
export const readyAnswer = z.strictObject({ ready: z.literal(true) })
export const notReadyAnswer = z.strictObject({ ready: z.literal(false), trouble })
