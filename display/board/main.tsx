import { computed, effect, signal } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { pairOf } from '../parts/bilingual.ts'
import { applyLanguage, languagesAtStart, PageWords } from '../parts/page-words.ts'
import { pageStorage, watchHall } from '../parts/use-hall.ts'
import { applyAppearance } from '../theme/appearance.ts'
import { Announcer } from '../voice/announcer.ts'
import { Chime } from '../voice/chime.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { Board } from './board.tsx'
import { boardUsual } from './layout.ts'

const params = new URLSearchParams(location.search)
const words = new PageWords<Key<'board'>>(
  import.meta.glob<string>('../words/*/board.json', { query: '?url', import: 'default', eager: true }),
)
applyAppearance('dark')

const hall = watchHall({ view: 'board', params: { device: params.get('device') ?? 'board-1' } })
const chime = new Chime()
const announcer = new Announcer({
  now: hall.serverNow,
  elapsed: () => performance.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
  storage: pageStorage('localStorage'),
  sound: () => chime.strike(),
})
hall.watch.onEvents((events) => announcer.hear(events))

const size = signal({ width: innerWidth, height: innerHeight })
addEventListener('resize', () => {
  size.value = { width: innerWidth, height: innerHeight }
})
effect(() => {
  hall.link.report({ sound: chime.state.value, visible: !document.hidden, ...size.value })
})
addEventListener('visibilitychange', () => hall.link.report({ visible: !document.hidden }))
chime.start()

/** A number of the address, or the usual one where it is no length. */
const named = (name: 'diagonal' | 'distance'): number => {
  const value = Number(params.get(name))
  return value > 0 && value < 200 ? value : boardUsual[name]
}

const languages = computed(() => hall.plainView.value?.languages ?? languagesAtStart())
const diagonal = named('diagonal')
const distance = named('distance')

function Page() {
  const [first, second] = words.shown(hall.names.shown(pairOf(languages.value)), languages.value)
  useLayoutEffect(() => {
    if (first) applyLanguage(first, first('title'))
  }, [first])
  if (!first || !second) return null
  return <Board {...{ hall, announcer, chime, size, diagonal, distance }} words={{ first, second }} />
}
render(<Page />, document.body)
