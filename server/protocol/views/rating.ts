import { z } from 'zod'
import type { RatingView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { counterState, doors, locale, moment, ms, text } from './parts.ts'

const visit = z
  .strictObject({ id: text, label: text, language: text, endedAt: moment })
  .describe('the visit that ended here last, until it is rated or the next service begins')

export const ratingView = z
  .strictObject({
    counter: text,
    ...locale,
    ...doors,
    state: counterState,
    askMs: ms.describe('how long a visit is asked about after its end'),
    visit: visit.optional(),
  })
  .meta({ id: 'RatingView' })
export type RatingAgrees = Agreed<Agreement<typeof ratingView, RatingView>>
