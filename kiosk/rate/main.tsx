import { computed, effect } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { pairOf } from '../../display/parts/bilingual.ts'
import { applyLanguage, languagesAtStart, PageTranslations } from '../../display/parts/page-translations.ts'
import { reloadOnceAMinute, watchHall } from '../../display/parts/use-hall.ts'
import { applyAppearance } from '../../display/theme/appearance.ts'
import type { Key } from '../../display/words/catalogue-keys.ts'
import { localText } from '../../display/words/translator.ts'
import { browserStorage } from '../../server/protocol/client/page-storage.ts'
import { preventZoom } from '../page-reset.ts'
import { RatePage } from './rate-page.tsx'
import { RatingTurn } from './rating-turn.ts'

const translations = new PageTranslations<Key<'rate'>>(
  import.meta.glob<string>('../../display/words/*/rate.json', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)
/** From the path `/rate/<counter>`. */
const counter = decodeURIComponent(location.pathname.split('/')[2] ?? '')
const device = new URLSearchParams(location.search).get('device')
applyAppearance('system')

// Per-tab storage: a rating that is under way must not outlive the tab.
const storage = browserStorage('sessionStorage')
const hall = watchHall({
  view: 'rating',
  params: { counter, ...(device === null ? {} : { device }) },
  ...(storage ? { storage } : {}),
  onNewBuild: () => turn.turn.at === 'idle' && reloadOnceAMinute(),
})
const turn = new RatingTurn({
  view: hall.plainView,
  client: hall.client,
  serverNow: () => hall.serverNow(),
})
const report = (): void =>
  hall.client.report({ visible: !document.hidden, width: innerWidth, height: innerHeight })
addEventListener('resize', report)
addEventListener('visibilitychange', report)
report()
preventZoom(document)
// A long press on a touch screen would open the browser's context menu.
document.addEventListener('contextmenu', (event) => event.preventDefault())

effect(() => {
  void hall.now.value
  void hall.plainView.value
  turn.follow(hall.status.value === 'live' && hall.trouble.value === undefined)
})

const languages = computed(() => hall.plainView.value?.languages ?? languagesAtStart())

/** The customer's language stands first while the customer is asked. */
function shownLanguages(): readonly [string, string] {
  const usual = pairOf(languages.value)
  const own = turn.turn.at === 'idle' ? undefined : hall.plainView.value?.visit?.language
  if (own === undefined || own === usual[0]) return usual
  return [own, usual[0]]
}

function Page() {
  const [first, second] = translations.shown(hall.names.shown([...shownLanguages()]), languages.value)
  const { value: view } = hall.view
  useLayoutEffect(() => {
    const name = localText(view?.words.counters[counter], first?.asked ?? '')
    if (first) applyLanguage(first, first('title', { counter: name || counter }))
  }, [first, view])
  if (!first || !second) return null
  return <RatePage hall={hall} turn={turn} counter={counter} translations={{ first, second }} />
}
render(<Page />, document.body)
