import { z } from 'zod'
import type { BoardView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { byId, counterState, doors, inches, letteredQueue, locale, moment, text } from './parts.ts'

const call = z
  .strictObject({ id: text, label: text, counter: text, at: moment, again: z.boolean() })
  .meta({ id: 'BoardCall' })

export const boardView = z
  .strictObject({
    ...locale,
    ...doors,
    diagonal: inches.optional(),
    calls: z.array(call),
    queues: byId(letteredQueue),
    hours: z
      .array(z.strictObject({ opensAt: moment, closesAt: moment }))
      .optional()
      .describe('of the day that is open or opens next'),
    counters: byId(
      z.strictObject({
        state: counterState,
        label: text.optional(),
        stage: z.enum(['called', 'serving']).optional(),
      }),
    ),
  })
  .meta({ id: 'BoardView' })
export type BoardAgrees = Agreed<Agreement<typeof boardView, BoardView>>
