import { z } from 'zod'
import { label } from '../fields.ts'
import { recordDay } from '../record.ts'

/** Words of people in the vault: counts and ends, never the words. */

/** Purposes of words of people; `server/data/personal/purposes.ts` says how long each is kept, and why. */
export const personalPurposes = ['note', 'rating'] as const
export const personalPurpose = z.enum(personalPurposes)
export type PersonalPurpose = (typeof personalPurposes)[number]

/** `GET /api/personal`. */
export const personalAnswer = z.strictObject({
  purposes: z.record(
    personalPurpose,
    z.strictObject({
      texts: z.number().int(),
      days: z
        .record(recordDay, z.number().int())
        .describe('texts by the business day of the newest in their matter'),
      endsAt: z.number().optional().describe('the next end, ms since 1970-01-01T00:00Z'),
      lastEndsAt: z.number().optional(),
      keptDays: z.number().describe('after their business day'),
      endsWithTicket: z.boolean().describe('destroyed earlier, when the ticket has ended'),
    }),
  ),
})
export type PersonalAnswer = z.output<typeof personalAnswer>

/** `GET /api/personal/ticket`. */
export const personalQuery = z.strictObject({ day: recordDay, label })
export const personalOfTicket = z.strictObject({
  day: z.string(),
  label: z.string(),
  texts: z.record(personalPurpose, z.number().int()),
})
