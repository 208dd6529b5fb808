import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { applyLanguage } from '../../display/parts/page-words.ts'
import type { WatchedHall } from '../../display/parts/use-hall.ts'
import { inLanguage, languageAfter, languageName } from '../../display/words/languages.ts'
import { closeUp, type Translate } from '../../display/words/words.ts'
import type { Bell } from './bell.ts'
import { Called } from './called.tsx'
import { Choices } from './choices.tsx'
import { Rating } from './rating.tsx'
import { TicketCard } from './ticket-card.tsx'
import type { Key, TicketContext } from './ticket-context.ts'
import { ringOf, visitPhaseOf } from './visit-phase.ts'

export interface PhonePageProps {
  ticketKey: string
  hall: WatchedHall<'ticket'>
  bell: Bell
  /** The server knows no such ticket (any more). */
  isGone: ReadonlySignal<boolean>
  say: Translate<Key>
  /** The hall's, in its order. */
  languages: readonly string[]
  choose: (language: string) => void
}

export function PhonePage({ ticketKey, hall, bell, isGone, say, languages, choose }: PhonePageProps) {
  const [isLarge, setLarge] = useState(false)
  const view = hall.view.value
  useLayoutEffect(() => {
    applyLanguage(say, view ? `${view.label} · ${say('title')}` : say('title'))
    document.documentElement.dataset.size = isLarge ? 'large' : 'usual'
  }, [say, isLarge, view?.label])
  useEffect(() => {
    if (view) bell.tell(ringOf(view))
  }, [view])
  const tools = <Tools {...{ say, languages, choose, isLarge, setLarge }} />
  if (isGone.value) return <Gone say={say}>{tools}</Gone>
  if (!view)
    return (
      <main class="phone">
        {tools}
        <h1 class="connecting">{say('wire.connecting')}</h1>
      </main>
    )
  const heardAt = hall.heardAt.value ?? hall.now.value
  const visit: TicketContext = {
    view,
    say,
    status: hall.status.value,
    heardAt,
    ticketKey,
    act: (command, body) => hall.link.act(command, body),
  }
  const moment = visitPhaseOf(view)
  return (
    <main class="phone" data-moment={moment} data-old={visit.status === 'lost'}>
      <header class="head">
        <Freshness visit={visit} />
        {tools}
      </header>
      {moment === 'called' ? <Called visit={visit} /> : <TicketCard visit={visit} />}
      {view.stage === 'ended' ? <Rating visit={visit} /> : null}
      {view.stage === 'ended' || view.stage === 'serving' ? null : <BellKey bell={bell} say={say} />}
      {view.stage === 'waiting' ? <Choices visit={visit} /> : null}
      <p class="keep">{closeUp(`${view.stage === 'ended' ? '' : say('alarm.note')} ${say('keep.note')}`)}</p>
    </main>
  )
}

/** Live, or how old: an old page never passes for a fresh one. */
function Freshness({ visit: { say, status, heardAt, view } }: { visit: TicketContext }) {
  const time = hallTime(heardAt, view.timeZone)
  const state = status === 'live' || status === 'silent' ? status : 'lost'
  return (
    <div class="fresh" data-status={state} role="status">
      <p>{say(`wire.${state}`, { time })}</p>
      {state === 'lost' ? <p class="fresh-note">{say('wire.lost.note')}</p> : null}
    </div>
  )
}

interface ToolsProps {
  say: Translate<Key>
  languages: readonly string[]
  choose: (language: string) => void
  isLarge: boolean
  setLarge: (isLarge: boolean) => void
}

function Tools({ say, languages, choose, isLarge, setLarge }: ToolsProps) {
  const next = languageAfter(languages, say.asked)
  return (
    <div class="tools">
      {next === undefined ? null : (
        <button type="button" {...inLanguage(next)} data-key="language" onClick={() => choose(next)}>
          {languageName(next, languages)}
        </button>
      )}
      <button type="button" data-key="large" aria-pressed={isLarge} onClick={() => setLarge(!isLarge)}>
        {say('key.large')}
      </button>
    </div>
  )
}

function BellKey({ bell, say }: { bell: Bell; say: Translate<Key> }) {
  const isOn = bell.isOn.value
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
          {say('alarm.is-on')}
          <small>{say('alarm.off')}</small>
        </span>
      ) : (
        say('alarm.on')
      )}
    </button>
  )
}

function Gone({ say, children }: { say: Translate<Key>; children: ComponentChildren }) {
  return (
    <main class="phone">
      {children}
      <section class="card" data-moment="gone">
        <div class="card-head">
          <h1>{say('gone.title')}</h1>
        </div>
        <div class="card-body">
          <p>{say('gone.note')}</p>
        </div>
      </section>
    </main>
  )
}
