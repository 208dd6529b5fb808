import type { JSX } from 'preact'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { LiveClient } from '../../server/protocol/client/live-client.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import type { ManagerTranslations } from './manager-translations.ts'

export interface FloorProps {
  view: Drawn<'manager'>
  now: EpochMs
  translations: ManagerTranslations
  act: LiveClient['act']
  menu?: JSX.Element
  banner?: JSX.Element | null
}
