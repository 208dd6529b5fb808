import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import { applyAppearance, bilingualOf } from '../parts/bilingual.ts'
import { pageStorage, watchHall } from '../parts/use-hall.ts'
import { preloadFonts } from '../theme/preload-fonts.ts'
import { Announcer } from '../voice/announcer.ts'
import { Chime } from '../voice/chime.ts'
import { board as en } from '../words/board.en.ts'
import { board as zh } from '../words/board.zh-CN.ts'
import { Board } from './board.tsx'
import { boardUsual } from './layout.ts'

const params = new URLSearchParams(location.search)
const words = bilingualOf({ 'zh-CN': zh, en })
preloadFonts(zh, en)
applyAppearance('dark', words.first.language, words.first('title'))

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

render(
  <Board
    hall={hall}
    announcer={announcer}
    chime={chime}
    words={words}
    size={size}
    diagonal={named('diagonal')}
    distance={named('distance')}
  />,
  document.body,
)
