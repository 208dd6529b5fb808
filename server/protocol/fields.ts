import { z } from 'zod'
import { roles } from '../hall/ids.ts'
import { guessableProblem, isGuessable } from './guessable-password.ts'
import { wireLimits as limits } from './limits.ts'
import { readableLine, readableText } from './readable-text.ts'
import { typedLabel } from './typed-label.ts'

/** Fields that several bodies use. */

export const id = z
  .string()
  .min(1)
  .max(limits.idLength)
  .regex(/^[\w.-]+$/u, 'letters, digits, _ . - only')
export const counter = id.describe('counter id')
export const ticket = id.describe('internal ticket id')
export const service = id.describe('service id')
export const badge = z
  .string()
  .min(1)
  .max(limits.badgeLength)
  .regex(/^[\w-]+$/u, 'letters, digits, _ - only')
const languageProblem = 'a language tag such as zh-CN'
/** A tag that `Intl` accepts, because it throws for others, such as `en_US` and `en-US-GB`. */
export const language = z
  .string()
  .max(limits.languageLength)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u, { error: languageProblem, abort: true })
  .refine(isLocale, languageProblem)

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

/** The last moment of ECMAScript. */
const lastMoment = 8_640_000_000_000_000
export const epochMs = z.number().int().min(0).max(lastMoment)

/** The capability of a phone page: 22 characters of base64url. */
export const ticketKey = z.string().regex(/^[\w-]{22}$/u, 'a ticket key has 22 characters')

const keyShape = /^[\w-]{16,64}$/u
export const isCommandKey = (key: string): boolean => keyShape.test(key)
export const commandKeyProblem = `16 to ${limits.keyMaxLength} characters of A-Z a-z 0-9 _ -`
export const commandKey = z.string().regex(keyShape, commandKeyProblem)

const tooLong =
  (length: number) =>
  ({ input }: { readonly input?: unknown }): string =>
    `a text of ${String(input).length} characters: at most ${length}, so shorten it`
const unseen = 'nothing of this text would be seen: give it a visible sign, or leave it out'
/** A text on one line, such as a name. All texts of settings and documents are of this kind. */
export const line = z.string().overwrite(readableLine).min(1, unseen)
export const lineUpTo = (length: number) => line.max(length, { error: tooLong(length) })
export const label = lineUpTo(limits.labelLength)
  .transform(typedLabel)
  .describe('the label that people read on the ticket, e.g. A042')
/** Free text of a person. A command that has such a field lists it in `personal`. */
export const freeText = z
  .string()
  .overwrite(readableText)
  .min(1, unseen)
  .max(limits.noteLength, { error: tooLong(limits.noteLength) })

/** The name of a member of staff. */
export const personName = lineUpTo(limits.personNameLength)

/** The name of a device. */
export const deviceName = lineUpTo(limits.deviceNameLength)

const isSet = (list: readonly string[]): boolean => new Set(list).size === list.length
const twice = 'each at most once'
export const rolesOfStaff = z.array(z.enum(roles)).min(1).max(roles.length).refine(isSet, twice)
export const skills = z
  .union([z.literal('all'), z.array(id).max(limits.skillsCount).refine(isSet, twice)])
  .describe('services that the person can do')
const dayForm = 'a day such as 2026-11-29'
/** A calendar day, `YYYY-MM-DD`. */
const calendarDay = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/u, dayForm)
  .refine((text) => isCalendarDay(text), dayForm)

function isCalendarDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** How a skill was granted. */
const skillGrant = z
  .strictObject({
    on: calendarDay.describe('the day on which it was granted'),
    training: lineUpTo(limits.trainingLength).optional().describe('the training that it rests on'),
    until: calendarDay.optional().describe('the last business day on which it counts; absent: no end'),
  })
  .refine(({ on, until }) => until === undefined || on <= until, {
    path: ['until'],
    error: 'the last day of a skill is not before the day on which it was granted',
  })
export const skillGrants = z
  .record(id, skillGrant)
  .refine(
    (grants) => Object.keys(grants).length <= limits.skillsCount,
    `at most ${limits.skillsCount} skills`,
  )
  .describe('by skill, for skills that are named singly')
export const languagesOfStaff = z.array(language).max(limits.languagesCount).refine(isSet, twice)

/** A password that a person chooses. */
export const newPassword = z
  .string()
  .min(limits.passwordLeast, `a password has at least ${limits.passwordLeast} characters`)
  .max(limits.passwordLength)
  .refine(
    (password) => new Set(password).size >= limits.passwordSigns,
    `a password has at least ${limits.passwordSigns} different characters`,
  )
  .refine((password) => !isGuessable(password), guessableProblem)

const stage = z.enum(['waiting', 'called', 'serving', 'held', 'missed', 'ended'])

/** The state that the console showed when its key was pressed (optimistic locking); `{}`: the counter was free. */
export const byStaff = {
  expect: z.strictObject({ ticket: ticket.optional(), stage: stage.optional() }).optional(),
}
export const atCounter = { counter, ...byStaff }

export const labelOrTicket = { label: label.optional(), ticket: ticket.optional() }
/** Arguments of zod's `refine`: a body names its ticket once. */
export const oneOfLabelAndTicket: [(body: { label?: string; ticket?: string }) => boolean, string] = [
  ({ label, ticket }) => (label === undefined) !== (ticket === undefined),
  'give either label or ticket',
]

export const reason = id.describe("one of the hall's list of reasons")

/** The id of the credential of a passkey (WebAuthn allows 1,023 bytes), in base64url. */
export const passkeyId = z
  .string()
  .max(limits.passkeyIdLength)
  .regex(/^[\w-]+$/u, 'the id of a passkey, in base64url')
