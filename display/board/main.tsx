import { computed, effect, signal } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { pairOf } from '../parts/bilingual.ts'
import { applyLanguage, languagesAtStart, PageTranslations } from '../parts/page-translations.ts'
import { watchHall } from '../parts/use-hall.ts'
import { applyAppearance } from '../theme/appearance.ts'
import { announceCalls } from '../voice/announce-calls.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { Board } from './board.tsx'
import { boardDefaults } from './layout.ts'

const params = new URLSearchParams(location.search)
const translations = new PageTranslations<Key<'board'>>(
  import.meta.glob<string>('../words/*/board.json', { query: '?url', import: 'default', eager: true }),
)
applyAppearance('dark')

const hall = watchHall({ view: 'board', params: { device: params.get('device') ?? 'board-1' } })
const { announcer, chime } = announceCalls(hall)

const size = signal({ width: innerWidth, height: innerHeight })
addEventListener('resize', () => {
  size.value = { width: innerWidth, height: innerHeight }
})
effect(() => {
  const { value: sound } = chime.state
  hall.client.report({ ...(sound && { sound }), visible: !document.hidden, ...size.value })
})
addEventListener('visibilitychange', () => hall.client.report({ visible: !document.hidden }))
chime.start()

/** A length by the query string, otherwise by the settings of the device; the default where neither names one. */
const named = (name: 'diagonal' | 'distance', bySettings?: number): number => {
  const value = Number(params.get(name))
  return value > 0 && value < 200 ? value : (bySettings ?? boardDefaults[name])
}

const languages = computed(() => hall.plainView.value?.languages ?? languagesAtStart())
const diagonal = computed(() => named('diagonal', hall.plainView.value?.diagonal))
const distance = named('distance')

function Page() {
  const [first, second] = translations.shown(hall.names.shown(pairOf(languages.value)), languages.value)
  useLayoutEffect(() => {
    if (first) applyLanguage(first, first('title'))
  }, [first])
  if (!first || !second) return null
  return (
    <Board
      {...{ hall, announcer, chime, size, distance }}
      diagonal={diagonal.value}
      translations={{ first, second }}
    />
  )
}
render(<Page />, document.body)
