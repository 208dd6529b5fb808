import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { CounterId, EpochMs, Label } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { boardLimits } from '../limits.ts'
import { CounterName } from '../parts/counter-name.tsx'
import { hallDate, hallTime } from '../parts/hall-time.ts'
import { SecondLanguage } from '../parts/second-language.tsx'
import { textWidth } from '../parts/text-width.ts'
import { TicketLabel } from '../parts/ticket-label.tsx'
import type { Announcer } from '../voice/announcer.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { closeUp, localText, type Translate } from '../words/translator.ts'
import type { BoardTranslations } from './board-props.ts'
import { type BoardLayout, type TicketSizes, ticketSizes } from './layout.ts'

interface PanelTicket {
  id: string
  label: Label
  counter: CounterId
  kind: 'now' | 'again' | 'latest'
}

interface CallPanelProps {
  view: Drawn<'board'>
  announcer: Announcer
  now: ReadonlySignal<EpochMs>
  translations: BoardTranslations
  layout: BoardLayout
}

/** The ticket in the panel: the call being announced, otherwise the newest one; undefined before the first. */
function panelTicketOf({ view, announcer, now }: CallPanelProps): PanelTicket | undefined {
  const announced = announcer.current.value
  if (announced) {
    const { id, label, counter, type } = announced
    return { id, label, counter, kind: type === 'recalled' ? 'again' : 'now' }
  }
  const newest = view.calls[0]
  if (!newest) return undefined
  const kind = newest.at < now.value - boardLimits.calledMs ? 'latest' : newest.again ? 'again' : 'now'
  return { id: newest.id, label: newest.label, counter: newest.counter, kind }
}

/** The newest call drawn as a ticket; the previous one is torn off by an animation. */
export function CallPanel(props: CallPanelProps) {
  const { view, translations, layout } = props
  const ticket = panelTicketOf(props)
  const last = useRef(ticket)
  const [previous, setPrevious] = useState<PanelTicket | undefined>(undefined)
  useEffect(() => {
    const earlier = last.current
    last.current = ticket
    if (!earlier || earlier.id === ticket?.id) return undefined
    setPrevious(earlier)
    const timer = setTimeout(() => setPrevious(undefined), boardLimits.tearOffMs)
    return () => clearTimeout(timer)
  }, [ticket?.id])
  return (
    <section class="panel" aria-label={translations.first('now')}>
      {ticket ? (
        <TicketInPanel
          key={ticket.id}
          ticket={ticket}
          view={view}
          translations={translations}
          layout={layout}
        />
      ) : (
        <Welcome {...props} />
      )}
      {previous && previous.id !== ticket?.id && (
        <TicketInPanel
          key={previous.id}
          ticket={previous}
          view={view}
          translations={translations}
          layout={layout}
          isTorn
        />
      )}
    </section>
  )
}

function TicketInPanel(props: {
  ticket: PanelTicket
  view: Drawn<'board'>
  translations: BoardTranslations
  layout: BoardLayout
  isTorn?: boolean
}) {
  const { ticket, view, translations, layout, isTorn = false } = props
  const { first } = translations
  const name = ({ asked }: Translate<Key<'board'>>): string =>
    localText(view.words.counters[ticket.counter], asked) || ticket.counter
  // As in call-panel.css: only Chinese, Japanese and Korean text is as large as the counter's name beside it.
  const scale = /^(zh|ja|ko)\b/.test(first.language) ? 1 : 0.62
  const goWidth = textWidth(first('go')) * scale + textWidth(name(first)) + 1.6
  const sizes = ticketSizes(layout, ticket.label.length, goWidth)
  return (
    <article
      class={`ticket ticket-${ticket.kind}${isTorn ? ' ticket-torn' : ''}`}
      aria-hidden={isTorn}
      style={sizeProperties(sizes)}
    >
      <div class="ticket-top">
        <h2 class="ticket-what">
          {first(ticket.kind)}{' '}
          {layout.bilingual && <SecondLanguage translations={translations} text={(t) => t(ticket.kind)} />}
        </h2>
        <p class="ticket-label">
          <TicketLabel label={ticket.label} />
        </p>
      </div>
      <div class="ticket-stub">
        <p class="ticket-go">
          <span class="ticket-go-word">{first('go')}</span>
          {closeUp(`${first('go')} ${name(first)}`).startsWith(`${first('go')} `) && ' '}
          <CounterName name={name(first)} />
        </p>
        {layout.bilingual && (
          <SecondLanguage
            translations={translations}
            text={(t) => closeUp(`${t('go')} ${name(t)}`)}
            as="p"
            class="ticket-go-else"
          />
        )}
      </div>
    </article>
  )
}

const sizeProperties = ({ what, label, go, padX, padY }: TicketSizes): Record<string, string> => ({
  '--what': `${what}px`,
  '--label': `${label}px`,
  '--go': `${go}px`,
  '--pad-x': `${padX}px`,
  '--pad-y': `${padY}px`,
})

function Welcome({ view, now, translations, layout }: CallPanelProps) {
  const { first } = translations
  const { doors, opensAt, timeZone } = view
  const opens = doors === 'closed' ? opensAt : undefined
  const day = (at: EpochMs, { language }: typeof first): string => hallDate(at, timeZone, language)
  const isToday = opens !== undefined && day(opens, first) === day(now.value, first)
  const kind = doors === 'open' ? 'welcome.open' : 'welcome.closed'
  const what = isToday ? 'welcome.not-open-yet' : kind
  const more = (t: typeof first): string => {
    if (opens === undefined) return t(`${kind}.more`)
    const time = hallTime(opens, timeZone)
    return t('welcome.opens', { time: isToday ? time : `${day(opens, t)} ${time}` })
  }
  const sizes = ticketSizes(layout, 4, Math.max(textWidth(first(what)) * 1.5, textWidth(more(first)) * 0.62))
  return (
    <article class="ticket ticket-rest" style={sizeProperties(sizes)}>
      <div class="ticket-top">
        <h2 class="ticket-welcome">{first(what)}</h2>
        <SecondLanguage
          translations={translations}
          text={(t) => t(what)}
          as="p"
          class="ticket-welcome-else"
        />
      </div>
      <div class="ticket-stub">
        <p class="ticket-more">{more(first)}</p>
        <SecondLanguage translations={translations} text={more} as="p" class="ticket-go-else" />
      </div>
    </article>
  )
}
