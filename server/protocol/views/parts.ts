import { z } from 'zod'
import { categories } from '../../hall/ids.ts'
import type { PrintState } from '../../hall/ticket.ts'
import type {
  ActiveTicket,
  Doors,
  HallNames,
  PaperState,
  Queue,
  StaffTicket,
} from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { forwardReason, howLong, placementReason } from '../floor/results.ts'

/** Parts of several views. The compiler holds each to the type of the same name in the heart. */

export const text = z.string()
export const count = z.number().int()
/** Milliseconds since 1970-01-01T00:00Z. */
export const moment = z.number().meta({ id: 'EpochMs', description: 'ms since 1970-01-01T00:00Z' })
export const ms = z.number()
export const byId = <S extends z.ZodType>(schema: S) => z.record(z.string(), schema)

export const texts = byId(text).meta({ id: 'Texts', description: 'a text per language tag' })
export const names = z
  .strictObject({
    hall: texts,
    groups: byId(texts).optional(),
    services: byId(texts),
    counters: byId(texts),
    reasons: z.strictObject({ pause: byId(texts), hold: byId(texts), rating: byId(texts) }),
  })
  .meta({ id: 'HallNames' })

/** Languages and time zone, in every view of the hall. */
export const locale = { languages: z.array(text), timeZone: text }
/** The names of the ids of a view, for the views that carry them. */
export const named = { words: names }

const doorsFields = {
  doors: z.enum(['open', 'closed']),
  opensAt: moment.optional(),
  closesAt: moment.optional(),
  callsUntil: moment.optional().describe('while closed with tickets waiting: until when they are called'),
  unserved: z
    .strictObject({ count, at: moment })
    .optional()
    .describe('while closed: tickets of this day that ended unserved, and when the last of them did'),
}
const doorsSchema = z.strictObject(doorsFields)
export const doors = doorsFields

const queueFields = { waiting: count, ...howLong }
export const queue = z.strictObject(queueFields).meta({ id: 'Queue' })
export const letteredQueue = z.strictObject({ ...queueFields, letter: text })
export const staffQueue = letteredQueue.extend({ open: z.boolean() })

export const counterState = z.enum(['closed', 'open', 'paused'])

const noPaper = z.strictObject({ print: z.literal('none') })
const paper = z.strictObject({
  print: z.enum(['queued', 'printing', 'printed', 'not-printed', 'unsure', 'held', 'expired', 'cancelled']),
  copies: count.optional(),
  askedAt: moment.optional(),
  why: text.optional(),
})
/** The paper of a ticket as its kiosk shows it. */
export const paperState = z.union([noPaper, paper]).meta({ id: 'PaperState' })
export const printState = z.union([noPaper, paper.extend({ job: text })]).meta({ id: 'PrintState' })

export const inches = z.number().describe('diagonal of the screen in inches, by the settings of its device')

export const printerState = z.enum([
  'ready',
  'unreachable',
  'no-paper',
  'cover-open',
  'cutter-jam',
  'printer-error',
  'offline',
  'head-hot',
  'unknown',
])

const staffTicketFields = {
  ticket: text,
  label: text,
  day: text,
  service: text,
  category: z.enum(categories),
  language: text,
  issuedAt: moment,
  joinedAt: moment,
  standsSince: moment,
  mark: placementReason.optional(),
  forward: forwardReason.optional(),
  calls: count,
  misses: count,
  notes: count,
  unconfirmed: z
    .literal(true)
    .optional()
    .describe('neither screen nor paper confirms that its customer learnt the number'),
}
export const staffTicket = z.strictObject(staffTicketFields).meta({ id: 'StaffTicket' })
export const activeTicket = staffTicket
  .extend({
    stage: z.enum(['called', 'serving']),
    calledAt: moment,
    startedAt: moment.optional(),
    callsHere: count,
    waitedMs: ms,
  })
  .meta({ id: 'ActiveTicket' })
export const nextTicket = staffTicket.extend({ place: count }).meta({ id: 'NextTicket' })
export const heldTicket = staffTicket
  .extend({
    heldAt: moment,
    badge: text,
    counter: text,
    for: text.optional(),
    minutes: count.optional().describe('agreed with the customer'),
  })
  .meta({ id: 'HeldTicket' })
export const missedTicket = staffTicket
  .extend({ missedAt: moment, counter: text })
  .meta({ id: 'MissedTicket' })

const ratio = z.number()
export const guidance = z
  .strictObject({
    recallAfterMs: ms,
    noShowAfterCalls: count,
    noShowAfterMs: ms,
    apologyAfterMs: ms,
    longWaitMs: ms,
    holdReminderMs: ms,
    idleReminderMs: ms,
    amberAt: ratio,
    redAt: ratio,
  })
  .meta({ id: 'Guidance' })

export type PartsAgree =
  | Agreed<Agreement<typeof names, HallNames>>
  | Agreed<Agreement<typeof doorsSchema, Doors>>
  | Agreed<Agreement<typeof queue, Queue>>
  | Agreed<Agreement<typeof paperState, PaperState>>
  | Agreed<Agreement<typeof printState, PrintState>>
  | Agreed<Agreement<typeof staffTicket, StaffTicket>>
  | Agreed<Agreement<typeof activeTicket, ActiveTicket>>
