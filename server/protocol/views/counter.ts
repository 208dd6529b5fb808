import { z } from 'zod'
import type { CounterView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { why } from '../floor/results.ts'
import {
  activeTicket,
  byId,
  count,
  counterState,
  doors,
  guidance,
  heldTicket,
  missedTicket,
  moment,
  ms,
  nextTicket,
  place,
  staffQueue,
  text,
} from './parts.ts'

export const counterView = z
  .strictObject({
    counter: text,
    ...place,
    ...doors,
    state: counterState,
    badge: text.optional(),
    since: moment,
    reason: text.optional(),
    asked: z.literal(true).optional(),
    profile: text,
    active: activeTicket.optional(),
    why: why.optional().describe('why the active ticket was next'),
    next: byId(nextTicket),
    held: byId(heldTicket),
    missed: byId(missedTicket),
    waiting: count,
    longestSince: moment.optional(),
    servedToday: count,
    guidance,
    expectedMs: byId(ms),
    queues: byId(staffQueue),
    counters: byId(z.strictObject({ state: counterState, badge: text.optional(), label: text.optional() })),
    undo: z.strictObject({ command: text, type: text, until: moment, labels: z.array(text) }).optional(),
  })
  .meta({ id: 'CounterView' })
export type CounterAgrees = Agreed<Agreement<typeof counterView, CounterView>>
