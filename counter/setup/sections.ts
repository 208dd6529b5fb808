import type { JSX } from 'preact'
import type { Key } from '../../display/words/catalogue-keys.ts'
import { Devices } from './devices/devices.tsx'
import { People } from './people/people.tsx'
import type { SectionProps } from './section-props.ts'

export interface Section {
  /** The part of the address behind `#`. */
  readonly id: string
  readonly title: Extract<Key<'setup'>, `section.${string}`>
  readonly Content: (props: SectionProps) => JSX.Element
}

/** The sections of the administrator's page, in the order of its navigation. The first is shown at first. */
export const sections: readonly [Section, ...Section[]] = [
  { id: 'people', title: 'section.people', Content: People },
  { id: 'devices', title: 'section.devices', Content: Devices },
]
