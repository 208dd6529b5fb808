import { z } from 'zod'
import type { ViewName } from '../hall/views/view-types.ts'
import type { Agreed, Agreement } from './agreement.ts'
import { deviceKinds } from './device-kinds.ts'
import { counter, id, service } from './fields.ts'
import { wireLimits as limits } from './limits.ts'
import type { DevicesView, KeysView, MaintenanceView, PairingView, PaperView, WatchName } from './messages.ts'
import { boardView } from './views/board.ts'
import { counterView } from './views/counter.ts'
import { devicesView, pairingView } from './views/devices.ts'
import { keysView } from './views/keys.ts'
import { kioskView } from './views/kiosk.ts'
import { maintenanceView } from './views/maintenance.ts'
import { managerView } from './views/manager.ts'
import { paperView } from './views/paper.ts'
import { named } from './views/parts.ts'
import { queueView } from './views/queue.ts'
import { ratingView } from './views/rating.ts'
import { setupView } from './views/setup.ts'
import { staffView } from './views/staff.ts'
import { ticketView } from './views/ticket.ts'
import { windowView } from './views/window.ts'

/** All views by name. */
export const views = {
  kiosk: kioskView,
  board: boardView,
  window: windowView,
  rating: ratingView,
  counter: counterView,
  manager: managerView,
  queue: queueView,
  setup: setupView,
  ticket: ticketView,
  paper: paperView,
  staff: staffView,
  pairing: pairingView,
  devices: devicesView,
  keys: keysView,
  maintenance: maintenanceView,
} as const satisfies Record<WatchName, z.ZodType>

/** The views of the hall with the names of their ids, for HTTP. */
export const namedViews = {
  kiosk: kioskView.extend(named).meta({ id: 'NamedKioskView' }),
  board: boardView.extend(named).meta({ id: 'NamedBoardView' }),
  window: windowView.extend(named).meta({ id: 'NamedWindowView' }),
  rating: ratingView.extend(named).meta({ id: 'NamedRatingView' }),
  counter: counterView.extend(named).meta({ id: 'NamedCounterView' }),
  manager: managerView.extend(named).meta({ id: 'NamedManagerView' }),
  queue: queueView.extend(named).meta({ id: 'NamedQueueView' }),
  setup: setupView.extend(named).meta({ id: 'NamedSetupView' }),
  ticket: ticketView.extend(named).meta({ id: 'NamedTicketView' }),
} as const satisfies Record<ViewName, z.ZodType>

export type OtherViewsAgree =
  | Agreed<Agreement<typeof paperView, PaperView>>
  | Agreed<Agreement<typeof pairingView, PairingView>>
  | Agreed<Agreement<typeof devicesView, DevicesView>>
  | Agreed<Agreement<typeof keysView, KeysView>>
  | Agreed<Agreement<typeof maintenanceView, MaintenanceView>>

/** Parameters of a view, over HTTP and socket. */
export const viewParameters = z.discriminatedUnion('view', [
  z.strictObject({ view: z.literal('kiosk'), device: id.default('kiosk-1') }),
  z.strictObject({ view: z.literal('board'), device: id.default('board-1') }),
  z.strictObject({ view: z.literal('window'), counter }),
  z.strictObject({
    view: z.literal('rating'),
    counter,
    device: id.optional().describe('the rating device that the page is, where it is not paired'),
  }),
  z.strictObject({ view: z.literal('counter'), counter }),
  z.strictObject({ view: z.literal('manager') }),
  z.strictObject({
    view: z.literal('queue'),
    service: service.optional().describe('without it: of the whole hall'),
  }),
  z.strictObject({ view: z.literal('setup') }),
  z.strictObject({ view: z.literal('ticket'), key: z.string().max(limits.parameterLength) }),
  z.strictObject({ view: z.literal('paper') }),
  z.strictObject({ view: z.literal('staff') }),
  z.strictObject({
    view: z.literal('pairing'),
    kind: z.enum(deviceKinds).optional().describe('of the page that asks'),
    device: id.optional().describe('what the screen calls itself'),
  }),
  z.strictObject({ view: z.literal('devices') }),
  z.strictObject({ view: z.literal('keys') }),
  z.strictObject({ view: z.literal('maintenance') }),
])
