import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import { counterName, type TicketContext } from './ticket-context.ts'

/** Called: the whole screen, seen across a street, with the counter as large as it goes. */
export function Called({ context }: { context: TicketContext }) {
  const { view, t } = context
  const name = counterName(context)
  const number = /\d+/.exec(name)?.[0]
  // A Chinese sign is as wide as it is high, a Latin letter a little more than half.
  const signs = [...name].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 1 : 0.58), 0)
  return (
    <section class="called" role="alert">
      <p class="called-label">
        <TicketLabel label={view.label} />
        {view.calls > 1 ? <span class="called-again">{t('called.again')}</span> : null}
      </p>
      <h1 class="called-to">
        <span>{t('called.title')}</span>
        {number === undefined ? null : (
          <b class="digits" aria-hidden="true">
            {number}
          </b>
        )}
        <span
          class={number === undefined ? 'called-name called-name-alone' : 'called-name'}
          style={{ '--signs': String(signs) }}
        >
          {name}
        </span>
      </h1>
      <p class="called-go">
        <span aria-hidden="true">→</span> {t('called.go')}
      </p>
    </section>
  )
}
