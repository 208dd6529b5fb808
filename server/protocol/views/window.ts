import { z } from 'zod'
import type { WindowView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { doors, locale, moment, text } from './parts.ts'

export const windowView = z
  .strictObject({
    counter: text,
    ...locale,
    ...doors,
    state: z.enum(['closed', 'free', 'called', 'serving', 'paused']),
    label: text.optional(),
    call: text.optional().describe('id of the present call, while called'),
    calledAt: moment.optional(),
    reason: text.optional(),
    others: z.literal(true).optional().describe('whether another counter is open'),
    services: z.array(text),
  })
  .meta({ id: 'WindowView' })
export type WindowAgrees = Agreed<Agreement<typeof windowView, WindowView>>
