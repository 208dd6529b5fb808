import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { applyLanguage } from '../../display/parts/page-translations.ts'
import { reloadOnceAMinute } from '../../display/parts/use-hall.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { Connecting } from '../connecting.tsx'
import { limits } from '../limits.ts'
import { Menu } from '../menu.tsx'
import { type Preferences, remember, remembered, useMedia, usePreferences } from '../preferences.ts'
import { Locked } from '../sign-in/lock.tsx'
import { pageLock, readLock } from '../sign-in/lock-state.ts'
import { endOf, fetchView, joinSession, signOut } from '../sign-in/session.ts'
import { SignIn } from '../sign-in/sign-in.tsx'
import type { SignInFault } from '../sign-in/sign-in-fault.ts'
import { tabSession } from '../sign-in/tab-session.ts'
import { hallLanguages } from '../translations.ts'
import { TroubleBanner } from '../trouble-banner.tsx'
import { type LiveView, useLiveView, useTick } from '../use-live-view.ts'
import { BottomBar } from './bottom-bar.tsx'
import { type ConsoleTranslations, clerkTranslations } from './console-translations.ts'
import { CounterChoice } from './counter-choice.tsx'
import { HeadBar } from './head-bar.tsx'
import { KeyPad } from './key-pad.tsx'
import { Panel } from './panels/panels.tsx'
import { TakeOverDialog } from './panels/take-over-dialog.tsx'
import { TransferDialog } from './panels/transfer-dialog.tsx'
import { PhraseBar } from './phrase-bar.tsx'
import { useShortcuts } from './shortcuts.ts'
import { SideLists } from './sides/side-lists.tsx'
import { useFind } from './sides/use-find.ts'
import { TicketCard } from './ticket-card.tsx'
import { type ConsoleState, useConsole } from './use-console.ts'

type Screen =
  | { at: 'checking' }
  | { at: 'sign-in'; why?: SignInFault }
  | { at: 'locked' }
  | { at: 'choose'; missing?: string }
  | { at: 'console' }

/** The screen for the person who is signed in, or the sign-in. */
async function screenOf(counter: string | null | undefined): Promise<Screen> {
  if (counter === undefined || counter === null) return { at: 'choose' }
  const found = await fetchView(`counter?counter=${encodeURIComponent(counter)}`)
  if (!('status' in found)) return { at: 'console' }
  if (found.status === 401) return { at: (await readLock()) ? 'locked' : 'sign-in' }
  if (found.status === 404 || found.status === 400) return { at: 'choose', missing: counter }
  // Any other fault may pass: the live client shows it and reconnects.
  return { at: 'console' }
}

/** The counter's page: sign-in, choice of the counter, then the console. */
export function Console(): JSX.Element | null {
  const [preferences, change] = usePreferences()
  const translations = clerkTranslations(preferences.language)
  const [me, setMe] = useState(() => tabSession()?.badge)
  const [counter, setCounter] = useState(
    () => new URLSearchParams(location.search).get('counter') ?? remembered('counter'),
  )
  const [screen, setScreen] = useState<Screen>({ at: 'checking' })
  useLayoutEffect(() => {
    if (translations) applyLanguage(translations.t, translations.t('page.title'))
  }, [translations?.t])
  useEffect(() => {
    if (screen.at !== 'checking') return
    void joinSession().then(async (badge) => {
      setMe(badge)
      setScreen(await screenOf(counter))
    })
  }, [screen.at, counter])

  if (!translations) return null
  const ended = (why: SignInFault): void => setScreen({ at: 'sign-in', why })
  if (screen.at === 'sign-in')
    return (
      <SignIn
        translations={translations}
        {...(screen.why && { why: screen.why })}
        onSignedIn={(badge) => {
          setMe(badge)
          setScreen({ at: 'checking' })
        }}
      />
    )
  if (screen.at === 'choose')
    return (
      <CounterChoice
        translations={translations}
        me={me}
        missing={screen.missing}
        onSignedOut={() => setScreen({ at: 'sign-in' })}
        choose={(chosen) => {
          remember('counter', chosen)
          setCounter(chosen)
          setScreen({ at: 'checking' })
        }}
      />
    )
  if (screen.at === 'locked')
    return (
      <Locked translations={translations} onUnlocked={() => setScreen({ at: 'checking' })}>
        <Connecting translations={translations} />
      </Locked>
    )
  if (screen.at === 'checking' || counter === undefined || counter === null)
    return <Connecting translations={translations} />
  return (
    <Watch
      counter={counter}
      me={me}
      translations={translations}
      preferences={preferences}
      change={change}
      onSignedOut={ended}
      onMissing={() => setScreen({ at: 'choose', missing: counter })}
      leave={(where) => {
        if (where === 'choose') return setScreen({ at: 'choose' })
        void signOut().then(() => setScreen({ at: 'sign-in' }))
      }}
    />
  )
}

