import { z } from 'zod'
import { categories, outcomes, type Role } from '../hall/ids.ts'
import { wireLimits as limits } from './limits.ts'

/** The shapes of commands as they come over the wire: checked here once, for HTTP and socket, and published as OpenAPI. */

const id = z
  .string()
  .min(1)
  .max(limits.idLength)
  .regex(/^[\w.-]+$/u, 'letters, digits, _ . - only')
const counter = id.describe('counter id')
const ticket = id.describe('internal ticket id')
const service = id.describe('service id')
const badge = z
  .string()
  .min(1)
  .max(limits.badgeLength)
  .regex(/^[\w-]+$/u, 'letters, digits, _ - only')
const label = z
  .string()
  .trim()
  .min(1)
  .max(limits.labelLength)
  .transform((text) => text.toUpperCase())
  .describe('what people read on the ticket, e.g. A042')
/** The phone's capability: 16 bytes, base64url. */
export const ticketKey = z.string().regex(/^[\w-]{22}$/u, 'a ticket key has 22 characters')
const keyShape = /^[\w-]{16,64}$/u
export const isCommandKey = (key: string): boolean => keyShape.test(key)
export const commandKeyProblem = `16 to ${limits.keyMaxLength} characters of A-Z a-z 0-9 _ -`
const commandKey = z.string().regex(keyShape, commandKeyProblem)
const epochMs = z.number().int().min(0).max(8_640_000_000_000_000)
const stage = z.enum(['waiting', 'called', 'serving', 'held', 'missed', 'ended'])
const expect = z.strictObject({ ticket: ticket.optional(), stage: stage.optional() }).optional()
const byStaff = { expect }
const atCounter = { counter, expect }
const reason = z.string().trim().min(1).max(limits.reasonLength)

/** Bodies as sent; words of people (`note`, `words`) are still words here and references afterwards. */
export const commandBodies = {
  'issue-ticket': z.strictObject({
    service,
    category: z.enum(categories).optional(),
    language: z
      .string()
      .max(limits.languageLength)
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u, 'a language tag such as zh-CN')
      .optional(),
    appointment: epochMs.optional(),
    ...byStaff,
  }),
  'open-counter': z.strictObject({ ...atCounter, takeOver: z.boolean().optional() }),
  'close-counter': z.strictObject({ ...atCounter, takeOver: z.boolean().optional() }),
  'pause-counter': z.strictObject({ ...atCounter, reason }),
  'call-next': z.strictObject(atCounter),
  'call-ticket': z
    .strictObject({ ...atCounter, label: label.optional(), ticket: ticket.optional() })
    .refine(
      (body) => (body.label === undefined) !== (body.ticket === undefined),
      'give either label or ticket',
    ),
  recall: z.strictObject(atCounter),
  'start-service': z.strictObject(atCounter),
  'mark-no-show': z.strictObject(atCounter),
  'put-back': z.strictObject(atCounter),
  finish: z.strictObject({
    ...atCounter,
    outcome: z.enum(outcomes).optional(),
    next: z.boolean().optional(),
  }),
  hold: z.strictObject({ ...atCounter, reason: reason.optional() }),
  resume: z.strictObject({ ...atCounter, ticket }),
  transfer: z
    .strictObject({
      counter: counter.optional(),
      ticket: ticket.optional(),
      to: z.union([z.strictObject({ service }), z.strictObject({ counter }), z.strictObject({ badge })]),
      note: z.string().trim().min(1).max(limits.noteLength).optional(),
      place: z.enum(['kept', 'end']).optional(),
      ...byStaff,
    })
    .refine((body) => body.counter !== undefined || body.ticket !== undefined, 'give counter or ticket'),
  'return-ticket': z
    .strictObject({ ticket: ticket.optional(), label: label.optional(), ...byStaff })
    .refine(
      (body) => (body.label === undefined) !== (body.ticket === undefined),
      'give either label or ticket',
    ),
  'cancel-ticket': z.strictObject({ ticket, ...byStaff }),
  leave: z.strictObject({ key: ticketKey }),
  'let-go-first': z.strictObject({ key: ticketKey, count: z.number().int().min(1).max(limits.letGoFirst) }),
  rate: z.strictObject({
    key: ticketKey,
    score: z.number().int().min(1).max(5),
    reasons: z.array(reason).max(limits.reasonsCount).optional(),
    words: z.string().trim().min(1).max(limits.noteLength).optional(),
  }),
  undo: z.strictObject({ command: commandKey }),
  'close-service': z.strictObject({ service, ...byStaff }),
  'open-service': z.strictObject({ service, ...byStaff }),
  'close-day': z.strictObject(byStaff),
  'ask-to-open': z.strictObject({ counter, ...byStaff }),
  'set-profile': z.strictObject({ counter, profile: id, ...byStaff }),
  reprint: z.strictObject({ ticket, ...byStaff }),
  'paper-came-out': z.strictObject({ ticket, ...byStaff }),
  'cancel-print': z.strictObject({ ticket, ...byStaff }),
  'print-test-page': z.strictObject({ device: id.describe('id of a device with a printer'), ...byStaff }),
  /** The clock jumped and is right: the administrator says so, and commands are taken again. */
  'accept-clock': z.strictObject({}),
} as const

