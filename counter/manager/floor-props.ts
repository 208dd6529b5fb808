import type { JSX } from 'preact'
import type { CounterId, DeviceId, EpochMs, ServiceId, TicketId } from '../../server/hall/ids.ts'
import type { LiveClient } from '../../server/protocol/client/live-client.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import type { Acts } from './acts/use-acts.ts'
import type { ManagerTranslations } from './manager-translations.ts'

/** A dialog of the floor. `queue` without a service: the whole hall. */
export type Opened =
  | { show: 'queue'; service?: ServiceId; ticket?: TicketId }
  | { show: 'counter'; counter: CounterId }
  | { show: 'printer'; device: DeviceId }
  | { show: 'close-day' }

export interface FloorProps {
  view: Drawn<'manager'>
  now: EpochMs
  translations: ManagerTranslations
  act: LiveClient['act']
  acts: Acts
  /** The person may give the manager's commands; an auditor reads alone, and is shown no key for them. */
  mayAct: boolean
  /** Opens a dialog. */
  open: (opened: Opened) => void
  /** The connection, for the views of opened queues. */
  client: LiveClient | undefined
}

/** For parts of the floor that only show, and open dialogs. */
export type ShownProps = Pick<FloorProps, 'view' | 'now' | 'translations' | 'open'>

/** Parts of the page beside the floor itself. */
export interface FloorFrame {
  menu?: JSX.Element
  banner?: JSX.Element | null
  /** Further sentences about what somebody has to see to. */
  lines: readonly string[]
}
