import { namedTheme, onSystemTheme, systemTheme } from '../theme/theme.ts'
import { type Entry, type Translate, translator } from '../words/words.ts'

/** Screens that nobody can switch say everything twice: first language first. */
export interface Bilingual<Keys extends string> {
  readonly first: Translate<Keys>
  readonly second: Translate<Keys>
}

/** `?language=` says which comes first; else the first catalogue does. */
export function bilingualOf<Keys extends string>(
  catalogues: Readonly<Record<string, Readonly<Record<Keys, Entry>>>>,
  search = location.search,
): Bilingual<Keys> {
  const known = Object.keys(catalogues)
  const first = translator(catalogues, new URLSearchParams(search).get('language') ?? known[0] ?? '')
  const other = known.find((tag) => tag !== first.language) ?? first.language
  return { first, second: translator(catalogues, other) }
}

/**
 * Gives the page language, title and look: `?theme=light`, `dark` or `contrast` over the page's usual, or what the
 * reader's system asks for; `?size=large` where the page has a large text.
 */
export function applyAppearance(usual: 'dark' | 'system', language: string, title: string): void {
  const root = document.documentElement
  const named = namedTheme(location.search)
  const dress = (): void => {
    root.dataset.theme = named ?? (usual === 'system' ? systemTheme() : usual)
  }
  dress()
  if (named === undefined && usual === 'system') onSystemTheme(dress)
  root.dataset.size = new URLSearchParams(location.search).get('size') === 'large' ? 'large' : 'usual'
  root.lang = language
  document.title = title
}
