import type { ComponentChildren, JSX } from 'preact'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'

interface ListProps {
  id: 'held' | 'missed' | 'paper'
  title: string
  none: string
  rows: JSX.Element[]
  /** The number beside the title; by default the number of rows. */
  count?: number
}

export function List({ id, title, none, rows, count = rows.length }: ListProps): JSX.Element {
  return (
    <section class={`open-item-list open-item-${id}`} aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="digits">{count}</span>
      </h2>
      {rows.length === 0 ? (
        <p class="open-item-none">{none}</p>
      ) : (
        <ul class="rows" data-scrolls>
          {rows}
        </ul>
      )}
    </section>
  )
}

interface RowProps {
  label: string
  late?: boolean
  open: () => void
  children: ComponentChildren
}

export const Row = ({ label, late, open, children }: RowProps): JSX.Element => (
  <li class={late ? 'open-item-row open-item-late' : 'open-item-row'}>
    <button type="button" class="open-item-button" onClick={open}>
      <span class="open-item-label">
        <TicketLabel label={label} />
      </span>
      {children}
    </button>
  </li>
)
