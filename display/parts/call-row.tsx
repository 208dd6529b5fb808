import { shortName } from './counter-name.tsx'
import { TicketLabel } from './ticket-label.tsx'

export interface CallRowProps {
  label: string
  /** The counter's full name. */
  counter: string
  /** Said beside the label when this was a recall. */
  again?: string | undefined
  /** `called`: it has the panel now; `fresh`: called a moment ago. */
  mood: 'called' | 'fresh' | 'past'
}

/** One call in a list: the ticket, and where it goes. */
export function CallRow({ label, counter, again, mood }: CallRowProps) {
  const short = shortName(counter)
  return (
    <li class={`call-row call-row-${mood}`}>
      <TicketLabel label={label} />
      {again && <span class="call-row-again">{again}</span>}
      <span class="call-row-arrow" aria-hidden="true" />
      <span class={/^\d+$/.test(short) ? 'digits call-row-counter' : 'call-row-counter call-row-named'}>
        <span aria-hidden="true">{short}</span>
        <span class="visually-hidden">{counter}</span>
      </span>
    </li>
  )
}
