import { z } from 'zod'
import type { ManagerView, PrinterView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
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
  printerState,
  printState,
  staffQueue,
  staffTicket,
  text,
} from './parts.ts'

const flag = z.literal(true).optional()

const counter = z
  .strictObject({
    state: counterState,
    since: moment,
    badge: text.optional(),
    reason: text.optional(),
    asked: flag,
    profile: text,
    unattended: flag,
    linkLostAt: moment.optional(),
    locked: z.literal(true).optional().describe('lost because the sign-in of its person was locked'),
    active: activeTicket.optional(),
    waiting: count,
    servedToday: count,
  })
  .meta({ id: 'FloorCounter' })

const printer = z
  .strictObject({
    name: text,
    state: printerState,
    nearEnd: flag,
    silent: flag,
    since: moment.optional(),
    usedMm: z.number(),
    left: count.optional(),
    queued: count,
    test: z
      .strictObject({ at: moment, page: z.enum(['asked', 'printed', 'not-printed', 'unsure']) })
      .optional(),
  })
  .meta({ id: 'Printer' })
export type PrinterAgrees = Agreed<Agreement<typeof printer, PrinterView>>

export const managerView = z
  .strictObject({
    day: text.optional(),
    ...locale,
    ...doors,
    areTicketsStopped: flag.describe('the giving of tickets at kiosks is stopped'),
    profiles: byId(z.array(text)).describe('the services that each profile calls'),
    queues: byId(staffQueue.extend({ longestSince: moment.optional() })),
    sent: z
      .strictObject({ waiting: count, longestSince: moment.optional() })
      .describe('waiting tickets that were sent to a counter or a person'),
    counters: byId(counter),
    held: byId(heldTicket),
    missed: byId(missedTicket),
    unconfirmed: byId(staffTicket).describe('waiting tickets of the whole hall'),
    figures: z.strictObject({
      issued: count,
      served: count,
      cancelled: count,
      left: count,
      noShow: count,
      unserved: count,
      ratings: count,
    }),
    waiting: count.describe('over queues and sent'),
    longestSince: moment.optional(),
    guidance,
    paper: byId(z.strictObject({ label: text, device: text, printing: printState })),
    printers: byId(printer),
  })
  .meta({ id: 'ManagerView' })
export type ManagerAgrees = Agreed<Agreement<typeof managerView, ManagerView>>
