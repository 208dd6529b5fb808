import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { applyLanguage } from '../../display/parts/page-translations.ts'
import type { WatchedHall } from '../../display/parts/use-hall.ts'
import { inLanguage, languageAfter, languageName } from '../../display/words/languages.ts'
import { closeUp, type Translate } from '../../display/words/translator.ts'
import type { Bell } from './bell.ts'
import { Called } from './called.tsx'
import { Choices } from './choices.tsx'
import { Rating } from './rating.tsx'
import { TicketCard } from './ticket-card.tsx'
import type { Key, TicketContext } from './ticket-context.ts'
import { ringReasonOf, visitPhaseOf } from './visit-phase.ts'

interface PhonePageProps {
  ticketKey: string
  hall: WatchedHall<'ticket'>
  bell: Bell
  /** True when the server has no ticket with this key. */
  isNotFound: ReadonlySignal<boolean>
  t: Translate<Key>
  /** Languages of the hall, in its order. */
  languages: readonly string[]
  choose: (language: string) => void
}

export function PhonePage({ ticketKey, hall, bell, isNotFound, t, languages, choose }: PhonePageProps) {
  const [isLarge, setLarge] = useState(false)
  const view = hall.view.value
  useLayoutEffect(() => {
    applyLanguage(t, view ? `${view.label} · ${t('title')}` : t('title'))
    document.documentElement.dataset.size = isLarge ? 'large' : 'usual'
  }, [t, isLarge, view?.label])
  useEffect(() => {
    if (view) bell.update(ringReasonOf(view))
  }, [view])
  const tools = <Tools {...{ t, languages, choose, isLarge, setLarge }} />
  if (isNotFound.value) return <NotFound t={t}>{tools}</NotFound>
  if (!view)
    return (
      <main class="phone">
        {tools}
        <h1 class="connecting">{t('connection.connecting')}</h1>
      </main>
    )
  const heardAt = hall.heardAt.value ?? hall.now.value
  const context: TicketContext = {
    view,
    t,
    status: hall.status.value,
    heardAt,
    ticketKey,
    act: (command, body) => hall.client.act(command, body),
  }
  const phase = visitPhaseOf(view)
  // The bell offers to ring when the turn is near.
  const isCalledUnrung = phase === 'called' && !bell.isOn.value
  return (
    <main class="phone" data-phase={phase} data-stale={context.status === 'lost'}>
      <header class="head">
        <Freshness context={context} />
        {tools}
      </header>
      {phase === 'called' ? <Called context={context} /> : <TicketCard context={context} />}
      {view.stage === 'ended' ? <Rating context={context} /> : null}
      {view.stage === 'ended' || view.stage === 'serving' || isCalledUnrung ? null : (
        <BellKey bell={bell} t={t} />
      )}
      {view.stage === 'waiting' ? <Choices context={context} /> : null}
      <p class="keep">{closeUp(`${view.stage === 'ended' ? '' : t('bell.note')} ${t('keep.note')}`)}</p>
    </main>
  )
}

/** Connection status with the time of the last message, so that old figures are recognised as old. */
function Freshness({ context: { t, status, heardAt, view } }: { context: TicketContext }) {
  const time = hallTime(heardAt, view.timeZone)
  const state = status === 'live' || status === 'silent' ? status : 'lost'
  return (
    <div class="fresh" data-status={state} role="status">
      <p>{t(`connection.${state}`, { time })}</p>
      {state === 'lost' ? <p class="fresh-note">{t('connection.lost.note')}</p> : null}
    </div>
  )
}

interface ToolsProps {
  t: Translate<Key>
  languages: readonly string[]
  choose: (language: string) => void
  isLarge: boolean
  setLarge: (isLarge: boolean) => void
}

function Tools({ t, languages, choose, isLarge, setLarge }: ToolsProps) {
  const next = languageAfter(languages, t.asked)
  return (
    <div class="tools">
      {next === undefined ? null : (
        <button type="button" {...inLanguage(next)} data-key="language" onClick={() => choose(next)}>
          {languageName(next, languages)}
        </button>
      )}
      <button type="button" data-key="large" aria-pressed={isLarge} onClick={() => setLarge(!isLarge)}>
        {t('key.large')}
      </button>
    </div>
  )
}

function BellKey({ bell, t }: { bell: Bell; t: Translate<Key> }) {
  const isOn = bell.isOn.value
  const means = bell.means.value
  if (means === 'none') return null
  return (
    <button
      type="button"
      class={isOn ? 'key bell-on' : 'key key-main'}
      data-key="bell"
      aria-pressed={isOn}
      onClick={() => (isOn ? bell.switchOff() : void bell.switchOn())}
    >
      {isOn ? (
        <span>
          {t('bell.is-on', { means })}
          <small>{t('bell.off', { means })}</small>
        </span>
      ) : (
        t('bell.on', { means })
      )}
    </button>
  )
}

function NotFound({ t, children }: { t: Translate<Key>; children: ComponentChildren }) {
  return (
    <main class="phone">
      {children}
      <section class="card" data-phase="gone">
        <div class="card-head">
          <h1>{t('gone.title')}</h1>
        </div>
        <div class="card-body">
          <p>{t('gone.note')}</p>
        </div>
      </section>
    </main>
  )
}
