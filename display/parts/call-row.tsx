import { isNumber, shortName } from './counter-name.tsx'
import { TicketLabel } from './ticket-label.tsx'

interface CallRowProps {
  label: string
  /** Full name of the counter. */
  counter: string
  /** Text beside the label of a recall. */
  again?: string | undefined
  /** `called`: announced now; `fresh`: called less than `outlinedMs` ago. */
  state: 'called' | 'fresh' | 'past'
}

/** One call of a list: ticket and counter. */
export function CallRow({ label, counter, again, state }: CallRowProps) {
  const short = shortName(counter)
  return (
    <li class={`call-row call-row-${state}`}>
      <TicketLabel label={label} />
      {again && <span class="call-row-again">{again}</span>}
      <span class="call-row-arrow" aria-hidden="true" />
      <span class={isNumber(short) ? 'digits call-row-counter' : 'call-row-counter call-row-named'}>
        <span aria-hidden="true">{short}</span>
        <span class="visually-hidden">{counter}</span>
      </span>
    </li>
  )
}
