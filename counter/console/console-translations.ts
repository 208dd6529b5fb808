import { PageTranslations } from '../../display/parts/page-translations.ts'
import type { Key } from '../../display/words/catalogue-keys.ts'
import type { Translate } from '../../display/words/translator.ts'
import {
  hallLanguages,
  type StaffKey,
  staffLanguage,
  type Translations,
  translationsWith,
} from '../translations.ts'

export type ConsoleKey = StaffKey | Key<'console'>

export interface ConsoleTranslations extends Translations {
  readonly t: Translate<ConsoleKey>
}

const translations = new PageTranslations<ConsoleKey>(
  import.meta.glob<string>('../../display/words/*/{issuing,staff,console}.json', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)

/** Translations into the clerk's language; until they are loaded the previous ones, undefined at first. */
export function clerkTranslations(chosen: string): ConsoleTranslations | undefined {
  const [t] = translations.shown([staffLanguage(chosen)], hallLanguages.value)
  return t && translationsWith(t)
}

/** Translations into the customer's language; until they are loaded the clerk's. */
export function customerTranslations(
  language: string | undefined,
  clerk: ConsoleTranslations,
): ConsoleTranslations {
  const t = language === undefined ? undefined : translations.in(language, hallLanguages.value)
  return t ? translationsWith(t) : clerk
}
