import { useRef } from 'preact/hooks'
import { hallTime } from '../../display/parts/hall-time.ts'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import { closeUp, localText, textLanguage } from '../../display/words/translator.ts'
import type { EpochMs } from '../../server/hall/ids.ts'
import { phoneLimits } from './limits.ts'
import { counterName, type Key, type TicketContext } from './ticket-context.ts'
import { visitPhaseOf } from './visit-phase.ts'

/** One dot for each person ahead, and a filled one for the customer. */
function Dots({ context, ahead }: { context: TicketContext; ahead: number }) {
  const shown = Math.min(ahead, phoneLimits.maxDots)
  return (
    <p class="dots" role="img" aria-label={context.t('ahead.dots', { count: ahead })}>
      {ahead > shown && <i class="dots-more" />}
      {Array.from({ length: shown }, (_, index) => (
        <i key={index} />
      ))}
      <i class="dots-me" />
    </p>
  )
}

/** End of the estimated wait, computed once per estimate, so that it does not drift. */
function useWaitEnd({ view, heardAt }: TicketContext): EpochMs | undefined {
  const kept = useRef({ wait: '', end: 0 })
  const { wait } = view
  if (!wait) return undefined
  const said = `${wait.to} ${view.ahead}`
  if (kept.current.wait !== said) kept.current = { wait: said, end: heardAt + wait.to * 60_000 }
  return kept.current.end
}

/** The estimated wait, or why there is none, and until when people are called. */
function WaitTexts({ context }: { context: TicketContext }) {
  const { view, t } = context
  const end = useWaitEnd(context)
  const { wait, now, why, callsUntil, timeZone } = view
  const until = callsUntil
    ? t('closing.until', { time: hallTime(callsUntil, timeZone) })
    : end && `${t('wait.until', { time: hallTime(end, timeZone) })} ${t('wait.note')}`
  return (
    <>
      <p class="range">{t(wait ? 'wait.range' : now ? 'wait.now' : `wait.${why!}`, { ...wait })}</p>
      {until && <p class="until">{closeUp(until)}</p>}
    </>
  )
}

function Waiting({ context }: { context: TicketContext }) {
  const { view, t } = context
  const phase = visitPhaseOf(view)
  const { ahead = 0, next } = view
  const isNear = phase === 'soon' || phase === 'next'
  return (
    <>
      {next ? (
        <p class="ahead ahead-first">{t('ahead.first')}</p>
      ) : (
        <p class="ahead">
          {t('ahead.before')} <b class="digits">{ahead}</b> {t('ahead.after', { count: ahead })}
        </p>
      )}
      <Dots context={context} ahead={ahead} />
      {isNear && (
        <div class="near">
          <strong>{t(`wait.${phase}`)}</strong>
          <span>{t(`wait.${phase}.note`)}</span>
        </div>
      )}
      <WaitTexts context={context} />
    </>
  )
}

/** Text below the perforation of a ticket that no longer waits. */
function statusText(context: TicketContext): { title: string; note: string } {
  const { view, t } = context
  const counter = counterName(context)
  const ended: Key = `ended.${view.how ?? 'served'}`
  switch (view.stage) {
    case 'serving':
      return { title: t('serving.title'), note: counter && t('serving.at', { counter }) }
    case 'held':
      return { title: t('held.title'), note: t('held.note', { counter }) }
    case 'missed':
      return {
        title: t('missed.title'),
        note: counter ? t('missed.note', { counter }) : t('missed.ask-staff'),
      }
    case 'ended':
      return { title: t(ended), note: t(`${ended}.note`) }
    case 'waiting':
    case 'called':
      return { title: '', note: '' }
    default:
      return view.stage satisfies never
  }
}

function Status({ context }: { context: TicketContext }) {
  const { title, note } = statusText(context)
  return (
    <div class="ticket-status">
      <h2>{title}</h2>
      <p>{note}</p>
    </div>
  )
}

/** The customer's ticket: its label above the perforation, its status below. */
export function TicketCard({ context }: { context: TicketContext }) {
  const { view, t, status } = context
  const isStale = status === 'lost'
  return (
    <section class="card" data-phase={visitPhaseOf(view)} data-stale={isStale} aria-live="polite">
      <div class="card-head">
        <p {...textLanguage(view.words.hall, t)}>
          <bdi>{localText(view.words.hall, t.asked)}</bdi>
          {'\u00a0· '}
          <bdi>{localText(view.words.services[view.service], t.asked)}</bdi>
        </p>
        <h1>
          <TicketLabel label={view.label} />
        </h1>
      </div>
      <div class="card-body">
        {view.stage === 'waiting' ? <Waiting context={context} /> : <Status context={context} />}
      </div>
    </section>
  )
}
