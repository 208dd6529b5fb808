import { offeredFor } from '../words/languages.ts'
import type { Translate } from '../words/translator.ts'

/** Messages in two languages, for screens on which nobody can switch the language. */
export interface Bilingual<Keys extends string> {
  readonly first: Translate<Keys>
  /** Equal to `first` in a hall of one language. */
  readonly second: Translate<Keys>
}

/** The two languages of a screen: `?language=`, otherwise the hall's first; then the hall's next. */
export function pairOf(hall: readonly string[], search = location.search): readonly [string, string] {
  const named = new URLSearchParams(search).get('language')
  const first = offeredFor(hall, named === null ? [] : [named])
  return [first, hall.find((language) => language !== first) ?? first]
}
