import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { applyLanguage } from '../../display/parts/page-translations.ts'
import type { Role } from '../../server/hall/ids.ts'
import { limits } from '../limits.ts'
import { maintenanceLines } from '../maintenance-lines.ts'
import { Menu } from '../menu.tsx'
import { Notices } from '../notices.tsx'
import { usePreferences } from '../preferences.ts'
import { fetchNeedsAdministrator, fetchRoles } from '../sign-in/session.ts'
import { tabSession } from '../sign-in/tab-session.ts'
import { StaffPage, type StaffPageState } from '../staff-page.tsx'
import { useOutsideView, useTick } from '../use-live-view.ts'
import { type Section, sectionsFor } from './sections.ts'
import { type SetupTranslations, setupTranslations } from './setup-translations.ts'

/** The administrator's page: one section at a time. */
export function Setup(): JSX.Element | null {
  const [preferences, change] = usePreferences()
  const translations = setupTranslations(preferences.language)
  useLayoutEffect(() => {
    if (translations) applyLanguage(translations.t, translations.t('page.title'))
  }, [translations?.t])
  const [isFirst, setIsFirst] = useState(false)
  useEffect(() => void fetchNeedsAdministrator().then(setIsFirst), [])
  if (!translations) return null
  return (
    <StaffPage
      name="setup"
      translations={translations}
      hint={isFirst ? translations.t('first.sign-in') : undefined}
      wrongRole={{ fault: 'not-administrator' }}
      page={(state) => {
        const actions = [{ label: translations.t('menu.sign-out'), act: state.leave }]
        const menu = <Menu {...{ translations, preferences, change, actions }} switches={['large']} />
        return <SetupPage state={state} translations={translations} menu={menu} />
      }}
    />
  )
}

interface SetupPageProps {
  state: StaffPageState<'setup'>
  translations: SetupTranslations
  menu: JSX.Element
}

function SetupPage({ state, translations, menu }: SetupPageProps): JSX.Element {
  const { t, text } = translations
  const { live, view, banner } = state
  const me = tabSession()?.badge
  const roles = useRoles(live.ready)
  const open = sectionsFor(roles ?? [])
  const section = useSection(open)
  const maintenance = useOutsideView(live.client, 'maintenance')
  const lines = maintenance ? maintenanceLines(maintenance, translations, view.timeZone) : []
  return (
    <div class="frame setup">
      <header class="head">
        <h1 class="head-counter">{text(view.words.hall)}</h1>
        <p class="head-me">
          {t('page.title')}
          {me !== undefined && ` · ${me}`}
        </p>
        <HeadClock serverNow={live.now} timeZone={view.timeZone} />
        {menu}
      </header>
      {banner ?? (lines.length > 0 && <Notices lines={lines} />)}
      <nav class="setup-sections" aria-label={t('page.title')}>
        {open.map(({ id, title }) => (
          <a
            key={id}
            class="setup-section"
            href={`#${id}`}
            aria-current={id === section?.id ? 'page' : undefined}
          >
            {t(title)}
          </a>
        ))}
      </nav>
      <main class="setup-main">
        {section && (
          <section.Content view={view} live={live} translations={translations} me={me} roles={roles ?? []} />
        )}
      </main>
    </div>
  )
}

/** The roles of the person of this tab; undefined until they are known. `isReady`: the server can be reached. */
function useRoles(isReady: boolean): readonly Role[] | undefined {
  const [roles, setRoles] = useState<readonly Role[]>()
  useEffect(() => {
    if (isReady) void fetchRoles().then((found) => setRoles((known) => (found.length > 0 ? found : known)))
  }, [isReady])
  return roles
}

/** The section that stands in the address; the first for any other. */
function useSection(sections: readonly Section[]): Section | undefined {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = (): void => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return sections.find(({ id }) => `#${id}` === hash) ?? sections[0]
}

function HeadClock({ serverNow, timeZone }: { serverNow: () => number; timeZone: string }): JSX.Element {
  useTick(limits.tickMs)
  return <time class="digits head-clock">{hallTime(serverNow(), timeZone)}</time>
}
