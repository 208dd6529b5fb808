import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { hallTime } from '../display/parts/hall-time.ts'
import { reloadOnceAMinute } from '../display/parts/use-hall.ts'
import type { Drawn } from '../server/protocol/messages.ts'
import { Connecting } from './connecting.tsx'
import { limits } from './limits.ts'
import { Locked } from './sign-in/lock.tsx'
import { pageLock, readLock } from './sign-in/lock-state.ts'
import { endOf, fetchView, joinSession, signOut } from './sign-in/session.ts'
import { SignIn } from './sign-in/sign-in.tsx'
import type { SignInFault } from './sign-in/sign-in-fault.ts'
import { hallLanguages, type Translations } from './translations.ts'
import { TroubleBanner } from './trouble-banner.tsx'
import { type LiveView, useLiveView } from './use-live-view.ts'

type Screen = { at: 'checking' } | { at: 'locked' } | { at: 'sign-in'; why?: SignInFault } | { at: 'view' }
type StaffView = 'manager' | 'setup'

/** A staff's page whose view is loaded. */
export interface StaffPageState<V extends StaffView> {
  readonly live: LiveView<V>
  readonly view: Drawn<V>
  /** The gravest fault of connection and hall alone. */
  readonly banner: JSX.Element | null
  /** Signs out. */
  leave(): void
}

interface StaffPageProps<V extends StaffView> {
  name: V
  translations: Translations
  /** A sentence of the sign-in above the usual one, for a first start. */
  hint?: string | undefined
  /** The badge that stands in the field of the sign-in at first. */
  badge?: string | undefined
  /** The fault when the badge may not watch this view. */
  wrongRole: SignInFault
  page: (state: StaffPageState<V>) => JSX.Element
}

/** A page with one view for one person: sign-in, then the view, and sign-in again when the session has ended. */
export function StaffPage<V extends StaffView>(props: StaffPageProps<V>): JSX.Element {
  const { name, translations, wrongRole, hint, badge } = props
  const [screen, setScreen] = useState<Screen>({ at: 'checking' })
  useEffect(() => {
    if (screen.at !== 'checking') return
    void joinSession()
      .then(() => fetchView(name))
      .then(async (found) => {
        if ('status' in found && found.status === 401)
          setScreen({ at: (await readLock()) ? 'locked' : 'sign-in' })
        else if ('status' in found && found.status === 403) setScreen({ at: 'sign-in', why: wrongRole })
        // Any other fault may pass: the live client shows it and reconnects.
        else setScreen({ at: 'view' })
      })
  }, [screen.at])
  if (screen.at === 'sign-in')
    return (
      <SignIn
        translations={translations}
        {...(screen.why && { why: screen.why })}
        onSignedIn={() => setScreen({ at: 'checking' })}
        hint={hint}
        badge={badge}
      />
    )
  if (screen.at === 'locked')
    return (
      <Locked translations={translations} onUnlocked={() => setScreen({ at: 'checking' })}>
        <Connecting translations={translations} />
      </Locked>
    )
  if (screen.at === 'checking') return <Connecting translations={translations} />
  return (
    <Watch
      {...props}
      onSignedOut={(why) => setScreen({ at: 'sign-in', why })}
      leave={() => void signOut().then(() => setScreen({ at: 'sign-in' }))}
    />
  )
}

interface WatchProps<V extends StaffView> extends StaffPageProps<V> {
  onSignedOut: (why: SignInFault) => void
  leave: () => void
}

function Watch<V extends StaffView>(props: WatchProps<V>): JSX.Element {
  const { name, translations, page, leave } = props
  const live = useLiveView<V>(name, {}, translations.language)
  useEffect(() => {
    const fault = endOf(live)
    if (fault) props.onSignedOut(fault)
  }, [live.closing, live.ended?.why])
  useEffect(() => {
    if (live.view) hallLanguages.value = live.view.languages
  }, [live.view?.languages.join()])
  useReloadWhenOutdated(live.outdated)
  const { view } = live
  return (
    <Locked translations={translations} onUnlocked={live.retry}>
      {view ? (
        page({ live, view, leave, banner: bannerOf({ live, view, translations }) })
      ) : (
        <Connecting translations={translations} />
      )}
    </Locked>
  )
}

/** Loads the newer build of the page, but not while a dialog is open, in which somebody may be typing. */
function useReloadWhenOutdated(isOutdated: boolean): void {
  useEffect(() => {
    if (!isOutdated) return undefined
    const reload = (): void => {
      if (!document.querySelector('dialog[open]')) reloadOnceAMinute()
    }
    reload()
    const timer = setInterval(reload, limits.tickMs)
    return () => clearInterval(timer)
  }, [isOutdated])
}

function bannerOf<V extends StaffView>({
  live,
  view,
  translations: { t },
}: {
  live: LiveView<V>
  view: Drawn<V>
  translations: Translations
}): JSX.Element | null {
  if (live.ready || pageLock.value)
    return live.trouble ? <TroubleBanner trouble={live.trouble} t={t} /> : null
  const time = hallTime(live.lastHeardAt + live.offset, view.timeZone)
  return (
    <p class="banner" role="alert">
      <strong>▲ {t('connection.lost-watching')}</strong> <span>{t('connection.since', { time })}</span>
    </p>
  )
}
