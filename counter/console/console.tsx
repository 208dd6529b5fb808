import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { applyLanguage } from '../../display/parts/page-words.ts'
import { reloadOnceAMinute } from '../../display/parts/use-hall.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { limits } from '../limits.ts'
import { Menu } from '../menu.tsx'
import { type Preferences, remember, remembered, useMedia, usePreferences } from '../preferences.ts'
import { lookAt, type SignInFault, signOut } from '../sign-in/session.ts'
import { SignIn } from '../sign-in/sign-in.tsx'
import { hallLanguages } from '../translations.ts'
import { TroubleBanner } from '../trouble-banner.tsx'
import { type LiveView, useLiveView, useTick } from '../use-live-view.ts'
import { BottomBar } from './bottom-bar.tsx'
import { type ConsoleTranslations, clerkTranslations } from './console-translations.ts'
import { CounterChoice } from './counter-choice.tsx'
import { HeadBar } from './head-bar.tsx'
import { KeyPad } from './key-pad.tsx'
import { Panel } from './panels.tsx'
import { PhraseBar } from './phrase-bar.tsx'
import { useShortcuts } from './shortcuts.ts'
import { SideLists } from './side-lists.tsx'
import { TakeOverDialog } from './take-over-dialog.tsx'
import { TicketCard } from './ticket-card.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import { type ConsoleState, useConsole } from './use-console.ts'

type Door =
  | { at: 'asking' }
  | { at: 'sign-in'; why?: SignInFault }
  | { at: 'choose'; missing?: string }
  | { at: 'desk' }

/** Signed in? At which counter? Then the desk. */
export function Console(): JSX.Element | null {
  const [preferences, change] = usePreferences()
  const tongue = clerkTranslations(preferences.language)
  const [me, setMe] = useState(() => remembered('badge'))
  const [counter, setCounter] = useState(
    () => new URLSearchParams(location.search).get('counter') ?? remembered('counter'),
  )
  const [door, setDoor] = useState<Door>({ at: 'asking' })
  useLayoutEffect(() => {
    if (tongue) applyLanguage(tongue.t, tongue.t('page.title'))
  }, [tongue?.t])
  useEffect(() => {
    if (door.at !== 'asking') return
    if (counter === undefined || counter === null) return setDoor({ at: 'choose' })
    void lookAt(`counter?counter=${encodeURIComponent(counter)}`).then((found) => {
      if (!('status' in found)) setDoor({ at: 'desk' })
      else if (found.status === 401) setDoor({ at: 'sign-in' })
      else if (found.status === 404 || found.status === 400) setDoor({ at: 'choose', missing: counter })
      // The server may be away for a moment: the link finds out and keeps trying.
      else setDoor({ at: 'desk' })
    })
  }, [door.at, counter])

  if (!tongue) return null
  const ended = (): void => setDoor({ at: 'sign-in', why: { fault: 'ended' } })
  if (door.at === 'sign-in')
    return (
      <SignIn
        tongue={tongue}
        {...(door.why && { why: door.why })}
        onSignedIn={(badge) => {
          remember('badge', badge)
          setMe(badge)
          setDoor({ at: 'asking' })
        }}
      />
    )
  if (door.at === 'choose')
    return (
      <CounterChoice
        tongue={tongue}
        me={me}
        missing={door.missing}
        onSignedOut={() => setDoor({ at: 'sign-in' })}
        choose={(chosen) => {
          remember('counter', chosen)
          setCounter(chosen)
          setDoor({ at: 'asking' })
        }}
      />
    )
  if (door.at === 'asking' || counter === undefined || counter === null) return <Joining tongue={tongue} />
  return (
    <Watch
      counter={counter}
      me={me}
      tongue={tongue}
      preferences={preferences}
      change={change}
      onSignedOut={ended}
      onMissing={() => setDoor({ at: 'choose', missing: counter })}
      leave={(where) => {
        if (where === 'choose') return setDoor({ at: 'choose' })
        void signOut().then(() => setDoor({ at: 'sign-in' }))
      }}
    />
  )
}

