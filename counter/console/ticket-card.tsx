import type { JSX } from 'preact'
import { hallTime } from '../../display/parts/hall-time.ts'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import type { ActiveTicket } from '../../server/hall/views/view-types.ts'
import { pauseReason } from '../reasons.ts'
import { minutesOf, stopwatch, traits } from '../translations.ts'
import { type Pace, paceOf, whyNoTickets } from './counter-phase.ts'
import { NotesKey } from './panels/notes.tsx'
import type { ConsoleState } from './use-console.ts'
import { whySentence } from './why-sentence.ts'

/** The ticket at this counter: label, service, why it was called, and the running time. */
export function TicketCard({ state }: { state: ConsoleState }): JSX.Element {
  const { active } = state.view
  if (active && state.phase !== 'taken') return <PresentTicket state={state} active={active} />
  return <NoTicket state={state} />
}

function PresentTicket({ state, active }: { state: ConsoleState; active: ActiveTicket }): JSX.Element {
  const { translations, view } = state
  const { t, text } = translations
  const waited = minutesOf(active.waitedMs)
  // Both have a place of their own on the card.
  const { unconfirmed, ...others } = { ...active, notes: 0 }
  return (
    <section class={`card card-${active.stage}`} aria-labelledby="present">
      <div class="card-stub">
        <p class="card-state">{t(`state.${active.stage}`)}</p>
        <h2 id="present" class="card-label" data-length={Math.min(7, active.label.length)}>
          <span class="visually-hidden">{t('ticket.present')} </span>
          <TicketLabel label={active.label} />
        </h2>
      </div>
      <div class="card-body">
        <p class="card-service">{text(view.words.services[active.service])}</p>
        <ul class="chips">
          {traits(others, view, translations).map((trait) => (
            <li key={trait} class="chip">
              {trait}
            </li>
          ))}
          <li class="chip chip-plain">
            {waited > 0 ? t('ticket.waited', { n: waited }) : t('ticket.waited-short')}
          </li>
          {active.stage === 'called' && (
            <li class="chip chip-plain">{t('ticket.calls', { n: active.callsHere })}</li>
          )}
          {active.notes > 0 && (
            <li>
              <NotesKey state={state} ticket={active} look="chip chip-key" />
            </li>
          )}
        </ul>
        {unconfirmed && (
          <p class="card-why">
            ▲ {t('unconfirmed.called', { time: hallTime(active.issuedAt, view.timeZone) })}
          </p>
        )}
        {view.why && <p class="card-why">{whySentence(view.why, view.timeZone, translations)}</p>}
      </div>
      <StageTimer state={state} active={active} />
    </section>
  )
}

const paceSigns: Readonly<Record<Pace, string>> = { neutral: '', amber: '▲', red: '◆' }

/** Time since the call, or the service time compared with the expected one. */
function StageTimer({ state, active }: { state: ConsoleState; active: ActiveTicket }): JSX.Element {
  const { t } = state.translations
  const serving = active.stage === 'serving'
  const spent = Math.max(0, state.now - (serving ? (active.startedAt ?? active.calledAt) : active.calledAt))
  const expected = serving ? state.view.expectedMs[active.service] : undefined
  const pace = paceOf(spent, expected, state.view.guidance)
  const clock = stopwatch(spent)
  const share = expected ? Math.min(1, spent / (2 * expected)) : 0
  return (
    <div class={`timer timer-${pace}`}>
      <p class="digits timer-clock" data-length={clock.length} role="timer">
        {clock}
      </p>
      {expected !== undefined && (
        <svg class="timer-bar" viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true">
          <rect class="timer-track" width="200" height="8" rx="4" />
          <rect class="timer-spent" width={Math.max(6, share * 200)} height="8" rx="4" />
          <rect class="timer-mark" x="99" width="2" height="8" />
        </svg>
      )}
      <p class="timer-text">
        {t(serving ? 'ticket.since-start' : 'ticket.since-call')}
        {expected !== undefined && ` · ${t('ticket.expected', { n: Math.max(1, minutesOf(expected)) })}`}
      </p>
      {expected !== undefined && (
        <p class="timer-pace">
          {paceSigns[pace]} {t(`ticket.pace.${pace}`)}
        </p>
      )}
    </div>
  )
}

function leadWhileFree({ view, now, translations }: ConsoleState): string {
  const { t, language } = translations
  if (view.waiting > 0) return t('ticket.lead.free-some', { n: view.waiting })
  const none = whyNoTickets(view, now, language)
  return none ? t(`ticket.lead.${none.reason}`, none.facts) : t('ticket.lead.free-none')
}

/** State of a counter that has no ticket. */
function NoTicket({ state }: { state: ConsoleState }): JSX.Element {
  const { view, phase, translations } = state
  const { t } = translations
  const phaseShown = phase === 'called' || phase === 'serving' ? 'free' : phase
  const reason = pauseReason(view.reason ?? '', view.words, translations)
  const lead = {
    closed: () => t('ticket.lead.closed'),
    taken: () => t(view.active ? 'ticket.lead.taken' : 'ticket.lead.taken-free'),
    paused: () => t('ticket.lead.paused', { reason }),
    free: () => leadWhileFree(state),
  }[phaseShown]()
  const since = phaseShown === 'paused' ? view.since : phaseShown === 'free' ? state.freeSince : undefined
  const idle = since === undefined ? 0 : Math.max(0, state.now - since)
  const nudge = phaseShown === 'free' && view.waiting > 0 && idle >= view.guidance.idleReminderMs
  return (
    <section class={`card card-${phaseShown}`} aria-labelledby="present">
      <div class="card-stub">
        <p class="card-state">{t(`state.${phaseShown}`)}</p>
        <p class="card-label digits" aria-hidden="true">
          {view.counter}
        </p>
      </div>
      <div class="card-body">
        <h2 id="present" class="card-service">
          {t(`ticket.none.${phaseShown}`, { badge: view.badge ?? '' })}
        </h2>
        <p class="card-lead">{lead}</p>
        {view.asked && <p class="card-asked">● {t('ticket.asked')}</p>}
      </div>
      {since !== undefined && (
        <div class={nudge ? 'timer timer-amber' : 'timer timer-neutral'}>
          <p class="digits timer-clock" role="timer">
            {stopwatch(idle)}
          </p>
          <p class="timer-text">{t(phaseShown === 'paused' ? 'ticket.since-pause' : 'ticket.since-free')}</p>
          {nudge && <p class="timer-pace">▲ {t('ticket.nudge')}</p>}
        </div>
      )}
    </section>
  )
}