export type WireCommandType = keyof typeof commandBodies
export type WireBody<T extends WireCommandType> = z.output<(typeof commandBodies)[T]>
export type WireCommand = { [T in WireCommandType]: { type: T; body: WireBody<T> } }[WireCommandType]

/**
 * Callers to whom a command or a view is open. `staff`: everybody who is signed in. `phone`: whoever holds the ticket's
 * key, which stands in the body.
 */
export type Grantee = 'anybody' | 'phone' | 'kiosk' | 'staff' | Role

/** Callers that may give a command; the wire checks it before the hall is asked. */
export const commandRoles: Record<WireCommandType, readonly Grantee[]> = {
  'issue-ticket': ['kiosk', 'counter', 'manager'],
  'open-counter': ['counter'],
  'close-counter': ['counter'],
  'pause-counter': ['counter'],
  'call-next': ['counter'],
  'call-ticket': ['counter'],
  recall: ['counter'],
  'start-service': ['counter'],
  'mark-no-show': ['counter'],
  'put-back': ['counter'],
  finish: ['counter'],
  hold: ['counter'],
  resume: ['counter'],
  transfer: ['counter', 'manager'],
  'return-ticket': ['kiosk', 'counter', 'manager'],
  'cancel-ticket': ['counter', 'manager'],
  leave: ['phone'],
  'let-go-first': ['phone'],
  rate: ['phone'],
  undo: ['staff'],
  'close-service': ['manager'],
  'open-service': ['manager'],
  'close-day': ['manager'],
  'ask-to-open': ['manager'],
  'set-profile': ['manager'],
  reprint: ['kiosk', 'counter', 'manager'],
  'paper-came-out': ['kiosk', 'counter', 'manager'],
  'cancel-print': ['counter', 'manager'],
  'print-test-page': ['manager'],
  'accept-clock': ['administrator'],
}

export const isWireCommand = (type: string): type is WireCommandType => Object.hasOwn(commandBodies, type)

/** `POST /api/session`. */
export const sessionBody = z.strictObject({ badge, password: z.string().min(1).max(limits.passwordLength) })

/** What a page may send over the socket. */
export const pageMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('command'),
    id: commandKey,
    command: z.string().max(limits.idLength),
    body: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ type: z.literal('again') }),
  z.strictObject({
    type: z.literal('report'),
    sound: z.enum(['on', 'blocked', 'off']).optional(),
    visible: z.boolean().optional(),
    build: z.string().max(limits.idLength).optional(),
    width: z.number().int().min(0).max(100_000).optional(),
    height: z.number().int().min(0).max(100_000).optional(),
  }),
])

export type PageMessage = z.output<typeof pageMessage>

/**
 * Whether a message is plainly a command, as nearly every one is: the schema would say the same in ten times as long.
 * Whatever isn't goes through the schema and hears what is wrong with it.
 */
export function isPlainCommand(value: unknown): value is PageMessage & { type: 'command' } {
  const message = value as Partial<Record<string, unknown>>
  const { type, id, command, body } = message
  if (type !== 'command' || typeof id !== 'string' || typeof command !== 'string') return false
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false
  return isCommandKey(id) && command.length <= limits.idLength && Object.keys(message).length === 4
}

/** Parameters of a view, over HTTP and socket. */
export const viewParameters = z.discriminatedUnion('view', [
  z.strictObject({ view: z.literal('kiosk'), device: id.default('kiosk-1') }),
  z.strictObject({ view: z.literal('board'), device: id.default('board-1') }),
  z.strictObject({ view: z.literal('window'), counter }),
  z.strictObject({ view: z.literal('counter'), counter }),
  z.strictObject({ view: z.literal('manager') }),
  z.strictObject({ view: z.literal('ticket'), key: z.string().max(200) }),
  z.strictObject({ view: z.literal('paper') }),
])
