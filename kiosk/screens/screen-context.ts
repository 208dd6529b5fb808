import type { Key as CatalogueKey } from '../../display/words/catalogue-keys.ts'
import { localText, type Translate } from '../../display/words/translator.ts'
import type { EpochMs, ServiceId } from '../../server/hall/ids.ts'
import type { LiveStatus } from '../../server/protocol/live-client.ts'
import type { Drawn, Trouble } from '../../server/protocol/messages.ts'
import type { ScreenLayout } from '../screen-layout.ts'
import type { Session } from '../session.ts'
import type { SessionController } from '../session-controller.ts'

export type Key = CatalogueKey<'issuing' | 'kiosk'>

/** Data and actions of every screen. */
export interface ScreenContext {
  readonly view: Drawn<'kiosk'>
  readonly session: Session
  readonly t: Translate<Key>
  readonly layout: ScreenLayout
  readonly status: LiveStatus
  /** The kiosk has left the settings of the hall. */
  readonly hasEnded: boolean
  /** The reason why the hall issues no tickets at present. */
  readonly trouble: Trouble | undefined
  /** The server's time (epoch ms). */
  readonly now: EpochMs
  readonly controller: SessionController
}

export const serviceName = ({ view, t }: ScreenContext, service: ServiceId): string =>
  localText(view.words.services[service], t.asked)

/** True when the connection is up and the hall issues tickets. */
export const isReachable = ({ status, trouble, hasEnded }: ScreenContext): boolean =>
  (status === 'live' || status === 'silent') && trouble === undefined && !hasEnded
