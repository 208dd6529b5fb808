import { offeredFor } from '../words/languages.ts'
import type { Translate } from '../words/words.ts'

/** Screens that nobody can switch say everything twice: first language first. */
export interface Bilingual<Keys extends string> {
  readonly first: Translate<Keys>
  /** The same as `first` in a hall of one language. */
  readonly second: Translate<Keys>
}

/** The first two languages of the hall; `?language=` names the one that comes first. */
export function pairOf(hall: readonly string[], search = location.search): readonly [string, string] {
  const named = new URLSearchParams(search).get('language')
  const first = offeredFor(hall, named === null ? [] : [named])
  return [first, hall.find((language) => language !== first) ?? first]
}
