import { namedTheme, onSystemTheme, systemTheme } from './theme.ts'

/** Sets theme and text size of the page. `?theme=` and `?size=large` have precedence over `byDefault`. */
export function applyAppearance(byDefault: 'dark' | 'system'): void {
  const root = document.documentElement
  const named = namedTheme(location.search)
  const apply = (): void => {
    root.dataset.theme = named ?? (byDefault === 'system' ? systemTheme() : byDefault)
  }
  apply()
  if (named === undefined && byDefault === 'system') onSystemTheme(apply)
  root.dataset.size = new URLSearchParams(location.search).get('size') === 'large' ? 'large' : 'usual'
}
