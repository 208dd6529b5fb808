import type { JSX } from 'preact'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { ManagerView } from '../../server/hall/views/view-types.ts'
import type { Answer } from '../../server/protocol/messages.ts'
import type { ManagerTranslations } from './manager-translations.ts'

export interface FloorProps {
  view: ManagerView
  now: EpochMs
  tongue: ManagerTranslations
  act: (command: string, body: Record<string, unknown>) => Promise<Answer>
  menu?: JSX.Element
  banner?: JSX.Element | null
}
