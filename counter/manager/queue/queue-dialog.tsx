import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { TicketLabel } from '../../../display/parts/ticket-label.tsx'
import type { ServiceId, TicketId } from '../../../server/hall/ids.ts'
import { typedLabel } from '../../../server/protocol/typed-label.ts'
import { DialogFrame } from '../../dialog-frame.tsx'
import { dotted } from '../../dotted.ts'
import { limits } from '../../limits.ts'
import { minutesOf, traits } from '../../translations.ts'
import { useFurtherView } from '../../use-live-view.ts'
import { UndoBar } from '../acts/undo-bar.tsx'
import type { FloorProps } from '../floor-props.ts'
import { elsewhereOf, type FloorTicket, waitingOf } from './floor-ticket.ts'
import { placeFacts } from './place-facts.ts'
import { TicketActs } from './ticket-acts.tsx'

interface QueueDialogProps extends FloorProps {
  /** Absent: every live ticket of the hall. */
  service?: ServiceId
  /** The ticket that is opened at first. */
  ticket?: TicketId
  close: () => void
}

/** The tickets of a queue with a search, and what can be done about one of them. */
export function QueueDialog({ service, ticket: first, close, ...floor }: QueueDialogProps): JSX.Element {
  const { view, translations, client } = floor
  const { t, text } = translations
  const [chosen, choose] = useState(first)
  const [typed, setTyped] = useState('')
  const queue = useFurtherView(client, 'queue', service === undefined ? {} : { service })
  const elsewhere = service === undefined ? elsewhereOf(view) : []
  const waiting = queue ? waitingOf(queue) : []
  const all = [...waiting, ...elsewhere]
  const ticket = all.find((one) => one.ticket === chosen)
  const title = service === undefined ? t('queue.all') : text(view.words.services[service])
  return (
    <DialogFrame title={title} step={t('services.waiting', { n: queue?.waiting ?? 0 })} close={close}>
      {ticket ? (
        <TicketActs
          key={ticket.ticket}
          {...floor}
          ticket={ticket}
          back={() => {
            choose(undefined)
            setTyped('')
          }}
          close={close}
        />
      ) : (
        <>
          {service !== undefined && floor.mayAct && <ServiceKey {...floor} service={service} />}
          <TicketList
            {...floor}
            tickets={all}
            beyond={queue && queue.waiting > waiting.length ? queue.waiting : undefined}
            typed={typed}
            type={setTyped}
            choose={choose}
            isFinding={service === undefined}
          />
          <UndoBar {...floor} />
          <div class="dialog-keys">
            <button type="button" class="row-key" onClick={close}>
              {t('paper.close')}
            </button>
          </div>
        </>
      )}
    </DialogFrame>
  )
}

function ServiceKey({
  service,
  view,
  acts,
  translations: { t, text },
}: FloorProps & { service: ServiceId }): JSX.Element | null {
  const queue = view.queues[service]
  if (!queue) return null
  const name = text(view.words.services[service])
  const command = queue.open ? 'close-service' : 'open-service'
  return (
    <p class="queue-service">
      {!queue.open && <b class="service-closed">{t('services.closed')}</b>}
      <button
        type="button"
        class="row-key"
        aria-disabled={!acts.isReady}
        onClick={() => void acts.give(command, { service }, () => t(`done.${command}`, { service: name }))}
      >
        {t(`act.${command}`)}
      </button>
    </p>
  )
}

interface TicketListProps extends FloorProps {
  tickets: readonly FloorTicket[]
  /** How many wait in all, when more wait than are listed. */
  beyond: number | undefined
  typed: string
  type: (text: string) => void
  choose: (ticket: TicketId) => void
  isFinding: boolean
}

function TicketList(props: TicketListProps): JSX.Element {
  const { tickets, beyond, typed, type, choose, isFinding, translations } = props
  const { t } = translations
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (isFinding) field.current?.focus()
  }, [])
  const wanted = typedLabel(typed)
  const found = tickets.filter(({ label }) => label.includes(wanted))
  const none = tickets.length === 0 ? t('services.nobody') : t('queue.not-found')
  return (
    <>
      <label class="field queue-search">
        <span>{t('queue.search')}</span>
        <input
          ref={field}
          type="text"
          enterKeyHint="search"
          autocapitalize="characters"
          autocomplete="off"
          maxLength={limits.labelLength}
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      {found.length === 0 && (
        <p class="dialog-none" role="status">
          {none}
        </p>
      )}
      <ul class="queue-tickets" data-scrolls>
        {found.map((ticket) => (
          <QueueRow key={ticket.ticket} {...props} ticket={ticket} choose={() => choose(ticket.ticket)} />
        ))}
      </ul>
      {beyond !== undefined && (
        <p class="dialog-none">{t('queue.beyond', { n: tickets.length, all: beyond })}</p>
      )}
    </>
  )
}

function QueueRow({
  ticket,
  view,
  now,
  translations,
  choose,
  isFinding,
}: FloorProps & { ticket: FloorTicket; choose: () => void; isFinding: boolean }): JSX.Element {
  const { t } = translations
  const waits = ticket.stage === 'waiting'
  const isLong = waits && now - ticket.joinedAt >= view.guidance.longWaitMs
  const facts = [
    ...(isFinding ? [translations.text(view.words.services[ticket.service])] : []),
    ...placeFacts(ticket, { view, translations }),
    ...traits(ticket, view, translations),
    ...(ticket.forward ? [t(`forward.${ticket.forward}`)] : []),
  ]
  return (
    <li class={isLong ? 'open-item-row open-item-late' : 'open-item-row'}>
      <button type="button" class="open-item-button" onClick={choose}>
        <span class="open-item-label">
          <TicketLabel label={ticket.label} />
        </span>
        <span class="open-item-text">{dotted(facts, t)}</span>
        {waits && (
          <span class="open-item-since">
            {isLong && <span aria-hidden="true">▲ </span>}
            {t('open-items.minutes', { n: minutesOf(now - ticket.joinedAt) })}
          </span>
        )}
      </button>
    </li>
  )
}
