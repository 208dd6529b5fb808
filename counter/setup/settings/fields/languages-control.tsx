import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { languageName } from '../../../../display/words/languages.ts'
import { type ControlProps, groupOf } from './control-props.ts'

/** Tags that are offered; any other may be typed. */
const offered = ['zh-CN', 'en', 'ar', 'fr', 'hi', 'ja', 'ko', 'ru', 'th', 'de', 'es', 'pt', 'vi', 'zh-TW']

/** The languages of the hall in their order. */
export function LanguagesControl(props: ControlProps): JSX.Element {
  const { value, change, translations } = props
  const { t } = translations
  const languages = value as readonly string[]
  const swap = (at: number, by: -1 | 1): void => {
    const next = [...languages]
    ;[next[at], next[at + by]] = [next[at + by]!, next[at]!]
    change(next)
  }
  return (
    <div class="setting-list" {...groupOf(props)}>
      <ol>
        {languages.map((one, at) => {
          const name = languageName(one, languages)
          return (
            <li key={one}>
              <span lang={one}>{name}</span>
              <button
                type="button"
                class="setting-small"
                disabled={at === 0}
                aria-label={t('settings.up.of', { name })}
                onClick={() => swap(at, -1)}
              >
                ↑
              </button>
              <button
                type="button"
                class="setting-small"
                disabled={at === languages.length - 1}
                aria-label={t('settings.down.of', { name })}
                onClick={() => swap(at, 1)}
              >
                ↓
              </button>
              <button
                type="button"
                class="setting-small"
                disabled={languages.length === 1}
                aria-label={t('settings.remove.of', { name })}
                onClick={() => change(languages.filter((other) => other !== one))}
              >
                ×
              </button>
            </li>
          )
        })}
      </ol>
      <AddLanguage {...props} languages={languages} />
    </div>
  )
}

/** A field for the tag of a further language. */
function AddLanguage(props: ControlProps & { languages: readonly string[] }): JSX.Element {
  const { id, change, languages, translations } = props
  const { t } = translations
  const [tag, setTag] = useState('')
  const added = canonical(tag)
  return (
    <div class="setting-add">
      <input
        id={id}
        list={`${id}-offered`}
        value={tag}
        aria-label={t('settings.language.tag')}
        placeholder={t('settings.language.tag')}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => setTag(currentTarget.value)}
      />
      <datalist id={`${id}-offered`}>
        {offered.map((one) => (
          <option key={one} value={one}>
            {languageName(one, offered)}
          </option>
        ))}
      </datalist>
      <button
        type="button"
        class="row-key"
        aria-disabled={added === undefined || languages.includes(added)}
        onClick={() => {
          if (added === undefined || languages.includes(added)) return
          change([...languages, added])
          setTag('')
        }}
      >
        {t('settings.language.add')}
      </button>
    </div>
  )
}

/** A tag as `Intl` writes it; undefined for a text that is none. */
function canonical(typed: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(typed.trim())[0]
  } catch {
    return undefined
  }
}
