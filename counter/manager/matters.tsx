import type { ComponentChildren, JSX } from 'preact'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import { limits } from '../limits.ts'
import { readHoldReason } from '../reasons.ts'
import { minutesOf } from '../tongue.ts'
import type { FloorProps } from './floor.tsx'
import type { ManagerKey } from './manager-tongue.ts'

/** What is open: held, missed, and tickets whose paper may not have come out. */
export function Matters(props: FloorProps): JSX.Element {
  return (
    <div class="matters">
      <Held {...props} />
      <Missed {...props} />
      <Paper {...props} />
    </div>
  )
}

interface ListProps {
  id: 'held' | 'missed' | 'paper'
  title: string
  none: string
  rows: JSX.Element[]
}

function List({ id, title, none, rows }: ListProps): JSX.Element {
  return (
    <section class={`matter matter-${id}`} aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="digits">{rows.length}</span>
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

const Row = ({
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

function Held({ view, now, tongue }: FloorProps): JSX.Element {
  const { tell } = tongue
  const rows = Object.values(view.held)
    .sort((a, b) => a.heldAt - b.heldAt)
    .map((ticket) => {
      const reason = readHoldReason(ticket.reason, tongue)
      const agreedMs = reason?.minutes === undefined ? limits.holdReminderMs : reason.minutes * 60_000
      const late = now - ticket.heldAt > agreedMs
      return (
        <Row key={ticket.ticket} label={ticket.label} late={late}>
          <span class="matter-what">
            {[...(reason ? [reason.what] : []), tell('matters.at', { counter: ticket.counter })].join(' · ')}
          </span>
          <span class="matter-since">
            {late && <span aria-hidden="true">▲ </span>}
            {tell('matters.minutes', { n: minutesOf(now - ticket.heldAt) })}
          </span>
        </Row>
      )
    })
  return <List id="held" title={tell('matters.held')} none={tell('matters.held-none')} rows={rows} />
}

function Missed({ view, now, tongue }: FloorProps): JSX.Element {
  const { tell, text } = tongue
  const rows = Object.values(view.missed)
    .sort((a, b) => b.missedAt - a.missedAt)
    .map((ticket) => (
      <Row key={ticket.ticket} label={ticket.label}>
        <span class="matter-what">
          {text(view.words.services[ticket.service])}
          {ticket.misses > 1 && ` · ${tell('matters.misses', { n: ticket.misses })}`}
        </span>
        <span class="matter-since">{tell('matters.minutes', { n: minutesOf(now - ticket.missedAt) })}</span>
      </Row>
    ))
  return <List id="missed" title={tell('matters.missed')} none={tell('matters.missed-none')} rows={rows} />
}

const knownWhys = ['unreachable', 'no-paper', 'cover-open', 'timed-out', 'cut-off'] as const

function Paper({ view, tongue }: FloorProps): JSX.Element {
  const { tell } = tongue
  const rows = Object.entries(view.paper).map(([ticket, { label, device, printing }]) => {
    const state: ManagerKey = `paper.${printing.print}`
    const why = 'why' in printing ? printing.why : undefined
    const known = knownWhys.find((one) => one === why)
    return (
      <Row key={ticket} label={label}>
        <span class="matter-what">
          {tell(state)}
          {why !== undefined && ` · ${known ? tell(`paper.why.${known}`) : tell('paper.why.other', { why })}`}
        </span>
        <span class="matter-since">{device}</span>
      </Row>
    )
  })
  return <List id="paper" title={tell('matters.paper')} none={tell('matters.paper-none')} rows={rows} />
}
