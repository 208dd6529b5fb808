import type { ReadonlySignal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { boardLimits } from '../limits.ts'
import { CounterName } from '../parts/counter-name.tsx'
import { closingTime, hallDate, hallTime } from '../parts/hall-time.ts'
import { SecondLanguage } from '../parts/second-language.tsx'
import { textWidth } from '../parts/text-width.ts'
import { TicketLabel } from '../parts/ticket-label.tsx'
import type { Key } from '../words/catalogue-keys.ts'
import { directionOf } from '../words/languages.ts'
import { closeUp, isolated, localText, type Translate } from '../words/translator.ts'
import type { BoardTranslations } from './board-props.ts'
import { type BoardLayout, type TicketSizes, ticketSizes } from './layout.ts'
import { type PanelTicket, restTexts } from './panel-content.ts'

interface CallPanelProps {
  view: Drawn<'board'>
  /** Absent while the board rests. */
  ticket: PanelTicket | undefined
  now: ReadonlySignal<EpochMs>
  translations: BoardTranslations
  layout: BoardLayout
}

/** The newest call drawn as a ticket; the previous one is torn off by an animation. */
export function CallPanel(props: CallPanelProps) {
  const { view, ticket, translations, layout } = props
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
  const isAsked = ticket.kind !== 'past'
  const go = (t: Translate<Key<'board'>>): string => (isAsked ? `${t('go')} ` : '')
  const goWidth = textWidth(go(first)) * scale + textWidth(name(first)) + 1.6
  const moreWidth = textWidth(go(translations.second) + name(translations.second))
  const sizes = ticketSizes(layout, ticket.label, goWidth, moreWidth)
  const what = isAsked ? ticket.kind : 'latest'
  return (
    <article
      class={`ticket ticket-${ticket.kind}${isTorn ? ' ticket-torn' : ''}`}
      aria-hidden={isTorn}
      style={sizeProperties(sizes)}
    >
      <div class="ticket-top">
        <h2 class="ticket-what">
          {first(what)}{' '}
          {layout.bilingual && <SecondLanguage translations={translations} text={(t) => t(what)} />}
        </h2>
        <p class="ticket-label">
          <TicketLabel label={ticket.label} />
        </p>
      </div>
      <div class="ticket-stub">
        <p class={sizes.lines > 1 ? 'ticket-go ticket-go-long' : 'ticket-go'}>
          {isAsked && <span class="ticket-go-word">{first('go')}</span>}
          {isAsked && closeUp(go(first) + name(first)).startsWith(go(first)) && ' '}
          <CounterName name={name(first)} />
        </p>
        {layout.bilingual && (
          <SecondLanguage
            translations={translations}
            text={(t) => closeUp(go(t) + isolated(name(t), directionOf(t.language)))}
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
  const [heading, more] = restTexts(view, now.value)
  const sizes = ticketSizes(
    layout,
    '',
    Math.max(textWidth(heading(first)) * 1.5, textWidth(more(first)) * 0.62),
  )
  return (
    <article class="ticket ticket-rest" style={sizeProperties(sizes)}>
      <div class="ticket-top">
        <h2 class="ticket-welcome">{heading(first)}</h2>
        <SecondLanguage translations={translations} text={heading} as="p" class="ticket-welcome-else" />
      </div>
      <div class="ticket-stub">
        <p class="ticket-more">{more(first)}</p>
        <SecondLanguage translations={translations} text={more} as="p" class="ticket-go-else" />
        <Hours view={view} now={now} translations={translations} />
      </div>
    </article>
  )
}

/** Opening hours of today, otherwise of the next day that opens. */
function Hours({ view, now, translations }: Pick<CallPanelProps, 'view' | 'now' | 'translations'>) {
  const { hours: [first, ...others] = [], timeZone } = view
  if (!first) return null
  const day = (at: EpochMs, language: string): string => hallDate(at, timeZone, language)
  const isToday = day(first.opensAt, 'en') === day(now.value, 'en')
  const date = (t: Translate<Key<'board'>>): string => day(first.opensAt, t.language)
  return (
    <dl class="ticket-hours">
      <dt>
        {isToday ? translations.first('hours.today') : <time>{date(translations.first)}</time>}{' '}
        <SecondLanguage translations={translations} text={isToday ? (t) => t('hours.today') : date} />
      </dt>
      {[first, ...others].map(({ opensAt, closesAt }) => (
        <dd key={opensAt} class="digits">
          {hallTime(opensAt, timeZone)}–{closingTime(closesAt, timeZone)}
        </dd>
      ))}
    </dl>
  )
}
