import type { ComponentChildren, JSX } from 'preact'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'

interface ListProps {
  id: 'held' | 'missed' | 'paper'
  title: string
  none: string
  rows: JSX.Element[]
  /** What stands beside the title; the number of rows by default. */
  count?: number
}

export function List({ id, title, none, rows, count = rows.length }: ListProps): JSX.Element {
  return (
    <section class={`matter matter-${id}`} aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="digits">{count}</span>
      </h2>
      {rows.length === 0 ? (
        <p class="matter-none">{none}</p>
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
  <li class={late ? 'matter-row matter-late' : 'matter-row'}>
    <span class="matter-label">
      <TicketLabel label={label} />
    </span>
    {children}
  </li>
)
