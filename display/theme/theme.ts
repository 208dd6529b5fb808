export const themes = ['light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]

const contrast = '(prefers-contrast: more)'
const dark = '(prefers-color-scheme: dark)'

/** The theme that the operating system prefers. */
export const systemTheme = (): Theme =>
  matchMedia(contrast).matches ? 'contrast' : matchMedia(dark).matches ? 'dark' : 'light'

/** Calls `act` when the system's preference changes; returns the function that unsubscribes. */
export function onSystemTheme(act: () => void): () => void {
  const lists = [contrast, dark].map((query) => matchMedia(query))
  for (const list of lists) list.addEventListener('change', act)
  return () => {
    for (const list of lists) list.removeEventListener('change', act)
  }
}

/** The theme by `?theme=`; undefined where it names none. */
export const namedTheme = (search: string): Theme | undefined => {
  const named = new URLSearchParams(search).get('theme')
  return themes.find((theme) => theme === named)
}
