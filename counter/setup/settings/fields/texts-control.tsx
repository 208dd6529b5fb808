import type { JSX } from 'preact'
import { inLanguage, languageName } from '../../../../display/words/languages.ts'
import type { Texts } from '../../../../server/hall/ids.ts'
import { type ControlProps, described, groupOf } from './control-props.ts'

/** Languages of a text: those of the hall, then others that it has. */
const languagesOf = ({ settings }: ControlProps, texts: readonly Texts[]): string[] => [
  ...new Set([...settings.draft.languages, ...texts.flatMap((one) => Object.keys(one))]),
]

/** A text in each language of the hall. */
export function TextsControl(props: ControlProps): JSX.Element {
  const { id, value, change } = props
  const texts = (value ?? {}) as Texts
  const languages = languagesOf(props, [texts])
  return (
    <div class="setting-texts" {...groupOf(props)}>
      {languages.map((language) => (
        <label key={language}>
          <span>{languageName(language, languages)}</span>
          <input
            {...described(props)}
            {...inLanguage(language)}
            id={`${id}-${language}`}
            value={texts[language] ?? ''}
            autocomplete="off"
            onInput={({ currentTarget }) => change(withText(texts, language, currentTarget.value))}
          />
        </label>
      ))}
    </div>
  )
}

function withText(texts: Texts, language: string, text: string): Texts {
  const { [language]: _, ...others } = texts
  return text === '' ? others : { ...texts, [language]: text }
}

/** Sentences in each language of the hall, one a line. The first lines of all languages say the same. */
export function LinesControl(props: ControlProps): JSX.Element {
  const { id, value, change } = props
  const sentences = (value ?? []) as readonly Texts[]
  const languages = languagesOf(props, sentences)
  return (
    <div class="setting-texts" {...groupOf(props)}>
      {languages.map((language) => (
        <label key={language}>
          <span>{languageName(language, languages)}</span>
          <span class="text-box">
            <textarea
              {...described(props)}
              {...inLanguage(language)}
              id={`${id}-${language}`}
              rows={2}
              value={linesIn(sentences, language)}
              onChange={({ currentTarget }) => change(withLines(sentences, language, currentTarget.value))}
            />
          </span>
        </label>
      ))}
    </div>
  )
}

const linesIn = (sentences: readonly Texts[], language: string): string =>
  sentences
    .map((one) => one[language] ?? '')
    .join('\n')
    .trimEnd()

/** Undefined when no language has a line any longer. */
function withLines(sentences: readonly Texts[], language: string, typed: string): Texts[] | undefined {
  const lines = typed.split('\n').map((line) => line.trim())
  const count = Math.max(lines.length, sentences.length)
  const all = Array.from({ length: count }, (_, at) =>
    withText(sentences[at] ?? {}, language, lines[at] ?? ''),
  )
  const kept = all.filter((one) => Object.keys(one).length > 0)
  return kept.length > 0 ? kept : undefined
}
