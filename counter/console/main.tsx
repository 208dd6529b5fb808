import { render } from 'preact'
import { separateScans } from '../../display/parts/key-bursts.ts'
import '../../display/theme/theme.css'
import '../sign-in/sign-in.css'
import '../sign-in/lock.css'
import '../frame.css'
import '../menu.css'
import '../dialog.css'
import '../field.css'
import './console.css'
import './card.css'
import './work.css'
import './sides/side.css'
import './panels/dialogs.css'
import './strip.css'
import './compact.css'
import { Console } from './console.tsx'

const place = document.getElementById('page')
if (!place) throw new Error('counter/console/index.html has no element with the id "page"')
separateScans(document)
render(<Console />, place)
