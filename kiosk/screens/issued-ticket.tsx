import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import { hueOf } from '../menu.ts'
import { ems } from '../screen-layout.ts'
import { type Issued, isAsked, type Paper, secondsLeft } from '../session.ts'
import { Icon } from './icon.tsx'
import { QrCode } from './qr-code.tsx'
import { type ScreenContext, serviceName } from './screen-context.ts'

/** What the paper did, as it is; where there is none, what to do instead. */
function PaperWords({ scene, paper, hasCode }: { scene: ScreenContext; paper: Paper; hasCode: boolean }) {
  const { say } = scene
  const instead = hasCode ? 'qr' : 'plain'
  const [title, note, icon] = {
    printing: [say('paper.printing'), say('paper.printing.note'), 'printer'],
    again: [say('paper.again'), say('paper.again.note'), 'printer'],
    asked: [say('paper.asked'), say('paper.asked.note'), 'question'],
    printed: [say('paper.printed'), say('paper.printed.note'), 'take-paper'],
    none: [say('paper.none'), say(`paper.none.${instead}`), 'camera'],
    unsure: [say('paper.unsure'), say(`paper.unsure.${instead}`), 'take-paper'],
    failed: [say('paper.failed'), say(`paper.failed.${instead}`), 'camera'],
    silent: [say('paper.silent'), say(`paper.failed.${instead}`), 'camera'],
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
function Torn({ scene, ticket }: { scene: ScreenContext; ticket: Issued }) {
  const { say, view, turn } = scene
  const { category, wait } = ticket
  return (
    <section class="torn" data-hue={hueOf(view, ticket.service)}>
      <div class="torn-head">
        <p class="torn-service">
          {serviceName(scene, ticket.service)}
          {category && category !== 'ordinary' ? (
            <span class="chip">{say(`category.${category}`)}</span>
          ) : null}
        </p>
        <h1 tabIndex={-1} style={{ '--signs': String(ems(ticket.label)) }}>
          <span class="heard-only">{say('ticket.title')} </span>
          <TicketLabel label={ticket.label} />
        </h1>
      </div>
      <div class="torn-body">
        <dl class="torn-facts">
          <div>
            <dt>{say(ticket.ahead === 0 ? 'ticket.nobody' : 'ticket.ahead')}</dt>
            <dd>
              {ticket.ahead === 0 ? say('ticket.first') : say('ticket.ahead.count', { count: ticket.ahead })}
            </dd>
          </div>
          {wait ? (
            <div>
              <dt>{say('ticket.wait')}</dt>
              <dd>{say('ticket.wait.range', { ...wait })}</dd>
            </div>
          ) : null}
        </dl>
        {ticket.phoneUrl ? (
          <figure class="torn-code">
            <QrCode text={ticket.phoneUrl} alt={say('ticket.qr.alt')} />
            <figcaption>{say('ticket.qr')}</figcaption>
          </figure>
        ) : null}
        <p class="torn-where">
          <Icon name="seat" />
          <span>
            {say('ticket.where')}
            {turn.also.length > 0 ? (
              <strong> {say('ticket.also', { labels: turn.also.join(' · ') })}</strong>
            ) : null}
          </span>
        </p>
      </div>
    </section>
  )
}

interface IssuedTicketProps {
  scene: ScreenContext
  ticket: Issued
  paper: Paper
  at: number
}

/** Only the customer sees whether it came out: two answers, both of which go on. */
function PaperKeys({ scene, isSecond }: { scene: ScreenContext; isSecond: boolean }) {
  const { say, attendant } = scene
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
        {say('paper.asked.yes')}
      </button>
      <button type="button" class="key" data-key="paper-again" onClick={() => attendant.reply(false)}>
        <Icon name={isSecond ? 'close' : 'printer'} />
        {say(isSecond ? 'paper.asked.no' : 'paper.asked.again')}
      </button>
    </div>
  )
}

export function IssuedTicket({ scene, ticket, paper, at }: IssuedTicketProps) {
  const { say, attendant, turn } = scene
  const { times } = scene.view
  const seconds = isAsked(turn, at, times) ? undefined : secondsLeft(turn, at, times)
  const isSecond = turn.screen.at === 'ticket' && turn.screen.reply !== undefined
  const counts = seconds !== undefined && seconds <= (times.homeAfterPrintedMs * 2) / 1000
  return (
    <div class="issued" data-screen="ticket" data-code={ticket.phoneUrl !== undefined} data-paper={paper}>
      <Torn scene={scene} ticket={ticket} />
      <PaperWords scene={scene} paper={paper} hasCode={ticket.phoneUrl !== undefined} />
      {paper === 'asked' ? (
        <PaperKeys scene={scene} isSecond={isSecond} />
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
            {counts ? say('key.done.in', { seconds: Math.max(0, seconds) }) : say('key.done')}
          </button>
        </div>
      )}
    </div>
  )
}
