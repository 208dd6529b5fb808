import { z } from 'zod'
import { weekdays } from '../../hall/settings.ts'
import { limits } from '../limits.ts'
import { atMost } from '../list-lengths.ts'
import { namesUpTo } from '../name-texts.ts'

/** Opening hours of a week, and days with other hours, as a person writes them. */

export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, 'a time of day as HH:MM, such as 08:30')

const spans = z.array(z.tuple([clock, clock])).refine(...atMost(limits.hoursPerDay, 'spans a day'))

export const weeklyHours = z.partialRecord(z.enum(weekdays), spans)

const isDate = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
const date = z
  .string()
  .max(10)
  .refine(isDate, {
    error: ({ input }) => `a date of the calendar as YYYY-MM-DD, such as 2026-10-01, not "${input}"`,
  })

export const specialDays = z
  .array(
    z.strictObject({
      date,
      /** The last of several dates. */
      until: date.optional(),
      /** Its name, such as that of a holiday. */
      name: namesUpTo(limits.nameColumns.specialDay).optional(),
      /** A make-up day: the hours of this weekday. */
      like: z.enum(weekdays).optional(),
      /** Hours of its own; without these and `like` it is closed. */
      hours: spans.optional(),
    }),
  )
  .refine(...atMost(limits.specialDays, 'special days'))
