import type { JSX } from 'preact'
import { inLanguage, languageName } from '../../../../display/words/languages.ts'
import { type ReasonKind, usualReasons } from '../../../../server/hall/ids.ts'
import type { FormProps } from '../form-props.ts'
import { Entry } from './entry.tsx'
import { reasonName } from './setting-words.ts'

interface ReasonRowProps extends FormProps {
  readonly kind: ReasonKind
  readonly id: string
  /** The only one: a list is never empty. */
  readonly isLast: boolean
}

/** One reason: its name, and the hall's own words for it. */
export function ReasonRow({ kind, id, isLast, settings, translations }: ReasonRowProps): JSX.Element {
  const { t } = translations
  const { draft } = settings
  const texts = draft.reasons[kind][id] ?? {}
  const isUsual = (usualReasons[kind] as readonly string[]).includes(id)
  const name = reasonName(draft, kind, id, translations)
  const fault = settings.faults.find((one) => one.path.join('.') === `reasons.${kind}.${id}`)
  return (
    <li class="settings-row">
      <Entry isOpenAtFirst={!isUsual && Object.keys(texts).length === 0}>
        <summary>
          <b>{name}</b>
        </summary>
        <p class="setting-help">{t('reasons.own')}</p>
        <div class="setting-texts">
          {draft.languages.map((language) => (
            <label key={language}>
              <span>{languageName(language, draft.languages)}</span>
              <input
                {...inLanguage(language)}
                value={texts[language] ?? ''}
                autocomplete="off"
                aria-invalid={fault !== undefined}
                onInput={({ currentTarget: { value } }) => {
                  const { [language]: _, ...others } = texts
                  settings.set(['reasons', kind, id], value === '' ? others : { ...texts, [language]: value })
                }}
              />
            </label>
          ))}
        </div>
        {fault && <p class="dialog-fault">▲ {t(fault.key, fault.facts)}</p>}
      </Entry>
      <button
        type="button"
        class="setting-small"
        disabled={isLast}
        aria-label={t('settings.remove.of', { name })}
        onClick={() => settings.set(['reasons', kind, id], undefined)}
      >
        ×
      </button>
    </li>
  )
}
