import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { applyLanguage } from '../../display/parts/page-translations.ts'
import { reloadOnceAMinute } from '../../display/parts/use-hall.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { Connecting } from '../connecting.tsx'
import { limits } from '../limits.ts'
import { Menu } from '../menu.tsx'
import { type Preferences, remember, usePreferences } from '../preferences.ts'
import { fetchView, type SignInFault, signOut } from '../sign-in/session.ts'
import { SignIn } from '../sign-in/sign-in.tsx'
import { hallLanguages } from '../translations.ts'
import { TroubleBanner } from '../trouble-banner.tsx'
import { type LiveView, useLiveView, useTick } from '../use-live-view.ts'
import { Floor } from './floor.tsx'
import { type ManagerTranslations, managerTranslations } from './manager-translations.ts'
import { SilentBoards } from './silent-boards.tsx'

type Screen = { at: 'checking' } | { at: 'sign-in'; why?: SignInFault } | { at: 'floor' }

/** The hall manager's page. */
export function Manager(): JSX.Element | null {
  const [preferences, change] = usePreferences()
  const translations = managerTranslations(preferences.language)
  const [screen, setScreen] = useState<Screen>({ at: 'checking' })
  useLayoutEffect(() => {
    if (translations) applyLanguage(translations.t, translations.t('page.title'))
  }, [translations?.t])
  useEffect(() => {
    if (screen.at !== 'checking') return
    void fetchView('manager').then((found) => {
      if ('status' in found && found.status === 401) setScreen({ at: 'sign-in' })
      else if ('status' in found && found.status === 403)
        setScreen({ at: 'sign-in', why: { fault: 'wrong-role' } })
      // Any other fault may pass: the live client shows it and reconnects.
      else setScreen({ at: 'floor' })
    })
  }, [screen.at])
  if (!translations) return null
  if (screen.at === 'sign-in')
    return (
      <SignIn
        translations={translations}
        {...(screen.why && { why: screen.why })}
        onSignedIn={(badge) => {
          remember('badge', badge)
          setScreen({ at: 'checking' })
        }}
      />
    )
  if (screen.at === 'checking') return <Connecting translations={translations} />
  return (
    <Watch
      translations={translations}
      preferences={preferences}
      change={change}
      onSignedOut={() => setScreen({ at: 'sign-in', why: { fault: 'ended' } })}
      leave={() => void signOut().then(() => setScreen({ at: 'sign-in' }))}
    />
  )
}

interface WatchProps {
  translations: ManagerTranslations
  preferences: Preferences
  change: (wanted: Partial<Preferences>) => void
  onSignedOut: () => void
  leave: () => void
}

function Watch(props: WatchProps): JSX.Element {
  const { translations, preferences, change } = props
  const live = useLiveView('manager', {}, translations.language)
  useTick(limits.tickMs)
  useEffect(() => {
    if (live.closing === 'signed-out' || live.ended?.why === 'not-signed-in') props.onSignedOut()
  }, [live.closing, live.ended?.why])
  useEffect(() => {
    if (live.view) hallLanguages.value = live.view.languages
  }, [live.view?.languages.join()])
  useEffect(() => {
    if (live.outdated) reloadOnceAMinute()
  }, [live.outdated])
  if (!live.view) return <Connecting translations={translations} />
  const actions = [{ label: translations.t('menu.sign-out'), act: props.leave }]
  return (
    <Floor
      view={live.view}
      now={live.now()}
      translations={translations}
      act={live.act}
      menu={<Menu {...{ translations, preferences, change, actions }} switches={['large']} />}
      banner={<Banner live={live} view={live.view} translations={translations} />}
    />
  )
}

interface BannerProps {
  live: LiveView<'manager'>
  view: Drawn<'manager'>
  translations: ManagerTranslations
}

/** The gravest fault alone. */
function Banner({ live, view, translations }: BannerProps): JSX.Element | null {
  const { t } = translations
  if (!live.ready) return <ConnectionBanner live={live} view={view} translations={translations} />
  if (live.trouble) return <TroubleBanner trouble={live.trouble} t={t} />
  return live.silentBoards ? <SilentBoards boards={live.silentBoards} t={t} /> : null
}

function ConnectionBanner({ live, view, translations }: BannerProps): JSX.Element {
  const time = hallTime(live.lastHeardAt + live.offset, view.timeZone)
  return (
    <p class="banner" role="alert">
      <strong>▲ {translations.t('connection.lost-watching')}</strong>{' '}
      <span>{translations.t('connection.since', { time })}</span>
    </p>
  )
}
