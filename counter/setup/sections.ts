import type { JSX } from 'preact'
import type { Key } from '../../display/words/catalogue-keys.ts'
import { type DocumentName, denialOfDocument, denialOfView } from '../../server/access/permissions.ts'
import type { Role } from '../../server/hall/ids.ts'
import type { WatchName } from '../../server/protocol/messages.ts'
import { Backups } from './backups/backups.tsx'
import { Devices } from './devices/devices.tsx'
import { Keys } from './keys/keys.tsx'
import { People } from './people/people.tsx'
import { Personal } from './personal/personal.tsx'
import { Record } from './record/record.tsx'
import type { SectionProps } from './section-props.ts'
import { CountersSection } from './settings/counters/counters-section.tsx'
import type { FormProps } from './settings/form-props.ts'
import { HallSection } from './settings/hall-section.tsx'
import { LimitsSection } from './settings/limits-section.tsx'
import { ReasonsSection } from './settings/reasons-section.tsx'
import { HistorySection } from './settings/review/history-section.tsx'
import { ServicesSection } from './settings/services/services-section.tsx'
import { SlipsSection } from './settings/slips/slips-section.tsx'

/** A section with content of its own, or one whose form changes the draft of the settings. */
export type Section = {
  /** The view or the document that it shows: it is there for those whose role may read that. */
  readonly shows: { readonly view: WatchName } | { readonly document: DocumentName }
  /** The part of the address behind `#`. */
  readonly id: string
  readonly title: Extract<Key<'setup'>, `section.${string}`>
} & (
  | { readonly Content: (props: SectionProps) => JSX.Element; readonly Form?: never }
  | { readonly Form: (props: FormProps) => JSX.Element; readonly Content?: never }
)

const settings = { document: 'settings' } as const

/** The sections of the administrator's page, in the order of its navigation. The first that somebody may read is shown at first. */
const sections: readonly Section[] = [
  { id: 'people', title: 'section.people', shows: { view: 'staff' }, Content: People },
  { id: 'devices', title: 'section.devices', shows: { view: 'devices' }, Content: Devices },
  { id: 'hall', title: 'section.hall', shows: settings, Form: HallSection },
  { id: 'services', title: 'section.services', shows: settings, Form: ServicesSection },
  { id: 'slips', title: 'section.slips', shows: settings, Form: SlipsSection },
  { id: 'counters', title: 'section.counters', shows: settings, Form: CountersSection },
  { id: 'reasons', title: 'section.reasons', shows: settings, Form: ReasonsSection },
  { id: 'limits', title: 'section.limits', shows: settings, Form: LimitsSection },
  { id: 'history', title: 'section.history', shows: settings, Form: HistorySection },
  { id: 'record', title: 'section.record', shows: { document: 'record' }, Content: Record },
  { id: 'keys', title: 'section.keys', shows: { view: 'keys' }, Content: Keys },
  { id: 'personal', title: 'section.personal', shows: { document: 'personal' }, Content: Personal },
  { id: 'backups', title: 'section.backups', shows: { view: 'maintenance' }, Content: Backups },
]

/** The sections that somebody of these roles may read. */
export function sectionsFor(roles: readonly Role[]): readonly Section[] {
  const caller = { staff: { badge: '', roles }, device: '', isKiosk: false }
  return sections.filter(
    ({ shows }) =>
      ('view' in shows ? denialOfView(caller, shows.view) : denialOfDocument(caller, shows.document)) ===
      undefined,
  )
}
