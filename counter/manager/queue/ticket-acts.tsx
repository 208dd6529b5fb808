import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { TicketLabel } from '../../../display/parts/ticket-label.tsx'
import { categories } from '../../../server/hall/ids.ts'
import { cancelReasons, forwardReasons } from '../../../server/protocol/floor/tickets/act-reasons.ts'
import { dotted } from '../../dotted.ts'
import { minutesOf, traits } from '../../translations.ts'
import { UndoBar } from '../acts/undo-bar.tsx'
import type { FloorProps } from '../floor-props.ts'
import type { FloorTicket } from './floor-ticket.ts'
import { placeFacts } from './place-facts.ts'

type Act = 'bring-forward' | 'recategorise' | 'transfer' | 'return-ticket' | 'cancel-ticket'

/** Acts that are possible on a ticket, by where it is. */
const actsOf: Readonly<Record<FloorTicket['stage'], readonly Act[]>> = {
  waiting: ['bring-forward', 'recategorise', 'transfer', 'cancel-ticket'],
  missed: ['return-ticket', 'recategorise', 'transfer', 'cancel-ticket'],
  held: ['recategorise', 'transfer', 'cancel-ticket'],
  called: ['transfer', 'cancel-ticket'],
  serving: ['transfer', 'cancel-ticket'],
}

interface TicketActsProps extends FloorProps {
  ticket: FloorTicket
  back: () => void
  close: () => void
}

/** One ticket: its facts, what may be done about it, and then why or where to. */
export function TicketActs(props: TicketActsProps): JSX.Element {
  const { ticket, view, now, translations, back, close } = props
  const { t, text } = translations
  const [act, choose] = useState<Exclude<Act, 'return-ticket'>>()
  const shown = act ? choicesOf(props, act) : props.mayAct ? actKeys(props, choose) : []
  const keys = useRef<HTMLDivElement>(null)
  // The focus is there before the next key is read, because that key is meant for what is shown now.
  useLayoutEffect(() => keys.current?.querySelector('button')?.focus(), [act])
  const facts = [
    text(view.words.services[ticket.service]),
    ...placeFacts(ticket, props),
    ...traits(ticket, view, translations),
    ...(ticket.forward ? [t(`forward.${ticket.forward}`)] : []),
    ...(ticket.stage === 'waiting' ? [t('queue.waited', { n: minutesOf(now - ticket.joinedAt) })] : []),
  ]
  return (
    <>
      <p class="queue-ticket">
        <span class="queue-ticket-label">
          <TicketLabel label={ticket.label} />
        </span>
        <span>{dotted(facts, t)}</span>
      </p>
      {act && <p class="dialog-lead">{t(`why.${act}`)}</p>}
      <div class="queue-acts" data-scrolls ref={keys}>
        {shown.map(({ name, press, isGrave }) => (
          <button
            key={name}
            type="button"
            class={isGrave ? 'choice queue-act-grave' : 'choice'}
            aria-disabled={!props.acts.isReady}
            onClick={press}
          >
            {name}
          </button>
        ))}
      </div>
      <UndoBar {...props} />
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={act ? () => choose(undefined) : back}>
          {act ? t('queue.back') : t('queue.list')}
        </button>
        <button type="button" class="row-key" onClick={close}>
          {t('paper.close')}
        </button>
      </div>
    </>
  )
}

interface Choice {
  readonly name: string
  readonly press: () => void
  readonly isGrave?: boolean
}

function actKeys(props: TicketActsProps, choose: (act: Exclude<Act, 'return-ticket'>) => void): Choice[] {
  const { ticket, acts, back, translations } = props
  const { t } = translations
  return actsOf[ticket.stage].map((act) => ({
    name: t(`act.${act}`),
    isGrave: act === 'cancel-ticket',
    press: () => {
      if (act !== 'return-ticket') return choose(act)
      const done = () => t('done.return-ticket', { label: ticket.label })
      void acts.give(act, { ticket: ticket.ticket, ...seen(ticket) }, done).then((result) => result && back())
    },
  }))
}

/** The stage that the manager saw: another since is refused. */
const seen = ({ ticket, stage }: FloorTicket) => ({ expect: { ticket, stage } })

/** The reasons, categories or places that an act asks for; each gives the command at once, because it can be undone. */
function choicesOf(props: TicketActsProps, act: Exclude<Act, 'return-ticket'>): Choice[] {
  const { ticket, acts, back, translations } = props
  const { t } = translations
  const { label } = ticket
  const body = { ticket: ticket.ticket, ...seen(ticket) }
  const then = (result: object | undefined): void => {
    if (result) back()
  }
  switch (act) {
    case 'bring-forward':
      return forwardReasons.map((reason) => ({
        name: t(`forward.${reason}`),
        press: () =>
          void acts.give(act, { ...body, reason }, () => t('done.bring-forward', { label })).then(then),
      }))
    case 'cancel-ticket':
      return cancelReasons.map((reason) => ({
        name: t(`cancel.${reason}`),
        press: () =>
          void acts.give(act, { ...body, reason }, () => t('done.cancel-ticket', { label })).then(then),
      }))
    case 'recategorise':
      return categories
        .flatMap((category) => (category === 'appointment' || category === ticket.category ? [] : [category]))
        .map((category) => {
          const name = t(`category.${category}`)
          const done = () => t('done.recategorise', { label, category: name })
          return { name, press: () => void acts.give(act, { ...body, category }, done).then(then) }
        })
    case 'transfer':
      return targetsOf(props).map(({ name, to }) => {
        const done = () => t('done.transfer', { label, place: name })
        return { name, press: () => void acts.give(act, { ...body, to }, done).then(then) }
      })
    default:
      return act satisfies never
  }
}

type To = { service: string } | { counter: string }

/** Open services but its own, and open counters. */
function targetsOf({ ticket, view, translations: { text } }: TicketActsProps): { name: string; to: To }[] {
  const services = Object.entries(view.queues).filter(
    ([service, { open }]) =>
      open && (service !== ticket.service || ticket.sentTo || ticket.stage !== 'waiting'),
  )
  const counters = Object.entries(view.counters).filter(([, { state }]) => state !== 'closed')
  return [
    ...services.map(([service]) => ({ name: text(view.words.services[service]), to: { service } })),
    ...counters.map(([counter]) => ({
      name: text(view.words.counters[counter]) || counter,
      to: { counter },
    })),
  ]
}
