import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { WatchedHall } from '../../display/parts/use-hall.ts'
import { namedTheme } from '../../display/theme/theme.ts'
import type { Translate } from '../../display/words/words.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { kioskLimits, timesUntilTold } from '../limits.ts'
import { heroWidth, isNarrow, type ScreenLayout } from '../screen-layout.ts'
import { isAsked, type Session, secondsLeft } from '../session.ts'
import type { SessionController } from '../session-controller.ts'
import { AidBar } from './aid-bar.tsx'
import { Attract } from './attract.tsx'
import { Home } from './home.tsx'
import { IssuedTicket } from './issued-ticket.tsx'
import { Sending, TroubleScreen } from './messages.tsx'
import { Priority } from './priority.tsx'
import { Question } from './question.tsx'
import { type Key, type ScreenContext, serviceName } from './screen-context.ts'
import { TopBar } from './top-bar.tsx'

export interface KioskPageProps {
  hall: WatchedHall<'kiosk'>
  attendant: SessionController
  glassFor: ReadonlySignal<(low: boolean) => ScreenLayout>
  t: Translate<Key>
  /** All languages that the kiosk at rest invites in. */
  others: readonly Translate<Key>[]
  languages: readonly string[]
}

/** Before the first word of the server: a kiosk that offers nothing and says so. */
const unheard: Omit<Drawn<'kiosk'>, 'languages'> = {
  device: '',
  words: { hall: {}, services: {}, counters: {}, reasons: { pause: {}, hold: {}, rating: {} } },
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  doors: 'open',
  services: [],
  queues: {},
  times: timesUntilTold,
  categories: [],
  waiting: 0,
}

export function KioskPage({ hall, attendant, glassFor, t, others, languages }: KioskPageProps) {
  const turn = attendant.turn.value
  const at = attendant.now.value
  const view = hall.view.value ?? { ...unheard, languages: [...languages] }
  const layout = glassFor.value(turn.aids.low)
  const { status, trouble, now } = hall
  const context: ScreenContext = {
    view,
    turn,
    t,
    layout,
    status: status.value,
    trouble: trouble.value,
    now: now.value,
    attendant,
  }
  useLook(turn)
  useFocusOnHeading(turn.screen.at)
  if (turn.screen.at === 'attract') return <Attract context={context} others={others} />
  const style = { '--u': `${layout.unit}px`, '--hero-width': String(heroWidth(layout)) }
  return (
    <div
      class="kiosk"
      data-layout={layout.orientation}
      data-narrow={isNarrow(layout)}
      data-low={turn.aids.low}
      style={style}
    >
      <TopBar context={context} now={hall.now} />
      <main class="stage">
        <CurrentScreen context={context} at={at} />
      </main>
      <AidBar context={context} />
      <Questions context={context} at={at} />
    </div>
  )
}

function CurrentScreen({ context, at }: { context: ScreenContext; at: number }) {
  const { screen } = context.turn
  switch (screen.at) {
    case 'priority':
      return <Priority context={context} />
    case 'unavailable': {
      const why = context.view.services.find(({ id }) => id === screen.service)?.why
      return <TroubleScreen context={context} trouble={why ?? 'service-is-closed'} service={screen.service} />
    }
    case 'sending':
      // A hall that answers at once shows no screen in between, only the pressed tile.
      return at - screen.since > kioskLimits.slowAfter ? (
        <Sending context={context} since={screen.since} at={at} />
      ) : (
        <Home context={context} />
      )
    case 'ticket':
      return (
        <IssuedTicket
          context={context}
          ticket={screen.ticket}
          paper={context.attendant.paper() ?? 'printing'}
          at={at}
        />
      )
    case 'trouble':
      return <TroubleScreen context={context} {...screen} />
    case 'home':
      return <Home context={context} />
    case 'attract':
      return null
    default:
      return screen satisfies never
  }
}

/** At most one question at a time; "are you still there" first, for it ends the other. */
function Questions({ context, at }: { context: ScreenContext; at: number }) {
  const { turn, t, attendant, view } = context
  const count = Math.max(0, secondsLeft(turn, at, view.times) ?? 0)
  if (isAsked(turn, at, view.times))
    return (
      <Question
        key="idle"
        language={t.language}
        name="idle"
        title={t('idle.title')}
        note={t('idle.note', { count })}
        ways={[{ words: t('idle.stay'), main: true, take: () => attendant.stay() }]}
      />
    )
  if (!turn.asking || turn.screen.at === 'sending') return null
  const first = turn.last ? serviceName(context, turn.last.service) : ''
  return (
    <Question
      key="second"
      language={t.language}
      name="second"
      title={t('second.title')}
      note={t('second.note', { first, second: serviceName(context, turn.asking.service) })}
      ways={[
        { words: t('second.no'), main: true, take: () => attendant.dropSecond() },
        { words: t('second.yes'), take: () => attendant.tapBoth() },
      ]}
    />
  )
}

/** The document has the look that this customer chose: theme, size of text. `?theme=` is for halls that are dim. */
function useLook({ aids, screen }: Session): void {
  useLayoutEffect(() => {
    const { documentElement: root } = document
    root.dataset.theme =
      screen.at === 'attract' ? 'dark' : aids.contrast ? 'contrast' : (namedTheme(location.search) ?? 'light')
    root.dataset.size = aids.large ? 'large' : 'usual'
  }, [aids, screen.at])
}

/** A new screen is heard from its heading on. */
function useFocusOnHeading(screen: string): void {
  useEffect(() => {
    if (screen !== 'home') document.querySelector<HTMLElement>('h1[tabindex]')?.focus({ preventScroll: true })
  }, [screen])
}
