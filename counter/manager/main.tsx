import { render } from 'preact'
import { keepLetters } from '../../display/look/keep-letters.ts'
import '../../display/look/look.css'
import '../door.css'
import '../frame.css'
import '../dialog.css'
import './floor.css'
import './lists.css'
import { counterWords, floorWords } from '../tongue.ts'
import { Manager } from './manager.tsx'
import { managerWords } from './manager-tongue.ts'

const place = document.getElementById('page')
keepLetters(counterWords, floorWords, managerWords)
if (!place) throw new Error('counter/manager/index.html has no element with the id "page"')
render(<Manager />, place)
