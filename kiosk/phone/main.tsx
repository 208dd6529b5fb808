import '../../display/theme/theme.css'
import './phone.css'
import './keys.css'
import './called.css'
import './rating.css'
import { effect, signal } from '@preact/signals'
import { render } from 'preact'
import { languagesAtStart, PageTranslations } from '../../display/parts/page-translations.ts'
import { watchHall } from '../../display/parts/use-hall.ts'
import { onSystemTheme, systemTheme } from '../../display/theme/theme.ts'
import { offeredFor } from '../../display/words/languages.ts'
import { browserStorage } from '../../server/protocol/client/page-storage.ts'
import { Bell } from './bell.ts'
import { phoneLimits } from './limits.ts'
import { PhonePage } from './phone-page.tsx'
import type { Key } from './ticket-context.ts'

const translations = new PageTranslations<Key>(
  import.meta.glob<string>('../../display/words/*/phone.json', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
)
const ticketKey = location.pathname.split('/')[2] ?? ''
// Per-tab storage: pending commands, which hold the ticket's key, must not outlive the tab.
const storage = browserStorage('sessionStorage')
const hall = watchHall({ view: 'ticket', params: { key: ticketKey }, ...(storage ? { storage } : {}) })
const bell = new Bell()
const isNotFound = signal(false)

/** Asks over HTTP whether the ticket exists, because a refused WebSocket upgrade tells the page no reason. */
async function checkTicketExists(): Promise<void> {
  try {
    const { status } = await fetch(`/api/tickets/${ticketKey}`)
    if (status !== 404) return
    isNotFound.value = true
    hall.client.close()
  } catch {
    // Offline: the page shows that already, and the live client reconnects.
  }
}

setTimeout(() => {
  if (hall.plainView.value === undefined) void checkTicketExists()
}, phoneLimits.requestAfterMs)
effect(() => {
  if (hall.status.value === 'lost' || hall.ended.value !== undefined) void checkTicketExists()
})

const applyTheme = (): void => {
  document.documentElement.dataset.theme = systemTheme()
}
onSystemTheme(applyTheme)
applyTheme()
document.addEventListener('visibilitychange', () => void bell.onVisible())

/** The language chosen on this page. */
const chosen = signal<string | undefined>(undefined)

function Page() {
  const view = hall.plainView.value
  const languages = view?.languages ?? languagesAtStart()
  const usual = view?.language ?? offeredFor(languages, navigator.languages)
  const wanted = [chosen.value ?? usual]
  const [t] = translations.shown(view ? hall.names.shown(wanted) : wanted, languages)
  if (!t) return null
  const choose = (language: string): void => {
    chosen.value = language
  }
  return <PhonePage {...{ ticketKey, hall, bell, isNotFound, t, languages, choose }} />
}

const page = document.getElementById('page')
if (page) render(<Page />, page)
