import { signal } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { applyLanguage, languagesAtStart, PageWords } from '../parts/page-words.ts'
import { watchHall } from '../parts/use-hall.ts'
import { applyAppearance } from '../theme/appearance.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { offeredFor } from '../words/languages.ts'
import { PaperTray } from './paper-tray.tsx'

const words = new PageWords<Key<'paper'>>(
  import.meta.glob<string>('../words/*/paper.json', { query: '?url', import: 'default', eager: true }),
)
applyAppearance('system')
/** The view of the tray does not name the hall's languages: they are those of the page's start. */
const languages = languagesAtStart()
const named = new URLSearchParams(location.search).get('language')
const language = offeredFor(languages, named === null ? navigator.languages : [named])
const hall = watchHall({ view: 'paper' })
/** The number of the newest paper that lay there when the page came: only later ones slide out. */
const known = signal(Number.POSITIVE_INFINITY)

function Page() {
  const [t] = words.shown([language], languages)
  useLayoutEffect(() => {
    if (t) applyLanguage(t, t('title'))
  }, [t])
  return t ? <PaperTray hall={hall} t={t} known={known} /> : null
}
render(<Page />, document.body)
