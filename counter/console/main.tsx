import { render } from 'preact'
import { keepLetters } from '../../display/look/keep-letters.ts'
import '../../display/look/look.css'
import '../door.css'
import '../frame.css'
import '../dialog.css'
import './desk.css'
import './card.css'
import './work.css'
import './side.css'
import './dialogs.css'
import './strip.css'
import { counterWords, floorWords } from '../tongue.ts'
import { Console } from './console.tsx'

const place = document.getElementById('page')
keepLetters(counterWords, floorWords)
if (!place) throw new Error('counter/console/index.html has no element with the id "page"')
render(<Console />, place)
