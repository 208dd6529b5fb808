import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import drawings from '../../../../display/parts/pictograms.svg?url'
import { pictogramNames } from '../../../../server/protocol/settings/pictogram-names.ts'
import { type ControlProps, described } from './control-props.ts'

/** The pictogram of a service, chosen out of those that ship. */
export function PictogramControl(props: ControlProps): JSX.Element {
  const { id, value, change, translations } = props
  const { t } = translations
  const [isOpen, setIsOpen] = useState(false)
  const chosen = typeof value === 'string' ? value : undefined
  return (
    <details class="pictograms" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary id={id} aria-label={t('field.services.*.pictogram')} {...described(props)}>
        {chosen === undefined ? t('settings.none') : <Drawing name={chosen} />}
      </summary>
      {isOpen && (
        <fieldset class="pictogram-sheet">
          <legend class="visually-hidden">{t('field.services.*.pictogram')}</legend>
          <Choice {...{ id, chosen, change }} name={undefined} label={t('settings.none')} />
          {pictogramNames.map((name) => (
            <Choice key={name} {...{ id, chosen, change, name }} label={name} />
          ))}
        </fieldset>
      )}
    </details>
  )
}

interface ChoiceProps extends Pick<ControlProps, 'id' | 'change'> {
  readonly chosen: string | undefined
  readonly name: string | undefined
  readonly label: string
}

function Choice({ id, chosen, change, name, label }: ChoiceProps): JSX.Element {
  return (
    <label class="pictogram" title={label}>
      <input
        class="visually-hidden"
        type="radio"
        name={`${id}-choice`}
        aria-label={label}
        checked={chosen === name}
        onChange={() => change(name)}
      />
      {name === undefined ? <span aria-hidden="true">×</span> : <Drawing name={name} />}
    </label>
  )
}

const Drawing = ({ name }: { name: string }): JSX.Element => (
  <svg class="pictogram-drawing" viewBox="0 0 24 24" aria-hidden="true">
    <use href={`${drawings}#${name}`} />
  </svg>
)
