import { render } from 'preact'
import { preloadFonts } from '../../display/theme/preload-fonts.ts'
import '../../display/theme/theme.css'
import '../sign-in/sign-in.css'
import '../frame.css'
import '../dialog.css'
import './floor.css'
import './lists.css'
import { counterWords, floorWords } from '../translations.ts'
import { Manager } from './manager.tsx'
import { managerWords } from './manager-translations.ts'

const place = document.getElementById('page')
preloadFonts(counterWords, floorWords, managerWords)
if (!place) throw new Error('counter/manager/index.html has no element with the id "page"')
render(<Manager />, place)
