import type { JSX } from 'preact'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { HallNames } from '../../server/hall/views/view-types.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { pauseReason } from '../reasons.ts'
import { minutesOf, stopwatch } from '../translations.ts'
import type { ShownProps } from './floor-props.ts'
import type { ManagerTranslations } from './manager-translations.ts'

type FloorCounter = Drawn<'manager'>['counters'][string]
type CounterState = 'closed' | 'paused' | 'free' | 'called' | 'serving'

const stateOf = (counter: FloorCounter): CounterState =>
  counter.state === 'closed'
    ? 'closed'
    : (counter.active?.stage ?? (counter.state === 'paused' ? 'paused' : 'free'))

/** Start of the present state; undefined for a free counter, because the view does not have it. */
function runsSince(counter: FloorCounter, state: CounterState): EpochMs | undefined {
  if (state === 'serving') return counter.active?.startedAt ?? counter.active?.calledAt
  if (state === 'called') return counter.active?.calledAt
  return state === 'paused' ? counter.since : undefined
}

interface CounterCardProps extends ShownProps {
  id: string
  counter: FloorCounter
}

/** One counter drawn as a ticket: name and state on the stub; ticket, time and staff on the body. */
export function CounterCard({ id, counter, view, now, translations, open }: CounterCardProps): JSX.Element {
  const { t, text } = translations
  const state = stateOf(counter)
  const since = runsSince(counter, state)
  const { active } = counter
  const late = state === 'called' && since !== undefined && now - since >= view.guidance.noShowAfterMs * 3
  return (
    <li class={`counter-card counter-card-${state}`}>
      <div class="counter-card-stub">
        <button
          type="button"
          class="counter-card-name"
          onClick={() => open({ show: 'counter', counter: id })}
        >
          {text(view.words.counters[id]) || id}
        </button>
        <span class="counter-card-state">{t(`counters.state.${state}`)}</span>
      </div>
      <div class="counter-card-body">
        <p class="counter-card-main">
          {active ? (
            <span class="counter-card-label">
              <TicketLabel label={active.label} />
            </span>
          ) : (
            <span class="counter-card-idle">{idleText(counter, state, view.words, translations)}</span>
          )}
          {since !== undefined && (
            <span class={late ? 'digits counter-card-time counter-card-late' : 'digits counter-card-time'}>
              {stopwatch(now - since)}
            </span>
          )}
        </p>
        {active && (
          <p class="counter-card-service">
            <bdi>{text(view.words.services[active.service])}</bdi>
            {state === 'called' && ` · ${t('counters.calls', { n: active.callsHere })}`}
          </p>
        )}
        <Warnings counter={counter} now={now} translations={translations} />
        <p class="counter-card-foot">
          <span>
            {counter.badge === undefined
              ? t('counters.nobody')
              : t('counters.badge', { badge: counter.badge })}
          </span>
          <span>{t('counters.served', { n: counter.servedToday })}</span>
        </p>
      </div>
    </li>
  )
}

function idleText(
  counter: FloorCounter,
  state: CounterState,
  names: HallNames,
  translations: ManagerTranslations,
): string {
  if (state === 'paused' && counter.reason !== undefined)
    return pauseReason(counter.reason, names, translations)
  if (counter.waiting > 0)
    return translations.t(state === 'closed' ? 'counters.could' : 'counters.waiting', { n: counter.waiting })
  return '–'
}

/** Conditions that need the hall manager; null when there are none. */
function Warnings({
  counter,
  now,
  translations,
}: {
  counter: FloorCounter
  now: EpochMs
  translations: ManagerTranslations
}): JSX.Element | null {
  const { t } = translations
  const warnings = [
    ...(counter.unattended ? [t('counters.unattended')] : []),
    ...(counter.linkLostAt === undefined
      ? []
      : [
          t(counter.locked ? 'counters.locked' : 'counters.connection-lost', {
            n: minutesOf(now - counter.linkLostAt),
          }),
        ]),
    ...(counter.asked ? [t('counters.asked')] : []),
  ]
  if (warnings.length === 0) return null
  return (
    <p class="counter-card-warnings">
      {warnings.map((mark) => (
        <span key={mark}>● {mark}</span>
      ))}
    </p>
  )
}
