import type { JSX } from 'preact'
import { settingsForm } from '../../../../server/protocol/settings/form.ts'
import { formOf, type Path, placeOf, valueAt } from '../draft/document.ts'
import type { FormProps } from '../form-props.ts'
import { problemText } from './fault-words.ts'
import { isShown, whatText } from './setting-words.ts'

/** Doubts of the hall about a field or an entry, until the draft has something else there. */
export function Doubts({
  path,
  settings,
  translations,
}: Pick<FormProps, 'settings' | 'translations'> & { path: Path }): JSX.Element {
  const { base, draft, warnings } = settings
  const isSame = valueAt(base, path) === valueAt(draft, path)
  const found = warnings.filter((one) => isSame && placeOf(one.path).join('.') === path.join('.'))
  return (
    <>
      {found.map((one) => (
        <p class="setting-doubt" key={one.problem}>
          <b>{translations.t('settings.mark.doubt')}</b> {problemText(one, base, translations)}
        </p>
      ))}
    </>
  )
}

/** Doubts of the hall about the settings in force, in sight in every section; each leads to its field. */
export function DoubtsNotice({ settings, translations }: FormProps): JSX.Element | null {
  const { base, warnings } = settings
  if (warnings.length === 0) return null
  return (
    <details class="doubts">
      <summary>{translations.t('settings.doubts', { n: warnings.length })}</summary>
      <ul>
        {warnings.map((one) => (
          <li key={`${one.path} ${one.problem}`}>
            <a href={addressOf(placeOf(one.path))}>{whatText(placeOf(one.path), base, translations)}</a>
            {`: ${problemText(one, base, translations)}`}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The address of a field on this page, or of the entry that has it. */
export function addressOf(path: Path): string {
  const form = formOf(path)
  const [list = '', id] = path
  if (list === 'staff') return '#people'
  const section = list === 'profiles' ? 'counters' : list === 'groups' ? 'services' : list
  if (id !== undefined && ['services', 'counters', 'profiles'].includes(list))
    return `#${section}/${encodeURIComponent(id)}`
  return form && isShown(form) ? `#${settingsForm[form].section}/${form}` : `#${section}`
}
