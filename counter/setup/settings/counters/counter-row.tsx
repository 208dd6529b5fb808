import type { JSX } from 'preact'
import { Field } from '../fields/field.tsx'
import type { FormProps } from '../form-props.ts'
import { Entry } from '../parts/entry.tsx'

interface CounterRowProps extends FormProps {
  readonly id: string
  readonly isOpen: boolean
  /** The only one: a hall needs a counter. */
  readonly isLast: boolean
}

/** One counter with its id on the stub; it opens to its fields. */
export function CounterRow({ id, isOpen, isLast, ...form }: CounterRowProps): JSX.Element {
  const { settings, translations } = form
  const { t, text } = translations
  const { counters, profiles } = settings.draft
  const { name: texts, profile, zone } = counters[id]!
  const name = text(texts) || t('counters.new')
  const isFaulty = settings.faults.some(({ path }) => path[0] === 'counters' && path[1] === id)
  return (
    <li class="settings-row" data-faulty={isFaulty}>
      <Entry isOpenAtFirst={isOpen} id={`field-counters-${id}`}>
        <summary>
          <b class="settings-stub digits">{id}</b>
          <b class="settings-name">{name}</b>
          <span class="settings-fact">{profile}</span>
          <span class="settings-fact">{zone}</span>
        </summary>
        <Field {...form} path={['counters', id, 'name']} />
        <Field
          {...form}
          path={['counters', id, 'profile']}
          options={[...new Set([...Object.keys(profiles), profile])].map((value) => ({ value, name: value }))}
        />
        <Field {...form} path={['counters', id, 'zone']} />
        <p class="settings-removal">
          <button
            type="button"
            class="row-key"
            disabled={isLast}
            onClick={() => settings.set(['counters', id], undefined)}
          >
            {t('settings.remove')}
          </button>
        </p>
      </Entry>
    </li>
  )
}
