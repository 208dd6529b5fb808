export const themes = ['light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]

const contrast = '(prefers-contrast: more)'
const dark = '(prefers-color-scheme: dark)'

/** The look that the reader's own system asks for. */
export const systemTheme = (): Theme =>
  matchMedia(contrast).matches ? 'contrast' : matchMedia(dark).matches ? 'dark' : 'light'

/** Calls `act` whenever the system asks for another look; returns how to stop that. */
export function onSystemTheme(act: () => void): () => void {
  const lists = [contrast, dark].map((query) => matchMedia(query))
  for (const list of lists) list.addEventListener('change', act)
  return () => {
    for (const list of lists) list.removeEventListener('change', act)
  }
}

/** What `?theme=` names, if it is one. */
export const namedTheme = (search: string): Theme | undefined => {
  const named = new URLSearchParams(search).get('theme')
  return themes.find((theme) => theme === named)
}
