import { computed, effect } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { pairOf } from '../parts/bilingual.ts'
import { applyLanguage, languagesAtStart, PageTranslations } from '../parts/page-translations.ts'
import { watchHall } from '../parts/use-hall.ts'
import { applyAppearance } from '../theme/appearance.ts'
import { announceCalls } from '../voice/announce-calls.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { SpeakerScreen } from './speaker-screen.tsx'

const translations = new PageTranslations<Key<'speaker'>>(
  import.meta.glob<string>('../words/*/speaker.json', { query: '?url', import: 'default', eager: true }),
)
applyAppearance('dark')

const device = new URLSearchParams(location.search).get('device') ?? 'speaker-1'
// A speaker follows the calls that a board of its zone shows.
const hall = watchHall({ view: 'board', params: { device } })
const { announcer, chime } = announceCalls(hall)

const report = (): void =>
  hall.client.report({ visible: !document.hidden, width: innerWidth, height: innerHeight })
addEventListener('resize', report)
addEventListener('visibilitychange', report)
report()
effect(() => {
  const { value: sound } = chime.state
  if (sound) hall.client.report({ sound })
})
chime.start()

const languages = computed(() => hall.plainView.value?.languages ?? languagesAtStart())

function Page() {
  const [first, second] = translations.shown(hall.names.shown(pairOf(languages.value)), languages.value)
  useLayoutEffect(() => {
    if (first) applyLanguage(first, first('title'))
  }, [first])
  if (!first || !second) return null
  return <SpeakerScreen {...{ hall, announcer, chime }} translations={{ first, second }} />
}
render(<Page />, document.body)
