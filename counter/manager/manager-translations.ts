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

/** The words of all staff, and the manager page's own as `tell`. */
export interface ManagerTranslations extends Translations {
  readonly tell: Translate<Key<'manager'>>
}

const words = new PageWords<StaffKey | Key<'manager'>>(
  import.meta.glob<string>('../../display/words/*/{issuing,staff,manager}.json', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)

/** In the chosen language; until its words are there in the language before, at first undefined. */
export function managerTranslations(chosen: string): ManagerTranslations | undefined {
  const [say] = words.shown([staffLanguage(chosen)], hallLanguages.value)
  return say && { ...translationsWith(say), tell: say }
}
