import type { JSX } from 'preact'
import { TicketLabel } from '../../../display/parts/ticket-label.tsx'
import type { CounterId } from '../../../server/hall/ids.ts'
import { DialogFrame } from '../../dialog-frame.tsx'
import { dotted } from '../../dotted.ts'
import { minutesOf } from '../../translations.ts'
import { UndoBar } from '../acts/undo-bar.tsx'
import type { FloorProps } from '../floor-props.ts'

/** One counter: who sits there and since when, the wish that it opens, its profile, and the ticket at its glass. */
export function CounterDialog({
  counter: id,
  close,
  ...props
}: FloorProps & { counter: CounterId; close: () => void }): JSX.Element | null {
  const { view, now, acts, mayAct, open, translations } = props
  const { t, text } = translations
  const counter = view.counters[id]
  if (!counter) return null
  const name = text(view.words.counters[id]) || id
  const { active } = counter
  const facts = [
    t(`counters.state.${active?.stage ?? (counter.state === 'open' ? 'free' : counter.state)}`),
    counter.badge === undefined ? t('counters.nobody') : t('counters.badge', { badge: counter.badge }),
    ...(counter.since > 0 ? [t('counter.since', { n: minutesOf(now - counter.since) })] : []),
    t('counters.served', { n: counter.servedToday }),
  ]
  return (
    <DialogFrame title={name} close={close}>
      <p class="dialog-lead">{dotted(facts, t)}</p>
      {active && (
        <p class="queue-ticket">
          <span class="queue-ticket-label">
            <TicketLabel label={active.label} />
          </span>
          <span>{text(view.words.services[active.service])}</span>
          <button
            type="button"
            class="row-key"
            onClick={() => open({ show: 'queue', ticket: active.ticket })}
          >
            {t('counter.ticket')}
          </button>
        </p>
      )}
      <section class="counter-profiles" aria-labelledby="profiles">
        <h3 id="profiles">{t('counter.profile')}</h3>
        <ul data-scrolls>
          {Object.entries(view.profiles).map(([profile, services]) => (
            <li key={profile}>
              <button
                type="button"
                class="choice counter-profile"
                aria-pressed={profile === counter.profile}
                aria-disabled={!mayAct || !acts.isReady || profile === counter.profile}
                onClick={() =>
                  mayAct &&
                  profile !== counter.profile &&
                  void acts.give('set-profile', { counter: id, profile }, () =>
                    t('done.set-profile', { counter: name }),
                  )
                }
              >
                {services.length === 0
                  ? t('counter.only-sent')
                  : dotted(
                      services.map((service) => text(view.words.services[service])),
                      t,
                    )}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <UndoBar {...props} />
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={close}>
          {t('paper.close')}
        </button>
        {mayAct && counter.state !== 'open' && (
          <button
            type="button"
            class="dialog-go"
            aria-disabled={!acts.isReady || counter.asked === true}
            onClick={() =>
              !counter.asked &&
              void acts.give('ask-to-open', { counter: id }, () => t('done.ask-to-open', { counter: name }))
            }
          >
            {counter.asked ? t('counters.asked') : t('act.ask-to-open')}
          </button>
        )}
      </div>
    </DialogFrame>
  )
}
