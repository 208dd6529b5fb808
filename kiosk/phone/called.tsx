import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import { counterName, type TicketContext } from './ticket-context.ts'

/** The screen of a called ticket, with the counter as large as the screen allows. */
export function Called({ context }: { context: TicketContext }) {
  const { view, t } = context
  const name = counterName(context)
  const number = /\d+/.exec(name)?.[0]
  // Width in em: a Chinese character is square, a Latin letter a little wider than half.
  const width = [...name].reduce((sum, character) => sum + (character > '\u2e7f' ? 1 : 0.58), 0)
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
          style={{ '--characters': String(width) }}
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
