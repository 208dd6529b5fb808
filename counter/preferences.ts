import { useEffect, useState } from 'preact/hooks'
import { themes as looks, onSystemTheme, systemTheme, type Theme } from '../display/theme/theme.ts'
import { browserStorage, store, storedJson, storedText } from '../server/protocol/client/page-storage.ts'

/** Preferences of this computer. They hold no data of customers. */
export interface Preferences {
  /** An empty tag stands for the hall's first language. */
  language: string
  theme: 'auto' | Theme
  large: boolean
  /** Single-letter shortcuts, which WCAG 2.1.4 wants to be switchable. */
  letters: boolean
  phrases: boolean
}
export const themes = ['auto', ...looks] as const

/** Never renamed: computers in halls have their preferences stored under it. */
const storageKey = 'nowserving.desk'
const defaults: Preferences = { language: '', theme: 'auto', large: false, letters: true, phrases: true }

const storage = browserStorage('localStorage')

/** Whether this computer keeps preferences until the next start of the page. */
export const keepsPreferences =
  store(storage, 'nowserving.test', '1') && store(storage, 'nowserving.test', undefined)

/** Stores `value` under `name` on this computer; `undefined` removes it. */
export function remember(name: string, value: string | undefined): void {
  store(storage, `nowserving.${name}`, value)
}

export const remembered = (name: string): string | undefined => storedText(storage, `nowserving.${name}`)

/** The preferences, with theme and size set on the root element. `?lang=` and `?theme=` have precedence. */
export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  const [preferences, setPreferences] = useState<Preferences>(() => {
    const asked = new URLSearchParams(location.search)
    const theme = themes.find((one) => one === asked.get('theme'))
    const language = asked.get('lang')
    const stored = storedJson(storage, storageKey) as Partial<Preferences> | undefined
    return { ...defaults, ...stored, ...(theme && { theme }), ...(language && { language }) }
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
    store(storage, storageKey, JSON.stringify(next))
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
