import { computed } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { pairOf } from '../parts/bilingual.ts'
import { applyLanguage, languagesAtStart, PageTranslations } from '../parts/page-translations.ts'
import { watchHall } from '../parts/use-hall.ts'
import { applyAppearance } from '../theme/appearance.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { localText } from '../words/translator.ts'
import { WindowScreen } from './window-screen.tsx'

const translations = new PageTranslations<Key<'window'>>(
  import.meta.glob<string>('../words/*/window.json', { query: '?url', import: 'default', eager: true }),
)
/** From the path `/window/<counter>`. */
const counter = decodeURIComponent(location.pathname.split('/')[2] ?? '')
applyAppearance('dark')

const hall = watchHall({ view: 'window', params: { counter } })
const report = (): void =>
  hall.client.report({ visible: !document.hidden, width: innerWidth, height: innerHeight })
addEventListener('resize', report)
addEventListener('visibilitychange', report)
report()

const languages = computed(() => hall.plainView.value?.languages ?? languagesAtStart())

function Page() {
  const [first, second] = translations.shown(hall.names.shown(pairOf(languages.value)), languages.value)
  const { value: view } = hall.view
  useLayoutEffect(() => {
    const name = localText(view?.words.counters[counter], first?.asked ?? '')
    if (first) applyLanguage(first, first('title', { counter: name || counter }))
  }, [first, view])
  if (!first || !second) return null
  return <WindowScreen hall={hall} counter={counter} translations={{ first, second }} />
}
render(<Page />, document.body)
