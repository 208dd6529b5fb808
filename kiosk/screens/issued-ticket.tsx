import { QrCode } from '../../display/parts/qr-code.tsx'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import { isIdleAsked, secondsLeft } from '../idle-time.ts'
import { type Issued, isTicketNew, type PrintStatus } from '../session.ts'
import { ems } from '../tile-text.ts'
import { Icon } from './icon.tsx'
import { type ScreenContext, serviceName } from './screen-context.ts'

/** The print state of the slip, or the advice where there is none. */
function PrintStatusMessage({
  context,
  printStatus,
  hasCode,
}: {
  context: ScreenContext
  printStatus: PrintStatus
  hasCode: boolean
}) {
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
  }[printStatus] as [string, string, string]
  return (
    <div class="print-status" data-print={printStatus} role="status">
      <span class="print-status-icon">
        <Icon name={icon} />
      </span>
      <p>
        <strong>{title}</strong>
        <span>{note}</span>
      </p>
    </div>
  )
}

/** The estimated wait, or why there is none. */
function HowLong({ context: { t }, ticket: { wait, why } }: { context: ScreenContext; ticket: Issued }) {
  return (
    <div>
      <dt>{t(wait ? 'ticket.wait' : 'ticket.how-long')}</dt>
      <dd>{wait ? t('ticket.wait.range', { ...wait }) : t(why ? `ticket.why.${why}` : 'ticket.now')}</dd>
    </div>
  )
}

/** The ticket on the screen, with more facts than the slip has. */
function TicketOnScreen({ context, ticket }: { context: ScreenContext; ticket: Issued }) {
  const { t, session } = context
  const { category, ahead } = ticket
  const name = serviceName(context, ticket.service)
  return (
    <section class="ticket">
      <div class="ticket-head" style={{ '--service': String(ems(name)) }}>
        <p class="ticket-service">
          {name}
          {category && category !== 'ordinary' ? <span class="chip">{t(`category.${category}`)}</span> : null}
        </p>
        <h1 tabIndex={-1} style={{ '--characters': String(ems(ticket.label)) }}>
          <span class="visually-hidden">{t('ticket.title')} </span>
          <TicketLabel label={ticket.label} />
        </h1>
      </div>
      <div class="ticket-body">
        <dl class="ticket-facts">
          <div>
            <dt>{t(ticket.next ? 'ticket.nobody' : 'ticket.ahead')}</dt>
            <dd>{ticket.next ? t('ticket.first') : t('ticket.ahead.count', { count: ahead })}</dd>
          </div>
          {ticket.now || ticket.wait || ticket.why ? <HowLong context={context} ticket={ticket} /> : null}
        </dl>
        {ticket.phoneUrl ? (
          <figure class="ticket-code">
            <QrCode text={ticket.phoneUrl} alt={t('ticket.qr.alt')} />
            <figcaption>{t('ticket.qr')}</figcaption>
          </figure>
        ) : null}
        <p class="ticket-note">
          <Icon name="seat" />
          <span>
            {t('ticket.where')}
            {session.earlierLabels.length > 0 ? (
              <strong> {t('ticket.also', { labels: session.earlierLabels.join(' · ') })}</strong>
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
  printStatus: PrintStatus
  at: number
}

/** Asks the customer whether the slip was printed, because the printer cannot tell. */
function PrintedKeys({ context, isSecond }: { context: ScreenContext; isSecond: boolean }) {
  const { t, controller } = context
  return (
    <div class="action" key="asked">
      <button
        type="button"
        class="key key-main"
        data-key="paper-came"
        data-first
        onClick={() => controller.reply(true)}
      >
        <Icon name="check" />
        {t('paper.asked.yes')}
      </button>
      <button type="button" class="key" data-key="paper-again" onClick={() => controller.reply(false)}>
        <Icon name={isSecond ? 'close' : 'printer'} />
        {t(isSecond ? 'paper.asked.no' : 'paper.asked.again')}
      </button>
    </div>
  )
}

export function IssuedTicket({ context, ticket, printStatus, at }: IssuedTicketProps) {
  const { t, controller, session } = context
  const { times } = context.view
  const seconds = isIdleAsked(session, at, times) ? undefined : secondsLeft(session, at, times)
  const isSecond = session.screen.at === 'ticket' && session.screen.reply !== undefined
  const counts = seconds !== undefined && seconds <= (times.homeAfterPrintedMs * 2) / 1000
  return (
    <div
      class="issued"
      data-screen="ticket"
      data-code={ticket.phoneUrl !== undefined}
      data-print={printStatus}
    >
      <TicketOnScreen context={context} ticket={ticket} />
      <PrintStatusMessage
        context={context}
        printStatus={printStatus}
        hasCode={ticket.phoneUrl !== undefined}
      />
      {printStatus === 'asked' ? (
        <PrintedKeys context={context} isSecond={isSecond} />
      ) : (
        <div class="action" key="done">
          <button
            type="button"
            class="key key-main"
            data-key="done"
            data-back
            data-first
            disabled={isTicketNew(session, at)}
            onClick={() => controller.end()}
          >
            <Icon name="check" />
            {counts ? t('key.done.in', { seconds: Math.max(0, seconds) }) : t('key.done')}
          </button>
        </div>
      )}
    </div>
  )
}
