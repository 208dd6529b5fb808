import { z } from 'zod'
import { categories } from '../../hall/ids.ts'
import type { KioskView } from '../../hall/views/view-types.ts'
import type { Agreed, Agreement } from '../agreement.ts'
import {
  byId,
  count,
  doors,
  inches,
  locale,
  moment,
  ms,
  paperState,
  printerState,
  queue,
  text,
} from './parts.ts'

const kioskService = z
  .strictObject({
    id: text,
    letter: text,
    open: z.boolean(),
    why: z.enum(['service-is-closed', 'service-is-full', 'tickets-are-stopped', 'hall-is-closed']).optional(),
    opensAt: moment.optional(),
    pictogram: text.optional(),
    group: text.optional(),
  })
  .meta({ id: 'KioskService' })

const times = z
  .strictObject({
    idleAfterMs: ms,
    idleCountdownMs: ms,
    idleAfterAssistedMs: ms,
    idleCountdownAssistedMs: ms,
    homeAfterPrintedMs: ms,
    attractAfterMs: ms,
  })
  .meta({ id: 'KioskTimes' })

export const kioskView = z
  .strictObject({
    device: text,
    diagonal: inches.optional(),
    ...locale,
    ...doors,
    services: z.array(kioskService),
    queues: byId(queue),
    categories: z.array(z.enum(categories)),
    waiting: count.describe('over the services it offers'),
    times,
    last: z.strictObject({ label: text, at: moment, printing: paperState }).optional(),
    printStates: byId(paperState).describe('of the latest tickets of the device, by label'),
    printer: printerState.optional(),
  })
  .meta({ id: 'KioskView' })
export type KioskAgrees = Agreed<Agreement<typeof kioskView, KioskView>>
