import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
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
import { usePlans } from './settings/draft/use-plans.ts'
import { useSettings } from './settings/draft/use-settings.ts'
import { SearchResults } from './settings/parts/search.tsx'
import { PlanNotice } from './settings/review/planned-changes.tsx'
import { SaveBar } from './settings/review/save-bar.tsx'
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
  const { section, target } = useSection(open)
  const maintenance = useOutsideView(live.client, 'maintenance')
  const lines = maintenance ? maintenanceLines(maintenance, translations, view.timeZone) : []
  const readsSettings = open.some(({ Form }) => Form)
  const settings = useSettings(live, readsSettings ? view.settings : undefined)
  const plans = usePlans(readsSettings ? view.plans : 0)
  const form = settings && { settings, plans, translations, live, view }
  const [wanted, setWanted] = useState('')
  const isSearching = wanted.trim() !== ''
  useTarget(target, settings !== undefined && !isSearching)
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
      {banner ?? (
        <div class="setup-notices">
          {lines.length > 0 && <Notices lines={lines} />}
          {form && <PlanNotice {...form} />}
        </div>
      )}
      <Sections
        sections={open}
        shown={isSearching ? undefined : section?.id}
        wanted={wanted}
        find={readsSettings ? setWanted : undefined}
        close={() => setWanted('')}
        t={t}
      />
      <main class="setup-main">
        {isSearching && form ? (
          <SearchResults {...form} wanted={wanted} close={() => setWanted('')} />
        ) : section?.Content ? (
          <section.Content view={view} live={live} translations={translations} me={me} roles={roles ?? []} />
        ) : section && form ? (
          <section.Form {...form} />
        ) : (
          section && <p role="status">{t('connection.joining')}</p>
        )}
      </main>
      {form && <SaveBar {...form} />}
    </div>
  )
}

interface SectionsProps extends Pick<SetupTranslations, 't'> {
  sections: readonly Section[]
  /** The id of the section that is shown; undefined while a search is. */
  shown: string | undefined
  /** The text that is searched for. */
  wanted: string
  /** Absent for those who may not read the settings. */
  find: ((wanted: string) => void) | undefined
  close: () => void
}

/** The navigation, with the search for a setting above it. */
function Sections({ sections, shown, wanted, find, close, t }: SectionsProps): JSX.Element {
  return (
    <nav class="setup-sections" aria-label={t('page.title')}>
      {find && (
        <label class="setup-find">
          <span class="visually-hidden">{t('settings.find')}</span>
          <input
            type="search"
            placeholder={t('settings.find')}
            value={wanted}
            onInput={({ currentTarget }) => find(currentTarget.value)}
          />
        </label>
      )}
      {sections.map(({ id, title }) => (
        <a
          key={id}
          class="setup-section"
          href={`#${id}`}
          aria-current={id === shown ? 'page' : undefined}
          onClick={close}
        >
          {t(title)}
        </a>
      ))}
    </nav>
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

/** The section that stands in the address, the first for any other, and the field or entry behind its `/`. */
function useSection(sections: readonly Section[]): {
  section: Section | undefined
  target: string | undefined
} {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = (): void => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const [id, target] = hash.slice(1).split('/')
  return { section: sections.find((one) => one.id === id) ?? sections[0], target }
}

/** Brings a field or an entry of the address into sight, opens it, and gives it the focus. */
function useTarget(target: string | undefined, isLoaded: boolean): void {
  const shown = useRef<string | undefined>(undefined)
  useLayoutEffect(() => {
    if (target === shown.current || !isLoaded) return
    shown.current = target
    if (target === undefined) return
    const named = decodeURIComponent(target)
    const field = [...document.querySelectorAll<HTMLElement>('[data-form]')].find(
      ({ dataset }) => dataset.form === named,
    )
    const entry = field?.closest('details') ?? document.querySelector(`details[id$="-${CSS.escape(named)}"]`)
    if (entry instanceof HTMLDetailsElement) entry.open = true
    const found =
      field?.querySelector<HTMLElement>('input, select, textarea') ?? entry?.querySelector('summary')
    found?.focus()
    found?.scrollIntoView({ block: 'center' })
  }, [target, isLoaded])
}

function HeadClock({ serverNow, timeZone }: { serverNow: () => number; timeZone: string }): JSX.Element {
  useTick(limits.tickMs)
  return <time class="digits head-clock">{hallTime(serverNow(), timeZone)}</time>
}
