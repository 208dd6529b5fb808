import { inLanguage } from '../words/languages.ts'
import type { Translate } from '../words/translator.ts'
import type { Bilingual } from './bilingual.ts'

interface SecondLanguageProps<Keys extends string> {
  translations: Bilingual<Keys>
  text: (t: Translate<Keys>) => string
  as?: 'span' | 'p'
  class?: string
}

/** A text in the second language; null where it equals the first. */
export function SecondLanguage<Keys extends string>(props: SecondLanguageProps<Keys>) {
  const { translations, text, as: Tag = 'span' } = props
  const second = text(translations.second)
  if (second === text(translations.first)) return null
  return (
    <Tag {...(props.class && { class: props.class })} {...inLanguage(translations.second.language)}>
      {second}
    </Tag>
  )
}
