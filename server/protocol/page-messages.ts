import { z } from 'zod'
import type { Agreed, Agreement } from './agreement.ts'
import { commandKey, isCommandKey } from './fields.ts'
import { wireLimits as limits } from './limits.ts'
import type { PageMessage as SentMessage } from './messages.ts'

/** An id chosen by the page; watches of a view with the same id share their frames. */
const watchId = z
  .string()
  .min(1)
  .max(limits.watchIdLength)
  .regex(/^[\w.:-]+$/u, 'letters, digits, _ . : - only')

/** Messages that a page may send over the socket. */
export const pageMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('command'),
    id: commandKey,
    command: z.string().max(limits.idLength),
    body: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({
    type: z.literal('watch'),
    id: watchId,
    view: z.string().max(limits.idLength),
    params: z.record(z.string(), z.string().max(limits.parameterLength)).optional(),
    epoch: z.string().max(limits.idLength).optional(),
    seq: z.number().int().min(0).optional(),
    seen: z.string().max(limits.parameterLength).optional(),
  }),
  z.strictObject({ type: z.literal('unwatch'), id: watchId }),
  z.strictObject({ type: z.literal('again'), id: watchId.optional() }),
  z
    .strictObject({ type: z.literal('touched') })
    .describe('of a page with a sign-in, at most once a minute: somebody pressed a key or a button there'),
  z.strictObject({
    type: z.literal('report'),
    sound: z.enum(['on', 'blocked', 'off']).optional(),
    shown: z
      .string()
      .max(limits.idLength)
      .optional()
      .describe('of a kiosk: the last ticket whose number its screen showed to the customer'),
    visible: z.boolean().optional(),
    build: z.string().max(limits.idLength).optional(),
    width: z.number().int().min(0).max(limits.pagePixels).optional(),
    height: z.number().int().min(0).max(limits.pagePixels).optional(),
  }),
])

export type PageMessage = z.output<typeof pageMessage>
type Sent<T extends SentMessage['type']> = Extract<SentMessage, { type: T }>
type Parsed<T extends SentMessage['type']> = z.ZodType<Extract<PageMessage, { type: T }>>
export type PageMessagesAgree =
  | Agreed<Agreement<Parsed<'unwatch'>, Sent<'unwatch'>>>
  | Agreed<Agreement<Parsed<'again'>, Sent<'again'>>>
  | Agreed<Agreement<Parsed<'touched'>, Sent<'touched'>>>
  | Agreed<Agreement<Parsed<'report'>, Sent<'report'>>>

/**
 * Fast path: whether a message is a well-formed command, as nearly every one is. The schema takes ten times as long. Any
 * other message goes through the schema, which describes its faults.
 */
export function isPlainCommand(value: unknown): value is PageMessage & { type: 'command' } {
  const message = value as Partial<Record<string, unknown>>
  const { type, id, command, body } = message
  if (type !== 'command' || typeof id !== 'string' || typeof command !== 'string') return false
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false
  return isCommandKey(id) && command.length <= limits.idLength && Object.keys(message).length === 4
}
