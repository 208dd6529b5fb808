import type { JSX } from 'preact'
import { Field } from '../fields/field.tsx'
import type { FormProps } from '../form-props.ts'
import { Entry } from '../parts/entry.tsx'
import { Moves } from '../parts/moves.tsx'

interface GroupRowProps extends FormProps {
  readonly id: string
  /** Its place in the menu, of `count`. */
  readonly place: number
  readonly count: number
  readonly move: (to: number) => void
}

/** One group of services: its name. Services of a group that goes stay, without one. */
export function GroupRow({ id, place, count, move, ...form }: GroupRowProps): JSX.Element {
  const { settings, translations } = form
  const { t, text } = translations
  const { groups = {}, services } = settings.draft
  const name = text(groups[id]) || t('services.group.new')
  const remove = (): void => {
    const kept = Object.entries(services).map(([service, { group, ...rest }]) => [
      service,
      group === undefined || group === id ? rest : { group, ...rest },
    ])
    const { [id]: _, ...others } = groups
    const { groups: __, ...draft } = settings.draft
    const left = Object.keys(others).length > 0 ? { groups: others } : {}
    settings.take({ ...draft, ...left, services: Object.fromEntries(kept) })
  }
  return (
    <li class="settings-row">
      <Entry isOpenAtFirst={Object.keys(groups[id] ?? {}).length === 0}>
        <summary>
          <b class="settings-name">{name}</b>
        </summary>
        <Field {...form} path={['groups', id]} />
      </Entry>
      <button
        type="button"
        class="setting-small"
        aria-label={t('settings.remove.of', { name })}
        onClick={remove}
      >
        ×
      </button>
      <Moves {...{ name, count, move, translations }} at={place} />
    </li>
  )
}
