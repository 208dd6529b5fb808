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
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keys (axe: scrollable-region-focusable).
        <ul data-scrolls tabIndex={0} aria-labelledby={id}>
          {rows}
        </ul>
      )}
    </section>
  )
}

export const Row = ({
  label,
  late,
  children,
}: {
  label: string
  late?: boolean
  children: ComponentChildren
}): JSX.Element => (
  <li class={late ? 'open-item-row open-item-late' : 'open-item-row'}>
    <span class="open-item-label">
      <TicketLabel label={label} />
    </span>
    {children}
  </li>
)
