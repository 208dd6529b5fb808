import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { freeId, moved } from '../draft/document.ts'
import type { FormProps } from '../form-props.ts'
import { FormSection } from '../parts/form-section.tsx'
import { GroupRow } from './group-row.tsx'
import { ServiceRow } from './service-row.tsx'

/** Capital letters for new series, without those that read as digits or as each other. */
const letters = [...'ABCDFGHJKLMNPRSTUVWXYZ']

/** The services of the hall in the order of the kiosk's menu, and their groups. */
export function ServicesSection(props: FormProps): JSX.Element {
  const { settings, translations } = props
  const { t } = translations
  const { services, groups = {} } = settings.draft
  const [added, setAdded] = useState<string>()
  const add = (): void => {
    const id = freeId(services, 'service-')
    const used = new Set(Object.values(services).map(({ prefix }) => prefix))
    const prefix = letters.find((letter) => !used.has(letter)) ?? 'A'
    const { default: expectedMinutes } = settings.limits['services.*.expectedMinutes']
    settings.set(['services', id], { name: {}, prefix, expectedMinutes })
    setAdded(id)
  }
  return (
    <FormSection
      id="services"
      title="section.services"
      lead="settings.lead.services"
      translations={translations}
    >
      <ul class="settings-rows">
        {Object.keys(services).map((id, at, all) => (
          <ServiceRow
            key={id}
            {...props}
            id={id}
            isOpen={id === added}
            place={at}
            count={all.length}
            move={(to) => settings.set(['services'], moved(services, id, to))}
          />
        ))}
      </ul>
      <button type="button" class="row-key settings-add" onClick={add}>
        {t('services.add')}
      </button>
      <h3 class="settings-title">{t('services.groups')}</h3>
      <ul class="settings-rows">
        {Object.keys(groups).map((id, at, all) => (
          <GroupRow
            key={id}
            {...props}
            id={id}
            place={at}
            count={all.length}
            move={(to) => settings.set(['groups'], moved(groups, id, to))}
          />
        ))}
      </ul>
      <button
        type="button"
        class="row-key settings-add"
        onClick={() => settings.set(['groups', freeId(groups, 'group-')], {})}
      >
        {t('services.group.add')}
      </button>
    </FormSection>
  )
}
