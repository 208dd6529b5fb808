import { render } from 'preact'
import { applyAppearance, bilingualOf } from '../parts/bilingual.ts'
import { watchHall } from '../parts/use-hall.ts'
import { preloadFonts } from '../theme/preload-fonts.ts'
import { window as en } from '../words/window.en.ts'
import { window as zh } from '../words/window.zh-CN.ts'
import { WindowScreen } from './window-screen.tsx'

const words = bilingualOf({ 'zh-CN': zh, en })
preloadFonts(zh, en)
/** `/window/<counter>` */
const counter = decodeURIComponent(location.pathname.split('/')[2] ?? '')
applyAppearance('dark', words.first.language, words.first('title', { counter }))

const hall = watchHall({ view: 'window', params: { counter } })
const say = (): void =>
  hall.link.report({ visible: !document.hidden, width: innerWidth, height: innerHeight })
addEventListener('resize', say)
addEventListener('visibilitychange', say)
say()

render(<WindowScreen hall={hall} counter={counter} words={words} />, document.body)
