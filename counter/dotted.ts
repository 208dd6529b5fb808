import { directionOf } from '../display/words/languages.ts'
import { isolated, type Translate } from '../display/words/translator.ts'

/** Facts in one line with a dot between, each isolated. */
export const dotted = (facts: readonly string[], t: Pick<Translate<never>, 'language'>): string =>
  facts.map((fact) => isolated(fact, directionOf(t.language))).join('\u00a0· ')
