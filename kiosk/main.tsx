import '../display/theme/theme.css'
import './styles/kiosk.css'
import './styles/keys.css'
import './styles/hero.css'
import './styles/menu.css'
import './styles/ticket.css'
import './styles/messages.css'
import './styles/question.css'
import './styles/landscape.css'
import './styles/narrow.css'
import './styles/attract.css'
import { computed, effect, signal } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { separateScans } from '../display/parts/key-bursts.ts'
import { applyLanguage, languagesAtStart, PageTranslations } from '../display/parts/page-translations.ts'
import { watchHall } from '../display/parts/use-hall.ts'
import { measureScreen } from '../display/theme/millimetres.ts'
import { browserStorage } from '../server/protocol/client/page-storage.ts'
import { moveFocusByArrows } from './arrow-keys.ts'
import { screenLayoutLimits } from './limits.ts'
import { preventZoom, resetPage } from './page-reset.ts'
import { readPictograms } from './pictograms.ts'
import { mountOf, screenLayoutOf } from './screen-layout.ts'
import { KioskPage } from './screens/kiosk-page.tsx'
import type { Key } from './screens/screen-context.ts'
import { SessionController } from './session-controller.ts'

const translations = new PageTranslations<Key>(
  import.meta.glob<string>('../display/words/*/{issuing,kiosk}.json', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)
const device = new URLSearchParams(location.search).get('device') ?? 'kiosk-1'
const storage = browserStorage('localStorage')
const hall = watchHall({
  view: 'kiosk',
  params: { device },
  ...(storage ? { storage } : {}),
  onNewBuild: () => controller.reloadWhenFree(),
})
const controller = new SessionController(hall, () => resetPage(document))

const diagonal = computed(() => hall.plainView.value?.diagonal ?? screenLayoutLimits.defaultDiagonal)
const measureLayout = () => {
  const mm = measureScreen(diagonal.value)
  const mount = mountOf(location.search)
  const { innerWidth, innerHeight } = window
  return (low: boolean) => screenLayoutOf(innerWidth, innerHeight, mm, mount, low)
}
const layoutFor = signal(measureLayout())
const onResize = (): void => {
  layoutFor.value = measureLayout()
  hall.client.report({ width: window.innerWidth, height: window.innerHeight })
}
window.addEventListener('resize', onResize)
effect(() => {
  void diagonal.value
  onResize()
})

for (const sign of ['pointerdown', 'keydown'])
  document.addEventListener(sign, () => controller.touched(), true)
separateScans(document)
moveFocusByArrows(document)
preventZoom(document)
void readPictograms()
// A long press on a touch screen would open the browser's context menu.
document.addEventListener('contextmenu', (event) => event.preventDefault())

function Page() {
  const languages = hall.plainView.value?.languages ?? languagesAtStart()
  const { aids, screen } = controller.session.value
  const asked = hall.names.shown([aids.language || (languages[0] ?? '')])
  const [t] = translations.shown(asked, languages)
  useLayoutEffect(() => {
    if (t) applyLanguage(t, t('title'))
  }, [t])
  if (!t) return null
  const others =
    screen.at === 'attract' ? languages.flatMap((tag) => translations.in(tag, languages) ?? []) : []
  return <KioskPage {...{ hall, controller, layoutFor, t, others }} languages={languages} />
}

const page = document.getElementById('page')
if (page) render(<Page />, page)
