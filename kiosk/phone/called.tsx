import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import { counterName, type TicketContext } from './ticket-context.ts'

/** A number in a name, with a letter that belongs to it: `3`, `B12`. */
const numbered = /^(.*?)(\b[A-Z]?\d+[A-Z]?\b)(.*)$/s

/** The screen of a called ticket, with the counter as large as the screen allows. */
export function Called({ context }: { context: TicketContext }) {
  const { view, t } = context
  const name = counterName(context)
  const [, before = name, number = '', after = ''] = numbered.exec(name) ?? []
  // Width in em: a Chinese character is square, a Latin letter a little wider than half.
  const width = [...(number || name)].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 1 : 0.58), 0)
  return (
    <section class="called" role="alert">
      <p class="called-label">
        <TicketLabel label={view.label} />
        {view.calls > 1 ? <span class="called-again">{t('called.again')}</span> : null}
      </p>
      <h1 class="called-to" style={{ '--large-width': String(width) }}>
        <span>{t('called.title')} </span>
        <span class={number === '' ? 'called-name called-name-alone' : 'called-name'}>
          {before && <span>{before} </span>}
          {number && <b class="digits">{number}</b>}
          {after && <span> {after}</span>}
        </span>
      </h1>
      <p class="called-go">
        <span aria-hidden="true">→</span> {t('called.go')}
      </p>
    </section>
  )
}
