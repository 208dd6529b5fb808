import { namedTheme, onSystemTheme, systemTheme } from './theme.ts'

/**
 * Gives the page its look: `?theme=light`, `dark` or `contrast` over the page's usual, or the look for which the reader's
 * system asks; `?size=large` where the page has a large text.
 */
export function applyAppearance(usual: 'dark' | 'system'): void {
  const root = document.documentElement
  const named = namedTheme(location.search)
  const apply = (): void => {
    root.dataset.theme = named ?? (usual === 'system' ? systemTheme() : usual)
  }
  apply()
  if (named === undefined && usual === 'system') onSystemTheme(apply)
  root.dataset.size = new URLSearchParams(location.search).get('size') === 'large' ? 'large' : 'usual'
}
