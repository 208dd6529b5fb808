import { PageWords } from '../../display/parts/page-words.ts'
import type { Key } from '../../display/words/catalogue-keys.ts'
import type { Translate } from '../../display/words/words.ts'
import {
  hallLanguages,
  type StaffKey,
  staffLanguage,
  type Translations,
  translationsWith,
} from '../translations.ts'

export type ConsoleKey = StaffKey | Key<'console'>

export interface ConsoleTranslations extends Translations {
  readonly say: Translate<ConsoleKey>
}

const words = new PageWords<ConsoleKey>(
  import.meta.glob<string>('../../display/words/*/{issuing,staff,console}.json', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)

/** For the clerk, who chose this language; until its words are there in the language before, at first undefined. */
export function clerkTranslations(chosen: string): ConsoleTranslations | undefined {
  const [say] = words.shown([staffLanguage(chosen)], hallLanguages.value)
  return say && translationsWith(say)
}

/** For the customer; until the words of their language are there, what the clerk reads. */
export function customerTranslations(
  language: string | undefined,
  clerk: ConsoleTranslations,
): ConsoleTranslations {
  const say = language === undefined ? undefined : words.in(language, hallLanguages.value)
  return say ? translationsWith(say) : clerk
}
