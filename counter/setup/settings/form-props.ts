import type { SectionProps } from '../section-props.ts'
import type { Plan } from './draft/use-plans.ts'
import type { SettingsDraft } from './draft/use-settings.ts'

/** The properties of every section by which settings are changed. */
export interface FormProps extends Pick<SectionProps, 'translations' | 'live' | 'view'> {
  readonly settings: SettingsDraft
  readonly plans: readonly Plan[]
}
