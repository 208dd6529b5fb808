import { signal } from '@preact/signals'
import { render } from 'preact'
import { applyAppearance } from '../parts/bilingual.ts'
import { watchHall } from '../parts/use-hall.ts'
import { preloadFonts } from '../theme/preload-fonts.ts'
import { paper as en } from '../words/paper.en.ts'
import { paper as zh } from '../words/paper.zh-CN.ts'
import { closest, translator } from '../words/words.ts'
import { PaperTray } from './paper-tray.tsx'

const catalogues = { 'zh-CN': zh, en }
preloadFonts(catalogues)
const wanted = new URLSearchParams(location.search).get('language') ?? navigator.language
const say = translator(catalogues, closest(Object.keys(catalogues), wanted) ?? 'zh-CN')
applyAppearance('system', say.language, say('title'))
const hall = watchHall({ view: 'paper' })
/** The number of the newest paper that lay there when the page came: only later ones slide out. */
const known = signal(Number.POSITIVE_INFINITY)
render(<PaperTray hall={hall} say={say} known={known} />, document.body)
