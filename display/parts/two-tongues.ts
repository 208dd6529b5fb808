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

/** `?theme=light`, `dark` or `contrast` over the page's usual. */
export function dressPage(usual: 'light' | 'dark', language: string, title: string): void {
  const named = new URLSearchParams(location.search).get('theme')
  const root = document.documentElement
  root.dataset.theme = named === 'light' || named === 'dark' || named === 'contrast' ? named : usual
  root.lang = language
  document.title = title
}
