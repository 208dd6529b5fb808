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
  const glass = glassFor.value(turn.aids.low)
  const { status, trouble, now } = hall
  const scene: ScreenContext = {
    view,
    turn,
    t,
    glass,
    status: status.value,
    trouble: trouble.value,
    now: now.value,
    attendant,
  }
  useLook(turn)
  useFocusOnHeading(turn.screen.at)
  if (turn.screen.at === 'attract') return <Attract scene={scene} others={others} />
  const style = { '--u': `${glass.unit}px`, '--hero-width': String(heroWidth(glass)) }
  return (
    <div
      class="kiosk"
      data-layout={glass.layout}
      data-narrow={isNarrow(glass)}
      data-low={turn.aids.low}
      style={style}
    >
      <TopBar scene={scene} now={hall.now} />
      <main class="stage">
        <CurrentScreen scene={scene} at={at} />
      </main>
      <AidBar scene={scene} />
      <Questions scene={scene} at={at} />
    </div>
  )
}

function CurrentScreen({ scene, at }: { scene: ScreenContext; at: number }) {
  const { screen } = scene.turn
  switch (screen.at) {
    case 'priority':
      return <Priority scene={scene} />
    case 'unavailable': {
      const why = scene.view.services.find(({ id }) => id === screen.service)?.why
      return <TroubleScreen scene={scene} trouble={why ?? 'service-is-closed'} service={screen.service} />
    }
    case 'sending':
      // A hall that answers at once shows no screen in between, only the pressed tile.
      return at - screen.since > kioskLimits.slowAfter ? (
        <Sending scene={scene} since={screen.since} at={at} />
      ) : (
        <Home scene={scene} />
      )
    case 'ticket':
      return (
        <IssuedTicket
          scene={scene}
          ticket={screen.ticket}
          paper={scene.attendant.paper() ?? 'printing'}
          at={at}
        />
      )
    case 'trouble':
      return <TroubleScreen scene={scene} {...screen} />
    case 'home':
      return <Home scene={scene} />
    case 'attract':
      return null
    default:
      return screen satisfies never
  }
}

/** At most one question at a time; "are you still there" first, for it ends the other. */
function Questions({ scene, at }: { scene: ScreenContext; at: number }) {
  const { turn, t, attendant, view } = scene
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
  const first = turn.last ? serviceName(scene, turn.last.service) : ''
  return (
    <Question
      key="second"
      language={t.language}
      name="second"
      title={t('second.title')}
      note={t('second.note', { first, second: serviceName(scene, turn.asking.service) })}
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
