import { z } from 'zod'
import type { UndoableAtCounter } from '../../hall/commands/undo.ts'
import type { CounterView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import { commands, type WireCommandType } from '../commands.ts'
import { why } from '../floor/results.ts'
import {
  activeTicket,
  byId,
  count,
  counterState,
  doors,
  guidance,
  heldTicket,
  locale,
  missedTicket,
  moment,
  ms,
  nextTicket,
  staffQueue,
  staffTicket,
  text,
} from './parts.ts'

const undoable = (Object.keys(commands) as WireCommandType[]).filter(
  (type): type is UndoableAtCounter =>
    commands[type].undo && commands[type].by.some((one) => one === 'counter'),
)

export const counterView = z
  .strictObject({
    counter: text,
    ...locale,
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
    unconfirmed: byId(staffTicket).describe('waiting tickets of the whole hall'),
    waiting: count,
    longestSince: moment.optional(),
    servedToday: count,
    guidance,
    expectedMs: byId(ms),
    queues: byId(staffQueue),
    counters: byId(z.strictObject({ state: counterState, badge: text.optional(), label: text.optional() })),
    undo: z
      .strictObject({ command: text, type: z.enum(undoable), until: moment, labels: z.array(text) })
      .optional(),
  })
  .meta({ id: 'CounterView' })
export type CounterAgrees = Agreed<Agreement<typeof counterView, CounterView>>
