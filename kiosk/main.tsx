import '../display/theme/theme.css'
import './kiosk.css'
import './keys.css'
import './hero.css'
import './menu.css'
import './ticket.css'
import './messages.css'
import './question.css'
import './landscape.css'
import './narrow.css'
import './attract.css'
import { signal } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { applyLanguage, languagesAtStart, PageWords } from '../display/parts/page-words.ts'
import { pageStorage, watchHall } from '../display/parts/use-hall.ts'
import { measureScreen } from '../display/theme/millimetres.ts'
import { walkByArrows } from './arrow-keys.ts'
import { screenLayoutLimits } from './limits.ts'
import { readPictograms } from './pictograms.ts'
import { mountOf, screenLayoutOf } from './screen-layout.ts'
import { KioskPage } from './screens/kiosk-page.tsx'
import type { Key } from './screens/screen-context.ts'
import { SessionController } from './session-controller.ts'

const words = new PageWords<Key>(
  import.meta.glob<string>('../display/words/*/{issuing,kiosk}.json', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)
const device = new URLSearchParams(location.search).get('device') ?? 'kiosk-1'
const storage = pageStorage('localStorage')
const hall = watchHall({
  view: 'kiosk',
  params: { device },
  ...(storage ? { storage } : {}),
  onNewBuild: () => attendant.reloadWhenFree(),
})
const attendant = new SessionController(hall)

const measured = () => {
  const mm = measureScreen(screenLayoutLimits.usualDiagonal)
  const mount = mountOf(location.search)
  const { innerWidth, innerHeight } = window
  return (low: boolean) => screenLayoutOf(innerWidth, innerHeight, mm, mount, low)
}
const glassFor = signal(measured())
const measureAgain = (): void => {
  glassFor.value = measured()
  hall.link.report({ width: window.innerWidth, height: window.innerHeight })
}
window.addEventListener('resize', measureAgain)
measureAgain()

for (const sign of ['pointerdown', 'keydown'])
  document.addEventListener(sign, () => attendant.touched(), true)
walkByArrows(document)
void readPictograms()
// Fingers are no mice: a long press selects nothing and opens no menu.
document.addEventListener('contextmenu', (event) => event.preventDefault())

function Page() {
  const languages = hall.plainView.value?.languages ?? languagesAtStart()
  const { aids, screen } = attendant.turn.value
  const asked = hall.names.shown([aids.language || (languages[0] ?? '')])
  const [t] = words.shown(asked, languages)
  useLayoutEffect(() => {
    if (t) applyLanguage(t, t('title'))
  }, [t])
  if (!t) return null
  const others = screen.at === 'attract' ? languages.flatMap((tag) => words.in(tag, languages) ?? []) : []
  return <KioskPage {...{ hall, attendant, glassFor, t, others }} languages={languages} />
}

const page = document.getElementById('page')
if (page) render(<Page />, page)
