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

type SetupKey = StaffKey | Key<'setup' | 'people' | 'devices' | 'settings' | 'record' | 'keeping'>

export interface SetupTranslations extends Translations {
  readonly t: Translate<SetupKey>
}

const translations = new PageTranslations<SetupKey>(
  import.meta.glob<string>(
    '../../display/words/*/{issuing,staff,setup,people,devices,settings,record,keeping}.json',
    {
      query: '?url',
      import: 'default',
      eager: true,
    },
  ),
)

/** Translations into the chosen language; until they are loaded the previous ones, undefined at first. */
export function setupTranslations(chosen: string): SetupTranslations | undefined {
  const [t] = translations.shown([staffLanguage(chosen)], hallLanguages.value)
  return t && translationsWith(t)
}
