import { namedTheme, onSystemTheme, systemTheme } from '../theme/theme.ts'
import { type Entry, type Say, speaker } from '../words/words.ts'

/** Screens that nobody can switch say everything twice: first language first. */
export interface Tongues<Keys extends string> {
  readonly first: Say<Keys>
  readonly second: Say<Keys>
}

/** `?language=` says which comes first; else the first catalogue does. */
export function tongues<Keys extends string>(
  catalogues: Readonly<Record<string, Readonly<Record<Keys, Entry>>>>,
  search = location.search,
): Tongues<Keys> {
  const known = Object.keys(catalogues)
  const first = speaker(catalogues, new URLSearchParams(search).get('language') ?? known[0] ?? '')
  const other = known.find((tag) => tag !== first.language) ?? first.language
  return { first, second: speaker(catalogues, other) }
}

/**
 * Gives the page language, title and look: `?theme=light`, `dark` or `contrast` over the page's usual, or what the
 * reader's system asks for; `?size=large` where the page has a large text.
 */
export function dressPage(usual: 'dark' | 'system', language: string, title: string): void {
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
