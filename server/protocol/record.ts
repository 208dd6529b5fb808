import { z } from 'zod'
import { id, label } from './fields.ts'
import { wireLimits as limits } from './limits.ts'

/** The record of a business day: who did what, when and from which device. */

const isDate = (text: string): boolean => !Number.isNaN(Date.parse(`${text}T00:00Z`))
const dayForm = 'a business day such as 2026-11-29'

/** A business day, `YYYY-MM-DD`. */
export const recordDay = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/u, dayForm)
  .refine(isDate, dayForm)

/** Properties of the rows that are shown; absent: any. */
export const recordFilter = z.strictObject({
  who: z
    .string()
    .max(limits.idLength)
    .regex(
      /^[\w.:-]+$/u,
      'a badge number, staff:<badge>, key:<id>, device, phone, keeper, or the id of a device',
    )
    .optional()
    .describe('a badge number, or another actor, or the id of a device'),
  device: id.optional().describe('the id of a device, `console` or `server`'),
  what: id.optional().describe('a command, such as `finish`'),
  counter: id.optional(),
  ticket: z.union([label, id]).optional().describe('a label, or an internal ticket id'),
})

/** `GET /api/record`. */
export const recordQuery = recordFilter.extend({
  day: recordDay.optional().describe('by default the present business day, or that of the cursor'),
  order: z.enum(['oldest', 'newest']).default('oldest').describe('the first row of the first page'),
  cursor: z.string().max(limits.cursorLength).optional().describe('the `cursor` of an earlier answer'),
})

/** `GET /api/record/export`. */
export const exportQuery = z.strictObject({
  day: recordDay.optional().describe('by default the present business day'),
  as: z.enum(['csv', 'ndjson']).default('csv'),
})

const recordRow = z
  .strictObject({
    seq: z.number().int().describe('counts through the whole life of the hall'),
    at: z.number().describe('ms since 1970-01-01T00:00Z'),
    who: z.string().describe('staff:<badge>, key:<id>, device, phone, or keeper: the server itself'),
    device: z.string(),
    what: z.string().describe('the command'),
    counter: z.string().optional(),
    ticket: z.string().optional(),
    label: z.string().optional(),
    events: z.array(z.looseObject({ type: z.string() })).describe('what it changed'),
  })
  .meta({ id: 'RecordRow' })
export type RecordRow = z.output<typeof recordRow>

export const closing = z.strictObject({
  batch: z.number().int(),
  sha256: z.string().describe('covers every record up to the end of the day; for `verify --until-hash`'),
})
export type Closing = z.output<typeof closing>

export const recordAnswer = z.strictObject({
  day: z.string(),
  rows: z.array(recordRow),
  cursor: z.string().optional().describe('present when there may be more'),
  closing: closing
    .optional()
    .describe('of a day that is closed: on the last page, newest first on the first one'),
})
