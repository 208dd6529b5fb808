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

type ManagerKey = StaffKey | Key<'manager'>

export interface ManagerTranslations extends Translations {
  readonly t: Translate<ManagerKey>
}

const translations = new PageTranslations<ManagerKey>(
  import.meta.glob<string>('../../display/words/*/{issuing,staff,manager}.json', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)

/** Translations into the chosen language; until they are loaded the previous ones, undefined at first. */
export function managerTranslations(chosen: string): ManagerTranslations | undefined {
  const [t] = translations.shown([staffLanguage(chosen)], hallLanguages.value)
  return t && translationsWith(t)
}
