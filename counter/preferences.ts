import { useEffect, useState } from 'preact/hooks'
import { themes as looks, onSystemTheme, systemTheme, type Theme } from '../display/theme/theme.ts'

/** What a clerk chose for this computer. Nothing of a customer is ever kept here. */
export interface Preferences {
  /** Empty: the hall's first. */
  language: string
  theme: 'auto' | Theme
  large: boolean
  /** Letter shortcuts (WCAG 2.1.4: they can be turned off). */
  letters: boolean
  phrases: boolean
}
export const themes = ['auto', ...looks] as const

const place = 'nowserving.desk'
const usual: Preferences = { language: '', theme: 'auto', large: false, letters: true, phrases: true }

/** What the storage holds, or what is usual; a storage that is forbidden or spoilt is as good as an empty one. */
function kept(): Preferences {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Preferences>) }
  } catch {
    return usual
  }
}

/** Remembers `value` under `name` on this computer; `undefined` forgets it. */
export function remember(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`nowserving.${name}`)
    else localStorage.setItem(`nowserving.${name}`, value)
  } catch {
    // A browser without storage forgets on reload; everything else works.
  }
}

export function remembered(name: string): string | undefined {
  try {
    return localStorage.getItem(`nowserving.${name}`) ?? undefined
  } catch {
    return undefined
  }
}

/** The preferences, put on the page's root element as theme and size. `?lang=` and `?theme=` go before. */
export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  const [preferences, setPreferences] = useState<Preferences>(() => {
    const asked = new URLSearchParams(location.search)
    const theme = themes.find((one) => one === asked.get('theme'))
    const language = asked.get('lang')
    return { ...kept(), ...(theme && { theme }), ...(language && { language }) }
  })
  const [system, setSystem] = useState(systemTheme)
  useEffect(() => onSystemTheme(() => setSystem(systemTheme())), [])
  const theme = preferences.theme === 'auto' ? system : preferences.theme
  useEffect(() => {
    const root = document.documentElement
    root.dataset.theme = theme
    root.dataset.size = preferences.large ? 'large' : 'usual'
  }, [theme, preferences.large])
  const change = (wanted: Partial<Preferences>): void => {
    const next = { ...preferences, ...wanted }
    setPreferences(next)
    remember('desk', JSON.stringify(next))
  }
  return [preferences, change]
}

export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const look = (): void => setMatches(list.matches)
    look()
    list.addEventListener('change', look)
    return () => list.removeEventListener('change', look)
  }, [query])
  return matches
}
