import type { JSX } from 'preact'
import { type Category, categories } from '../../../../server/hall/ids.ts'
import { Choices } from '../../people/choices.tsx'
import { type ControlProps, described, groupOf, numberIn } from './control-props.ts'

const withPriority = categories.filter((one) => one !== 'ordinary')

/** Categories: each with its minutes, or a choice of some. */
export function CategoriesControl(props: ControlProps): JSX.Element {
  const { value, change, translations, form } = props
  const { t } = translations
  if (form === 'freeCategories')
    return (
      <Choices
        title=""
        options={withPriority
          .filter((one) => one !== 'appointment')
          .map((id) => ({ id, name: t(`category.${id}`) }))}
        chosen={value as Category[]}
        choose={(chosen) => change(categories.filter((one) => chosen.includes(one)))}
      />
    )
  const minutes = (value ?? {}) as Readonly<Record<string, unknown>>
  return (
    <div class="setting-texts" {...groupOf(props)}>
      {withPriority.map((category) => (
        <label key={category}>
          <span>{t(`category.${category}`)}</span>
          <span class="setting-number">
            <input
              {...described(props)}
              inputMode="decimal"
              value={String(minutes[category] ?? '')}
              autocomplete="off"
              onInput={({ currentTarget }) => {
                const typed = numberIn(currentTarget.value, { limits: {}, value: undefined })
                const { [category]: _, ...others } = minutes
                change(typed === undefined ? others : { ...minutes, [category]: typed })
              }}
            />
            <span>{t('settings.unit.minutes')}</span>
          </span>
        </label>
      ))}
    </div>
  )
}

/** The option for all services, an id that no service has. */
const everyService = '*'

/** Services of a tier: all, or some of them. */
export function ServicesControl(props: ControlProps): JSX.Element {
  const { value, change, settings, translations } = props
  const { t, text } = translations
  const chosen = value === 'all' ? [everyService] : (value as string[])
  return (
    <Choices
      title=""
      options={[
        { id: everyService, name: t('counters.all') },
        ...Object.entries(settings.draft.services).map(([id, { name }]) => ({ id, name: text(name) || id })),
      ]}
      chosen={chosen}
      choose={(next) => {
        const isAll = next.includes(everyService) && value !== 'all'
        change(isAll ? 'all' : next.filter((id) => id !== everyService))
      }}
      describedBy={described(props)['aria-describedby']}
      isInvalid={props.isInvalid}
    />
  )
}
