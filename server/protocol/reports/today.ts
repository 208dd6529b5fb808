import { z } from 'zod'
import { stepLists } from '../../reports/step-list.ts'
import { badge, id } from '../fields.ts'
import { wireLimits as limits } from '../limits.ts'

/** Reports of a business day: figures, the tickets behind each, and both as a file. Times are ms. */

const count = z.number().int().min(0)
const ms = z.number().int()

const spread = z
  .strictObject({
    count,
    mean: ms,
    p50: ms.describe('the shortest time that at least half of them do not exceed (nearest rank)'),
    p80: ms.describe('the same for four fifths'),
    longest: ms,
  })
  .meta({ id: 'Spread' })

const figureFields = {
  wait: spread
    .optional()
    .describe('from joining a queue to the call, over all waits of a step; absent: none'),
  within: count.describe('how many of these waits were shorter than the limit'),
  service: spread.optional().describe('served time of the steps that are over; absent: none'),
  scores: z
    .tuple([count, count, count, count, count])
    .describe('how many ratings had each score, from 1 to 5'),
}
const figures = z.strictObject(figureFields).meta({ id: 'Figures' })
const issued = count.describe('tickets that were issued')

const totals = z
  .strictObject({ issued, served: count, noShow: count, left: count, cancelled: count, unserved: count })
  .meta({ id: 'Totals' })

const usual = z
  .strictObject({
    days: count.describe('the number of closed days of the same weekday; each figure is their median'),
    totals,
    wait: spread.optional(),
    withinPercent: count.optional(),
    service: spread.optional(),
    issued: z
      .record(z.string(), count)
      .describe('tickets of each half hour of the whole day, by its ms since the start of the day'),
  })
  .meta({ id: 'UsualDay' })

/** `GET /api/reports/today`. */
export const todayAnswer = z.strictObject({
  day: z.string(),
  at: ms.describe('the time of these figures, ms since 1970-01-01T00:00Z'),
  startsAt: ms.describe('the start of the first half hour of the day'),
  limitMs: ms.describe('the limit of a wait: `guidance.longWaitMinutes` of the settings'),
  totals,
  all: figures,
  services: z.record(z.string(), z.strictObject({ ...figureFields, issued })),
  counters: z.record(z.string(), figures),
  people: z.record(z.string(), figures).describe('by badge'),
  halves: z.array(z.strictObject({ ...figureFields, issued, at: ms })).describe('by half hour'),
  usual: usual.optional().describe('the usual day up to the same time; absent: no such day is known'),
})
export type TodayAnswer = z.output<typeof todayAnswer>

const whole = z.coerce.number().int().min(0)

/** `GET /api/reports/today/tickets`. */
export const stepsQuery = z.strictObject({
  of: z.enum(stepLists).describe('the figure'),
  service: id.optional(),
  counter: id.optional(),
  person: badge.optional().describe('a badge number'),
  half: whole.optional().describe('the start of a half hour, as the report has it'),
  from: whole.max(limits.reportFrom).default(0).describe('the number of rows to pass over'),
})

/** The name of a figure that opens to its tickets. */
export type StepsOf = z.output<typeof stepsQuery>['of']

const step = z
  .strictObject({
    label: z.string(),
    service: z.string(),
    counter: z.string().optional(),
    joinedAt: ms.describe('issued, or transferred after service had begun'),
    calledAt: ms.optional().describe('its first call'),
    startedAt: ms.optional(),
    overAt: ms.optional(),
    how: z.string().optional().describe('absent while it is open'),
    waitedMs: ms.optional().describe('absent when it was not called'),
    servedMs: ms.optional().describe('absent when no service has begun'),
  })
  .meta({ id: 'Step' })
export type ShownStep = z.output<typeof step>

export const stepsAnswer = z.strictObject({
  rows: z.array(step).describe('longest first, or latest first'),
  all: count.describe('how many there are'),
})
export type StepsAnswer = z.output<typeof stepsAnswer>

/** `GET /api/reports/today/export`. */
export const reportExportQuery = z.strictObject({
  what: z.enum(['figures', 'tickets']).default('figures'),
})
