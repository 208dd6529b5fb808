import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { applyLanguage } from '../../display/parts/page-words.ts'
import { reloadOnceAMinute } from '../../display/parts/use-hall.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { Menu } from '../menu.tsx'
import { type Preferences, remember, usePreferences } from '../preferences.ts'
import { lookAt, type SignInFault, signOut } from '../sign-in/session.ts'
import { SignIn } from '../sign-in/sign-in.tsx'
import { hallLanguages } from '../translations.ts'
import { TroubleBanner } from '../trouble-banner.tsx'
import { type LiveView, useLiveView, useTick } from '../use-live-view.ts'
import { Floor } from './floor.tsx'
import { type ManagerTranslations, managerTranslations } from './manager-translations.ts'

type Door = { at: 'asking' } | { at: 'sign-in'; why?: SignInFault } | { at: 'floor' }

/** The hall manager's page: the floor as a picture, for whoever has that role. */
export function Manager(): JSX.Element | null {
  const [preferences, change] = usePreferences()
  const translations = managerTranslations(preferences.language)
  const [door, setDoor] = useState<Door>({ at: 'asking' })
  useLayoutEffect(() => {
    if (translations) applyLanguage(translations.t, translations.t('page.title'))
  }, [translations?.t])
  useEffect(() => {
    if (door.at !== 'asking') return
    void lookAt('manager').then((found) => {
      if ('status' in found && found.status === 401) setDoor({ at: 'sign-in' })
      else if ('status' in found && found.status === 403)
        setDoor({ at: 'sign-in', why: { fault: 'wrong-role' } })
      // The server may be away for a moment: the link finds out and keeps trying.
      else setDoor({ at: 'floor' })
    })
  }, [door.at])
  if (!translations) return null
  if (door.at === 'sign-in')
    return (
      <SignIn
        translations={translations}
        {...(door.why && { why: door.why })}
        onSignedIn={(badge) => {
          remember('badge', badge)
          setDoor({ at: 'asking' })
        }}
      />
    )
  if (door.at === 'asking') return <Joining translations={translations} />
  return (
    <Watch
      translations={translations}
      preferences={preferences}
      change={change}
      onSignedOut={() => setDoor({ at: 'sign-in', why: { fault: 'ended' } })}
      leave={() => void signOut().then(() => setDoor({ at: 'sign-in' }))}
    />
  )
}

const Joining = ({ translations }: { translations: ManagerTranslations }): JSX.Element => (
  <main class="door">
    <p role="status">{translations.t('link.joining')}</p>
  </main>
)

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
  useTick(1000)
  useEffect(() => {
    if (live.closing === 'signed-out' || live.ended?.why === 'not-signed-in') props.onSignedOut()
  }, [live.closing, live.ended?.why])
  useEffect(() => {
    if (live.view) hallLanguages.value = live.view.languages
  }, [live.view?.languages.join()])
  useEffect(() => {
    if (live.outdated) reloadOnceAMinute()
  }, [live.outdated])
  if (!live.view) return <Joining translations={translations} />
  const ways = [{ label: translations.t('menu.sign-out'), act: props.leave }]
  return (
    <Floor
      view={live.view}
      now={live.now()}
      translations={translations}
      act={live.act}
      menu={<Menu {...{ translations, preferences, change, ways }} switches={['large']} />}
      banner={
        live.ready ? (
          live.trouble && <TroubleBanner trouble={live.trouble} t={translations.t} />
        ) : (
          <LinkBanner live={live} view={live.view} translations={translations} />
        )
      }
    />
  )
}

interface LinkBannerProps {
  live: LiveView<'manager'>
  view: Drawn<'manager'>
  translations: ManagerTranslations
}

function LinkBanner({ live, view, translations }: LinkBannerProps): JSX.Element {
  const time = hallTime(live.lastHeardAt + live.offset, view.timeZone)
  return (
    <p class="banner" role="alert">
      <strong>▲ {translations.t('link.lost-watching')}</strong>{' '}
      <span>{translations.t('link.since', { time })}</span>
    </p>
  )
}
