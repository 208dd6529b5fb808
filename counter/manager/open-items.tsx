import type { JSX } from 'preact'
import { dotted } from '../dotted.ts'
import { holdReason } from '../reasons.ts'
import { minutesOf } from '../translations.ts'
import type { FloorProps } from './floor-props.ts'
import { List, Row } from './open-item-list.tsx'
import { Papers } from './papers.tsx'

/** Held tickets, missed tickets, and tickets whose slip may not have been printed. */
export function OpenItems(props: FloorProps): JSX.Element {
  return (
    <div class="open-items">
      <Held {...props} />
      <Missed {...props} />
      <Papers {...props} />
    </div>
  )
}

function Held({ view, now, translations, open }: FloorProps): JSX.Element {
  const { t } = translations
  const rows = Object.values(view.held)
    .sort((a, b) => a.heldAt - b.heldAt)
    .map((ticket) => {
      const { minutes } = ticket
      const agreedMs = minutes === undefined ? view.guidance.holdReminderMs : minutes * 60_000
      const errand = ticket.for === undefined ? [] : [holdReason(ticket.for, view.words, translations)]
      const late = now - ticket.heldAt > agreedMs
      return (
        <Row
          key={ticket.ticket}
          label={ticket.label}
          late={late}
          open={() => open({ show: 'queue', ticket: ticket.ticket })}
        >
          <span class="open-item-text">
            {dotted([...errand, t('open-items.at', { counter: ticket.counter })], t)}
          </span>
          <span class="open-item-since">
            {late && <span aria-hidden="true">▲ </span>}
            {t('open-items.minutes', { n: minutesOf(now - ticket.heldAt) })}
          </span>
        </Row>
      )
    })
  return <List id="held" title={t('open-items.held')} none={t('open-items.held-none')} rows={rows} />
}

function Missed({ view, now, translations, open }: FloorProps): JSX.Element {
  const { t, text } = translations
  const rows = Object.values(view.missed)
    .sort((a, b) => b.missedAt - a.missedAt)
    .map((ticket) => (
      <Row
        key={ticket.ticket}
        label={ticket.label}
        open={() => open({ show: 'queue', ticket: ticket.ticket })}
      >
        <span class="open-item-text">
          <bdi>{text(view.words.services[ticket.service])}</bdi>
          {ticket.misses > 1 && `\u00a0· ${t('open-items.misses', { n: ticket.misses })}`}
        </span>
        <span class="open-item-since">
          {t('open-items.minutes', { n: minutesOf(now - ticket.missedAt) })}
        </span>
      </Row>
    ))
  return <List id="missed" title={t('open-items.missed')} none={t('open-items.missed-none')} rows={rows} />
}
