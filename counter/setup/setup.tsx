import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { applyLanguage } from '../../display/parts/page-translations.ts'
import { limits } from '../limits.ts'
import { maintenanceLines } from '../maintenance-lines.ts'
import { Menu } from '../menu.tsx'
import { Notices } from '../notices.tsx'
import { usePreferences } from '../preferences.ts'
import { type FirstSignIn, fetchFirstSignIn } from '../sign-in/session.ts'
import { tabSession } from '../sign-in/tab-session.ts'
import { useRoles } from '../sign-in/use-roles.ts'
import { StaffPage, type StaffPageState } from '../staff-page.tsx'
import { useOutsideView, useTick } from '../use-live-view.ts'
import { ClockDoubt } from './clock-doubt.tsx'
import { FirstStart } from './first-start/first-start.tsx'
import { firstStartId } from './first-start/steps.ts'
import { type Section, sectionsFor } from './sections.ts'
import { usePlans } from './settings/draft/use-plans.ts'
import { type SettingsDraft, useSettings } from './settings/draft/use-settings.ts'
import { DoubtsNotice } from './settings/parts/doubts.tsx'
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
  const [first, setFirst] = useState<FirstSignIn>()
  useEffect(() => void fetchFirstSignIn().then(setFirst), [])
  if (!translations) return null
  return (
    <StaffPage
      name="setup"
      translations={translations}
      hint={first && translations.t('first.sign-in')}
      badge={first?.badge}
      wrongRole={{ fault: 'not-administrator' }}
      page={(state) => {
        const begin = { label: translations.t('guide.title'), act: () => location.assign(`#${firstStartId}`) }
        const actions = [begin, { label: translations.t('menu.sign-out'), act: state.leave }]
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
  const { t } = translations
  const { live, view, banner } = state
  const me = tabSession()?.badge
  const roles = useRoles(live.ready)
  const open = sectionsFor(roles ?? [])
  const { id, section, target } = useSection(open)
  const maintenance = useOutsideView(live.client, 'maintenance')
  const lines = maintenance ? maintenanceLines(maintenance, translations, view.timeZone) : []
  const readsSettings = open.some(({ Form }) => Form)
  const read = useSettings(live, readsSettings ? view.settings : undefined)
  const settings = read === 'unreachable' ? undefined : read
  const plans = usePlans(readsSettings ? view.plans : 0)
  const form = settings && { settings, plans, translations, live, view }
  const isFirst = readsSettings && (id === firstStartId || (id === '' && isBeginning(settings)))
  const [wanted, setWanted] = useState('')
  const isSearching = wanted.trim() !== ''
  useTarget(target, settings !== undefined && !isSearching)
  return (
    <div class="frame setup">
      <Head {...{ state, translations, menu }} />
      {banner ?? (
        <div class="setup-notices">
          {lines.length > 0 && <Notices lines={lines} />}
          {form && <PlanNotice {...form} />}
          {form && <DoubtsNotice {...form} />}
        </div>
      )}
      {isFirst ? (
        form ? (
          <FirstStart {...form} me={me} roles={roles ?? []} step={id === '' ? undefined : target} />
        ) : (
          <main class="setup-main">
            <NotRead isUnreachable={read !== undefined} t={t} />
          </main>
        )
      ) : (
        <>
          <Sections
            sections={open}
            shown={isSearching ? undefined : section?.id}
            wanted={wanted}
            find={readsSettings ? setWanted : undefined}
            close={() => setWanted('')}
            t={t}
          />
          <main class="setup-main">
            <ClockDoubt {...{ live, view, translations }} roles={roles ?? []} />
            {isSearching && form ? (
              <SearchResults {...form} wanted={wanted} close={() => setWanted('')} />
            ) : section?.Content ? (
              <section.Content {...{ view, live, translations, me }} roles={roles ?? []} />
            ) : section && form ? (
              <section.Form {...form} />
            ) : (
              section && <NotRead isUnreachable={read !== undefined} t={t} />
            )}
          </main>
          {form && <SaveBar {...form} />}
        </>
      )}
    </div>
  )
}

function Head({ state: { view, live }, translations, menu }: SetupPageProps): JSX.Element {
  const { t, text } = translations
  const me = tabSession()?.badge
  return (
    <header class="head">
      <h1 class="head-counter">{text(view.words.hall)}</h1>
      <p class="head-me">
        {t('page.title')}
        {me !== undefined && ` · ${me}`}
      </p>
      <HeadClock serverNow={live.now} timeZone={view.timeZone} />
      {menu}
    </header>
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
    <nav class="setup-sections" aria-label={t('page.title')} data-scrolls>
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

interface NotReadProps extends Pick<SetupTranslations, 't'> {
  isUnreachable: boolean
}

/** Stands where the settings would, while they are not read. */
const NotRead = ({ isUnreachable, t }: NotReadProps): JSX.Element =>
  isUnreachable ? (
    <p class="dialog-fault" role="alert">
      ▲ {t('settings.unreachable')}
    </p>
  ) : (
    <p role="status">{t('connection.joining')}</p>
  )

/** The hall has not been set up yet, or that is not known. */
const isBeginning = (settings: SettingsDraft | undefined): boolean =>
  settings === undefined || settings.base.firstStart !== undefined

/** The section that stands in the address, the first for any other, and the field or entry behind its `/`. */
function useSection(sections: readonly Section[]): {
  id: string
  section: Section | undefined
  target: string | undefined
} {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = (): void => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const [id = '', target] = hash.slice(1).split('/')
  return { id, section: sections.find((one) => one.id === id) ?? sections[0], target }
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