interface WatchProps {
  counter: string
  me: string | undefined
  translations: ConsoleTranslations
  preferences: Preferences
  change: (wanted: Partial<Preferences>) => void
  onSignedOut: (why: SignInFault) => void
  /** Called when the hall no longer has this counter. */
  onMissing: () => void
  leave: (where: 'choose' | 'sign-in') => void
}

function Watch(props: WatchProps): JSX.Element {
  const live = useLiveView('counter', { counter: props.counter }, props.translations.language)
  useEffect(() => {
    const fault = endOf(live)
    if (fault) props.onSignedOut(fault)
    if (live.ended?.why === 'no-such-counter') props.onMissing()
  }, [live.closing, live.ended?.why])
  useEffect(() => {
    if (live.view) hallLanguages.value = live.view.languages
  }, [live.view?.languages.join()])
  return (
    <Locked translations={props.translations} onUnlocked={live.retry}>
      {live.view ? (
        <ConsolePage {...props} live={live as LiveView<'counter'> & { view: Drawn<'counter'> }} />
      ) : (
        <Connecting translations={props.translations} />
      )}
    </Locked>
  )
}

function ConsolePage(
  props: WatchProps & { live: LiveView<'counter'> & { view: Drawn<'counter'> } },
): JSX.Element {
  const { live, translations, preferences, change } = props
  useTick(limits.tickMs)
  const state = useConsole(props)
  useShortcuts(state)
  const find = useFind(state)
  const customer = state.view.active?.language
  useEffect(() => {
    if (customer) live.names.want(customer)
  }, [customer])
  const { layout, scrolls } = useLayout()
  const strip = layout === 'strip'
  const isTyping = document.querySelector('dialog[open]') !== null
  const idle = state.view.active === undefined && !state.panel && !isTyping
  useEffect(() => {
    if (live.outdated && idle) reloadOnceAMinute()
  }, [live.outdated, idle])
  const { t } = translations
  const actions = [
    {
      label: t('menu.close-counter'),
      act: () => void state.submit('close-counter', state.here),
      disabled:
        !state.ready ||
        state.phase === 'closed' ||
        state.phase === 'taken' ||
        state.view.active !== undefined,
    },
    { label: t('menu.change-counter'), act: () => props.leave('choose') },
    { label: t('menu.sign-out'), act: () => props.leave('sign-in') },
  ]
  const switches = ['large', 'letters', 'phrases'] as const
  const menu = <Menu {...{ translations, preferences, change, switches, actions }} />
  return (
    <div class={`frame console console-${layout}${scrolls ? ' console-scrolls' : ''}`}>
      <HeadBar state={state} menu={menu} />
      {!state.ready && !pageLock.value && <ConnectionBanner live={live} state={state} />}
      {state.ready && live.trouble && <TroubleBanner trouble={live.trouble} t={translations.t} />}
      <main class="work">
        <TicketCard state={state} />
        {state.panel ? <Panel state={state} /> : <KeyPad state={state} strip={strip} />}
        {!state.panel && <PhraseBar state={state} strip={strip} />}
        <BottomBar state={state} />
      </main>
      <SideLists state={state} find={find} strip={strip} />
      <TransferDialog state={state} />
      <TakeOverDialog state={state} />
    </div>
  )
}

interface Layout {
  readonly layout: 'wide' | 'compact' | 'strip'
  /** The page scrolls, and its main key stays in sight at the lower edge. */
  readonly scrolls: boolean
}

/** The layout that the window has room for; `?strip` chooses the strip in a window of any size. */
function useLayout(): Layout {
  const { width, height } = limits.compactBelowPx
  const isLow = useMedia(`(max-height: ${height - 1}px)`)
  const isNarrow = useMedia(`(max-width: ${limits.stripBelowPx - 1}px)`)
  const isSmall = useMedia(`(max-width: ${width - 1}px)`) || isLow
  if (isNarrow || new URLSearchParams(location.search).has('strip'))
    return { layout: 'strip', scrolls: isLow }
  return { layout: isSmall ? 'compact' : 'wide', scrolls: isSmall }
}

function ConnectionBanner({ live, state }: { live: LiveView<'counter'>; state: ConsoleState }): JSX.Element {
  const { t } = state.translations
  const time = hallTime(live.lastHeardAt + live.offset, state.view.timeZone)
  return (
    <p class="banner" role="alert">
      <strong>▲ {t('connection.lost')}</strong> <span>{t('connection.since', { time })}</span>
    </p>
  )
}
