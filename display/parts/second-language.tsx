import { inLanguage } from '../words/languages.ts'
import type { Translate } from '../words/words.ts'
import type { Bilingual } from './bilingual.ts'

export interface SecondLanguageProps<Keys extends string> {
  words: Bilingual<Keys>
  text: (t: Translate<Keys>) => string
  as?: 'span' | 'p'
  class?: string
}

/** A text in the screen's second language; nothing where it reads the same in the first. */
export function SecondLanguage<Keys extends string>(props: SecondLanguageProps<Keys>) {
  const { words, text, as: Tag = 'span' } = props
  const said = text(words.second)
  if (said === text(words.first)) return null
  return (
    <Tag {...(props.class && { class: props.class })} {...inLanguage(words.second.language)}>
      {said}
    </Tag>
  )
}
