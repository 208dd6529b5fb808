import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import { hueOf } from '../menu.ts'
import { ems } from '../screen-layout.ts'
import { type Issued, isAsked, type Paper, secondsLeft } from '../session.ts'
import { Icon } from './icon.tsx'
import { QrCode } from './qr-code.tsx'
import { type ScreenContext, serviceName } from './screen-context.ts'

/** What the paper did, as it is; where there is none, what to do instead. */
function PaperWords({ context, paper, hasCode }: { context: ScreenContext; paper: Paper; hasCode: boolean }) {
  const { t } = context
  const instead = hasCode ? 'qr' : 'plain'
  const [title, note, icon] = {
    printing: [t('paper.printing'), t('paper.printing.note'), 'printer'],
    again: [t('paper.again'), t('paper.again.note'), 'printer'],
    asked: [t('paper.asked'), t('paper.asked.note'), 'question'],
    printed: [t('paper.printed'), t('paper.printed.note'), 'take-paper'],
    none: [t('paper.none'), t(`paper.none.${instead}`), 'camera'],
    unsure: [t('paper.unsure'), t(`paper.unsure.${instead}`), 'take-paper'],
    failed: [t('paper.failed'), t(`paper.failed.${instead}`), 'camera'],
    silent: [t('paper.silent'), t(`paper.failed.${instead}`), 'camera'],
  }[paper] as [string, string, string]
  return (
    <div class="paper" data-paper={paper} role="status">
      <span class="paper-icon">
        <Icon name={icon} />
      </span>
      <p>
        <strong>{title}</strong>
        <span>{note}</span>
      </p>
    </div>
  )
}

/** The ticket on the glass: what is on the paper, and more of it. */
function Torn({ context, ticket }: { context: ScreenContext; ticket: Issued }) {
  const { t, view, turn } = context
  const { category, wait } = ticket
  return (
    <section class="torn" data-hue={hueOf(view, ticket.service)}>
      <div class="torn-head">
        <p class="torn-service">
          {serviceName(context, ticket.service)}
          {category && category !== 'ordinary' ? <span class="chip">{t(`category.${category}`)}</span> : null}
        </p>
        <h1 tabIndex={-1} style={{ '--signs': String(ems(ticket.label)) }}>
          <span class="heard-only">{t('ticket.title')} </span>
          <TicketLabel label={ticket.label} />
        </h1>
      </div>
      <div class="torn-body">
        <dl class="torn-facts">
          <div>
            <dt>{t(ticket.ahead === 0 ? 'ticket.nobody' : 'ticket.ahead')}</dt>
            <dd>
              {ticket.ahead === 0 ? t('ticket.first') : t('ticket.ahead.count', { count: ticket.ahead })}
            </dd>
          </div>
          {wait ? (
            <div>
              <dt>{t('ticket.wait')}</dt>
              <dd>{t('ticket.wait.range', { ...wait })}</dd>
            </div>
          ) : null}
        </dl>
        {ticket.phoneUrl ? (
          <figure class="torn-code">
            <QrCode text={ticket.phoneUrl} alt={t('ticket.qr.alt')} />
            <figcaption>{t('ticket.qr')}</figcaption>
          </figure>
        ) : null}
        <p class="torn-where">
          <Icon name="seat" />
          <span>
            {t('ticket.where')}
            {turn.also.length > 0 ? (
              <strong> {t('ticket.also', { labels: turn.also.join(' · ') })}</strong>
            ) : null}
          </span>
        </p>
      </div>
    </section>
  )
}

interface IssuedTicketProps {
  context: ScreenContext
  ticket: Issued
  paper: Paper
  at: number
}

/** Only the customer sees whether it came out: two answers, both of which go on. */
function PaperKeys({ context, isSecond }: { context: ScreenContext; isSecond: boolean }) {
  const { t, attendant } = context
  return (
    <div class="action" key="asked">
      <button
        type="button"
        class="key key-main"
        data-key="paper-came"
        data-first
        onClick={() => attendant.reply(true)}
      >
        <Icon name="check" />
        {t('paper.asked.yes')}
      </button>
      <button type="button" class="key" data-key="paper-again" onClick={() => attendant.reply(false)}>
        <Icon name={isSecond ? 'close' : 'printer'} />
        {t(isSecond ? 'paper.asked.no' : 'paper.asked.again')}
      </button>
    </div>
  )
}

export function IssuedTicket({ context, ticket, paper, at }: IssuedTicketProps) {
  const { t, attendant, turn } = context
  const { times } = context.view
  const seconds = isAsked(turn, at, times) ? undefined : secondsLeft(turn, at, times)
  const isSecond = turn.screen.at === 'ticket' && turn.screen.reply !== undefined
  const counts = seconds !== undefined && seconds <= (times.homeAfterPrintedMs * 2) / 1000
  return (
    <div class="issued" data-screen="ticket" data-code={ticket.phoneUrl !== undefined} data-paper={paper}>
      <Torn context={context} ticket={ticket} />
      <PaperWords context={context} paper={paper} hasCode={ticket.phoneUrl !== undefined} />
      {paper === 'asked' ? (
        <PaperKeys context={context} isSecond={isSecond} />
      ) : (
        <div class="action" key="done">
          <button
            type="button"
            class="key key-main"
            data-key="done"
            data-back
            data-first
            onClick={() => attendant.end()}
          >
            <Icon name="check" />
            {counts ? t('key.done.in', { seconds: Math.max(0, seconds) }) : t('key.done')}
          </button>
        </div>
      )}
    </div>
  )
}
