import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { WatchedHall } from '../../display/parts/use-hall.ts'
import { namedTheme } from '../../display/theme/theme.ts'
import { localTimeZone } from '../../display/words/intl.ts'
import type { Translate } from '../../display/words/translator.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { isIdleAsked, secondsLeft } from '../idle-time.ts'
import { defaultTimes, kioskLimits } from '../limits.ts'
import { heroWidth, isNarrow, type ScreenLayout } from '../screen-layout.ts'
import type { Session } from '../session.ts'
import type { SessionController } from '../session-controller.ts'
import { AidBar } from './aid-bar.tsx'
import { Attract } from './attract.tsx'
import { Home } from './home.tsx'
import { IssuedTicket } from './issued-ticket.tsx'
import { Sending, TroubleScreen } from './messages.tsx'
import { Priority } from './priority.tsx'
import { Question } from './question.tsx'
import { type Key, offerOf, type ScreenContext, serviceName } from './screen-context.ts'
import { TopBar } from './top-bar.tsx'

interface KioskPageProps {
  hall: WatchedHall<'kiosk'>
  controller: SessionController
  layoutFor: ReadonlySignal<(low: boolean) => ScreenLayout>
  t: Translate<Key>
  /** The languages of the attract screen. */
  others: readonly Translate<Key>[]
  languages: readonly string[]
}

/** Drawn until the first view arrives: no services. */
const viewBeforeFirst: Omit<Drawn<'kiosk'>, 'languages'> = {
  device: '',
  words: { hall: {}, services: {}, counters: {}, reasons: { pause: {}, hold: {}, rating: {} } },
  timeZone: localTimeZone(),
  doors: 'open',
  services: [],
  queues: {},
  times: defaultTimes,
  categories: [],
  waiting: 0,
  printStates: {},
}

export function KioskPage({ hall, controller, layoutFor, t, others, languages }: KioskPageProps) {
  const session = controller.session.value
  const at = controller.now.value
  const view = hall.view.value ?? { ...viewBeforeFirst, languages: [...languages] }
  const layout = layoutFor.value(session.aids.low)
  const { status, trouble, now } = hall
  const context: ScreenContext = {
    view,
    session,
    t,
    layout,
    status: status.value,
    ended: hall.ended.value,
    trouble: trouble.value,
    now: now.value,
    controller,
  }
  useAppearance(session)
  useFocusOnHeading(session.screen.at)
  if (session.screen.at === 'attract') return <Attract context={context} others={others} />
  const style = { '--u': `${layout.unit}px`, '--hero-width': String(heroWidth(layout)) }
  return (
    <div
      class="kiosk"
      data-layout={layout.orientation}
      data-narrow={isNarrow(layout)}
      data-low={session.aids.low}
      style={style}
    >
      <TopBar context={context} now={hall.now} />
      <main class="stage" data-menu={hasMenu(context, at)}>
        <CurrentScreen context={context} at={at} />
      </main>
      <AidBar context={context} />
      <Questions context={context} at={at} />
    </div>
  )
}

/** Below `slowAfterMs` only the pressed tile changes, because a screen that flashes by would confuse. */
const isSlow = (screen: Session['screen'], at: number): boolean =>
  screen.at === 'sending' && at - screen.since > kioskLimits.slowAfterMs

/** Whether the screen has a menu, which stands beside the hero in landscape. */
function hasMenu(context: ScreenContext, at: number): boolean {
  const { screen } = context.session
  if (screen.at === 'priority') return true
  return (
    (screen.at === 'home' || (screen.at === 'sending' && !isSlow(screen, at))) &&
    offerOf(context) !== 'closed'
  )
}

function CurrentScreen({ context, at }: { context: ScreenContext; at: number }) {
  const { screen } = context.session
  switch (screen.at) {
    case 'priority':
      return <Priority context={context} />
    case 'unavailable': {
      const why = context.view.services.find(({ id }) => id === screen.service)?.why
      return <TroubleScreen context={context} trouble={why ?? 'service-is-closed'} service={screen.service} />
    }
    case 'sending':
      return isSlow(screen, at) ? (
        <Sending context={context} since={screen.since} at={at} />
      ) : (
        <Home context={context} />
      )
    case 'ticket':
      return (
        <IssuedTicket
          context={context}
          ticket={screen.ticket}
          printStatus={context.controller.printStatus() ?? 'printing'}
          at={at}
        />
      )
    case 'trouble':
      return <TroubleScreen context={context} {...screen} service={screen.choice.service} />
    case 'home':
      return <Home context={context} />
    case 'attract':
      return null
    default:
      return screen satisfies never
  }
}

/** At most one question at a time. The idle question has precedence, because its timeout ends the other one. */
function Questions({ context, at }: { context: ScreenContext; at: number }) {
  const { session, t, controller, view } = context
  const count = Math.max(0, secondsLeft(session, at, view.times) ?? 0)
  if (isIdleAsked(session, at, view.times))
    return (
      <Question
        key="idle"
        language={t.language}
        name="idle"
        title={t('idle.title')}
        note={t('idle.note', { count })}
        answers={[{ text: t('idle.stay'), main: true, give: () => controller.stay() }]}
      />
    )
  if (!session.asking || session.screen.at === 'sending') return null
  const second = serviceName(context, session.asking.choice.service)
  const first = session.last && serviceName(context, session.last.service)
  return (
    <Question
      key="second"
      language={t.language}
      name="second"
      title={t('second.title')}
      note={first && first !== second ? t('second.note', { first, second }) : t('second.soon')}
      answers={[
        { text: t('second.no'), main: true, give: () => controller.dropSecond() },
        { text: t('second.yes'), give: () => controller.tapBoth() },
      ]}
    />
  )
}

/** Sets theme and text size of this session on the document. `?theme=` replaces the light theme in dim halls. */
function useAppearance({ aids, screen }: Session): void {
  useLayoutEffect(() => {
    const { documentElement: root } = document
    root.dataset.theme =
      screen.at === 'attract' ? 'dark' : aids.contrast ? 'contrast' : (namedTheme(location.search) ?? 'light')
    root.dataset.size = aids.large ? 'large' : 'usual'
  }, [aids, screen.at])
}

/** Moves the focus to the heading of a new screen, so that a screen reader starts there. */
function useFocusOnHeading(screen: string): void {
  useEffect(() => {
    if (screen !== 'home') document.querySelector<HTMLElement>('h1[tabindex]')?.focus({ preventScroll: true })
  }, [screen])
}
