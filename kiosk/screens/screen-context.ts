import type { Key as CatalogueKey } from '../../display/words/catalogue-keys.ts'
import { localText, type Translate } from '../../display/words/translator.ts'
import type { EpochMs, ServiceId } from '../../server/hall/ids.ts'
import type { LiveStatus } from '../../server/protocol/client/live-client.ts'
import type { Drawn, Trouble, WatchEnd } from '../../server/protocol/messages.ts'
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
  /** The reason why the hall shows this kiosk nothing, such as that it has left the settings. */
  readonly ended: { readonly why: WatchEnd } | undefined
  /** The reason why the hall issues no tickets at present. */
  readonly trouble: Trouble | undefined
  /** The server's time (epoch ms). */
  readonly now: EpochMs
  readonly controller: SessionController
}

export const serviceName = ({ view, t }: ScreenContext, service: ServiceId): string =>
  localText(view.words.services[service], t.asked)

/** True when the connection is up and the hall issues tickets. */
export const isReachable = ({ status, trouble, ended }: ScreenContext): boolean =>
  (status === 'live' || status === 'silent') && trouble === undefined && ended === undefined

/** The present offer of the kiosk; every sentence about taking a ticket hangs on it. */
type Offer = 'open' | 'nothing-open' | 'closed' | 'paused' | 'not-in-use' | 'lost' | 'connecting'

/** The sentence of a screen at rest, and of the home screen where it offers nothing. */
export const offerKey = {
  open: 'attract.touch',
  'nothing-open': 'paused.title',
  closed: 'closed.title',
  paused: 'paused.title',
  'not-in-use': 'not-in-use.title',
  lost: 'connection.lost',
  connecting: 'connection.connecting',
} as const satisfies Record<Offer, Key>

export function offerOf(context: ScreenContext): Offer {
  const { view, status, trouble, ended } = context
  if (status === 'lost') return status
  // The settings may never have had this kiosk: it has no view then, and none comes.
  if (ended !== undefined) return ended.why === 'no-such-device' ? 'not-in-use' : 'paused'
  if (status === 'connecting') return status
  // The opening hours are told only by a clock that is not in doubt.
  if (trouble === 'clock-in-doubt') return 'paused'
  if (view.doors === 'closed') return 'closed'
  if (trouble !== undefined) return 'paused'
  return view.services.some(({ open }) => open) ? 'open' : 'nothing-open'
}
