import { render } from 'preact'
import '../../display/theme/theme.css'
import '../sign-in/sign-in.css'
import '../sign-in/lock.css'
import '../frame.css'
import '../menu.css'
import '../dialog.css'
import './setup.css'
import './devices/devices.css'
import './people/people.css'
import './people/person-dialog.css'
import './trust.css'
import './record/record.css'
import './keys/keys.css'
import './settings/settings.css'
import './settings/entries.css'
import './settings/counters/service-grid.css'
import './settings/review/review.css'
import { Setup } from './setup.tsx'

const place = document.getElementById('page')
if (!place) throw new Error('counter/setup/index.html has no element with the id "page"')
render(<Setup />, place)
