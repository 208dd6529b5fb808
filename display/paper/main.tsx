import { signal } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { applyLanguage, languagesAtStart, PageTranslations } from '../parts/page-translations.ts'
import { watchHall } from '../parts/use-hall.ts'
import { applyAppearance } from '../theme/appearance.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { offeredFor } from '../words/languages.ts'
import { PaperTray } from './paper-tray.tsx'

const translations = new PageTranslations<Key<'paper'>>(
  import.meta.glob<string>('../words/*/paper.json', { query: '?url', import: 'default', eager: true }),
)
applyAppearance('system')
/** Languages as the document names them, because the view has none. */
const languages = languagesAtStart()
const named = new URLSearchParams(location.search).get('language')
const language = offeredFor(languages, named === null ? navigator.languages : [named])
const hall = watchHall({ view: 'paper' })
/** Number of the newest slip in the first view; only later ones are animated. */
const known = signal(Number.POSITIVE_INFINITY)

function Page() {
  const [t] = translations.shown([language], languages)
  useLayoutEffect(() => {
    if (t) applyLanguage(t, t('title'))
  }, [t])
  return t ? <PaperTray hall={hall} t={t} known={known} /> : null
}
render(<Page />, document.body)