const Joining = ({ tongue }: { tongue: ConsoleTranslations }): JSX.Element => (
  <main class="door">
    <p role="status">{tongue.t('link.joining')}</p>
  </main>
)

interface WatchProps {
  counter: string
  me: string | undefined
  tongue: ConsoleTranslations
  preferences: Preferences
  change: (wanted: Partial<Preferences>) => void
  onSignedOut: () => void
  /** The counter is no longer among the hall's. */
  onMissing: () => void
  leave: (where: 'choose' | 'sign-in') => void
}

function Watch(props: WatchProps): JSX.Element {
  const live = useLiveView('counter', { counter: props.counter }, props.tongue.language)
  useEffect(() => {
    if (live.closing === 'signed-out' || live.ended?.why === 'not-signed-in') props.onSignedOut()
    if (live.ended?.why === 'no-such-counter') props.onMissing()
  }, [live.closing, live.ended?.why])
  useEffect(() => {
    if (live.view) hallLanguages.value = live.view.languages
  }, [live.view?.languages.join()])
  if (!live.view) return <Joining tongue={props.tongue} />
  return <DeskPage {...props} live={live as LiveView<'counter'> & { view: Drawn<'counter'> }} />
}

function DeskPage(
  props: WatchProps & { live: LiveView<'counter'> & { view: Drawn<'counter'> } },
): JSX.Element {
  const { live, tongue, preferences, change } = props
  useTick(1000)
  const desk = useConsole(props)
  useShortcuts(desk)
  const customer = desk.view.active?.language
  useEffect(() => {
    if (customer) live.names.want(customer)
  }, [customer])
  const narrow = useMedia(`(max-width: ${limits.stripBelowPx - 1}px)`)
  const strip = narrow || new URLSearchParams(location.search).has('strip')
  const idle = desk.view.active === undefined && !desk.tray && !desk.takeOver
  useEffect(() => {
    if (live.outdated && idle) reloadOnceAMinute()
  }, [live.outdated, idle])
  const { t } = tongue
  const ways = [
    {
      label: t('menu.close-counter'),
      act: () => void desk.give('close-counter', desk.here),
      rests:
        !desk.ready || desk.moment === 'closed' || desk.moment === 'taken' || desk.view.active !== undefined,
    },
    { label: t('menu.change-counter'), act: () => props.leave('choose') },
    { label: t('menu.sign-out'), act: () => props.leave('sign-in') },
  ]
  const switches = ['large', 'letters', 'phrases'] as const
  const menu = <Menu {...{ tongue, preferences, change, switches, ways }} />
  return (
    <div class={strip ? 'frame desk desk-strip' : 'frame desk'}>
      <HeadBar desk={desk} menu={menu} />
      {!desk.ready && <LinkBanner live={live} desk={desk} />}
      {desk.ready && live.trouble && <TroubleBanner trouble={live.trouble} t={tongue.t} />}
      <main class="work">
        <TicketCard desk={desk} />
        {desk.tray ? <Panel desk={desk} /> : <KeyPad desk={desk} strip={strip} />}
        {!desk.tray && <PhraseBar desk={desk} strip={strip} />}
        <BottomBar desk={desk} />
      </main>
      <SideLists desk={desk} strip={strip} />
      <TransferDialog desk={desk} />
      <TakeOverDialog desk={desk} />
    </div>
  )
}

function LinkBanner({ live, desk }: { live: LiveView<'counter'>; desk: ConsoleState }): JSX.Element {
  const { t } = desk.tongue
  const time = hallTime(live.lastHeardAt + live.offset, desk.view.timeZone)
  return (
    <p class="banner" role="alert">
      <strong>▲ {t('link.lost')}</strong> <span>{t('link.since', { time })}</span>
    </p>
  )
}
