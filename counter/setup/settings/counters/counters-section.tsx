import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { FormProps } from '../form-props.ts'
import { FormSection } from '../parts/form-section.tsx'
import { CounterRow } from './counter-row.tsx'
import { ProfileRow } from './profile-row.tsx'
import { ServiceGrid } from './service-grid.tsx'

/** The counters with their profiles, and a picture of who serves what. */
export function CountersSection(props: FormProps): JSX.Element {
  const { settings, translations } = props
  const { t } = translations
  const { counters, profiles } = settings.draft
  const [added, setAdded] = useState<string>()
  const addCounter = (): void => {
    const numbers = Object.keys(counters).map(Number).filter(Number.isInteger)
    const id = String(Math.max(0, ...numbers) + 1)
    settings.set(['counters', id], { name: {}, profile: Object.keys(profiles)[0] ?? '' })
    setAdded(id)
  }
  const addProfile = (): void => {
    let n = Object.keys(profiles).length + 1
    while (Object.hasOwn(profiles, `profile-${n}`)) n += 1
    settings.set(['profiles', `profile-${n}`], [{ services: 'all' }])
    setAdded(`profile-${n}`)
  }
  return (
    <FormSection
      id="counters"
      title="section.counters"
      lead="settings.lead.counters"
      translations={translations}
    >
      <ServiceGrid {...props} />
      <ul class="settings-rows">
        {Object.keys(counters).map((id, _, all) => (
          <CounterRow key={id} {...props} id={id} isOpen={id === added} isLast={all.length === 1} />
        ))}
      </ul>
      <button type="button" class="row-key settings-add" onClick={addCounter}>
        {t('counters.add')}
      </button>
      <h3 class="settings-title">{t('what.profiles')}</h3>
      <ul class="settings-rows">
        {Object.keys(profiles).map((id) => (
          <ProfileRow key={id} {...props} id={id} isOpen={id === added} />
        ))}
      </ul>
      <button type="button" class="row-key settings-add" onClick={addProfile}>
        {t('counters.profile.add')}
      </button>
    </FormSection>
  )
}
