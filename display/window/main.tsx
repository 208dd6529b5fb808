import { computed } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { pairOf } from '../parts/bilingual.ts'
import { applyLanguage, languagesAtStart, PageWords } from '../parts/page-words.ts'
import { watchHall } from '../parts/use-hall.ts'
import { applyAppearance } from '../theme/appearance.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { WindowScreen } from './window-screen.tsx'

const words = new PageWords<Key<'window'>>(
  import.meta.glob<string>('../words/*/window.json', { query: '?url', import: 'default', eager: true }),
)
/** `/window/<counter>` */
const counter = decodeURIComponent(location.pathname.split('/')[2] ?? '')
applyAppearance('dark')

const hall = watchHall({ view: 'window', params: { counter } })
const t = (): void => hall.link.report({ visible: !document.hidden, width: innerWidth, height: innerHeight })
addEventListener('resize', t)
addEventListener('visibilitychange', t)
t()

const languages = computed(() => hall.plainView.value?.languages ?? languagesAtStart())

function Page() {
  const [first, second] = words.shown(hall.names.shown(pairOf(languages.value)), languages.value)
  useLayoutEffect(() => {
    if (first) applyLanguage(first, first('title', { counter }))
  }, [first])
  if (!first || !second) return null
  return <WindowScreen hall={hall} counter={counter} words={{ first, second }} />
}
render(<Page />, document.body)
