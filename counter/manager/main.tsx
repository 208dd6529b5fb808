import { render } from 'preact'
import { separateScans } from '../../display/parts/key-bursts.ts'
import '../../display/theme/theme.css'
import '../sign-in/sign-in.css'
import '../sign-in/lock.css'
import '../frame.css'
import '../menu.css'
import '../dialog.css'
import '../field.css'
import './floor.css'
import './lists.css'
import './acts/acts.css'
import './attention/attention.css'
import './queue/queue.css'
import './today/today.css'
import './today/charts.css'
import './compact.css'
import { Manager } from './manager.tsx'

const place = document.getElementById('page')
if (!place) throw new Error('counter/manager/index.html has no element with the id "page"')
separateScans(document)
render(<Manager />, place)
