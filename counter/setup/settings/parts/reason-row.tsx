import type { JSX } from 'preact'
import { inLanguage, languageName } from '../../../../display/words/languages.ts'
import { type ReasonKind, usualReasons } from '../../../../server/hall/ids.ts'
import type { FormProps } from '../form-props.ts'
import { Entry } from './entry.tsx'
import { faultText } from './fault-words.ts'
import { Moves } from './moves.tsx'
import { reasonName } from './setting-words.ts'

interface ReasonRowProps extends FormProps {
  readonly kind: ReasonKind
  readonly id: string
  /** Its place in the list, of `count`. */
  readonly place: number
  readonly count: number
  readonly move: (to: number) => void
}

/** One reason: its name, and the hall's own words for it. */
export function ReasonRow(props: ReasonRowProps): JSX.Element {
  const { kind, id, place, count, move, settings, translations } = props
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
        {fault && <p class="dialog-fault">▲ {faultText(fault, draft, translations)}</p>}
      </Entry>
      <button
        type="button"
        class="setting-small"
        disabled={count === 1}
        aria-label={t('settings.remove.of', { name })}
        onClick={() => settings.set(['reasons', kind, id], undefined)}
      >
        ×
      </button>
      <Moves {...{ name, count, move, translations }} at={place} />
    </li>
  )
}
