import type { JSX } from 'preact'
import { type FormPath, settingsForm } from '../../../../server/protocol/settings/form.ts'
import type { FormProps } from '../form-props.ts'
import { isShown, labelOf } from './setting-words.ts'

interface Found {
  readonly href: string
  readonly name: string
  readonly section: string
}

interface SearchProps extends FormProps {
  readonly wanted: string
  readonly close: () => void
}

/** All settings, and entries with a name, that a text is found in. */
export function SearchResults({ wanted, close, ...props }: SearchProps): JSX.Element {
  const { t } = props.translations
  const found = searched(wanted, props)
  return (
    <section class="settings" aria-label={t('settings.find')}>
      {found.length === 0 && (
        <p class="dialog-none" role="status">
          {t('settings.find.none')}
        </p>
      )}
      <ul class="settings-rows">
        {found.map(({ href, name, section }) => (
          <li key={`${href} ${name}`} class="settings-row">
            <a class="settings-found" href={href} onClick={close}>
              <b>{name}</b>
              <span class="settings-fact">{section}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function searched(wanted: string, { settings, translations }: FormProps): Found[] {
  const { t, text } = translations
  const is = (...texts: string[]): boolean =>
    texts.some((one) => one.toLowerCase().includes(wanted.trim().toLowerCase()))
  const { services, counters } = settings.draft
  const entries = [
    ...Object.entries(services).map(([id, { name }]) => ['services', id, text(name)] as const),
    ...Object.entries(counters).map(([id, { name }]) => ['counters', id, text(name)] as const),
  ]
  return [
    ...entries.flatMap(([section, id, name]) =>
      is(id, name) ? [{ href: `#${section}/${id}`, name: name || id, section: t(`section.${section}`) }] : [],
    ),
    ...(Object.keys(settingsForm) as FormPath[]).filter(isShown).flatMap((form) => {
      const name = labelOf(form, translations)
      const { section } = settingsForm[form] as {
        section: 'hall' | 'services' | 'slips' | 'counters' | 'reasons' | 'limits'
      }
      return is(name, t(`help.${form}`))
        ? [{ href: `#${section}/${form}`, name, section: t(`section.${section}`) }]
        : []
    }),
  ]
}
