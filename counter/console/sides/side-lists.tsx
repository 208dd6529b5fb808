import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { hallTime } from '../../../display/parts/hall-time.ts'
import { TicketLabel } from '../../../display/parts/ticket-label.tsx'
import type { EpochMs } from '../../../server/hall/ids.ts'
import type { StaffTicket } from '../../../server/hall/views/view-types.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { holdReason } from '../../reasons.ts'
import { minutesOf, traits } from '../../translations.ts'
import { UnconfirmedNumbers } from '../../unconfirmed-numbers.tsx'
import { NotesKey } from '../panels/notes.tsx'
import type { ConsoleState } from '../use-console.ts'
import { FindField } from './find-field.tsx'
import type { Find } from './use-find.ts'

type ListName = 'next' | 'held' | 'missed'
const listNames: readonly ListName[] = ['next', 'held', 'missed']

/** Lists of next, held and missed tickets; the strip shows one of them at a time. */
export function SideLists({
  state,
  find,
  strip,
}: {
  state: ConsoleState
  find: Find
  strip: boolean
}): JSX.Element {
  const [shown, setShown] = useState<ListName>('next')
  const { t } = state.translations
  const counts: Record<ListName, number> = {
    next: state.view.waiting,
    held: Object.keys(state.view.held).length,
    missed: Object.keys(state.view.missed).length,
  }
  const visible = strip ? [shown] : listNames
  return (
    <aside class="side" aria-label={t('list.tabs')}>
      <FindField state={state} find={find} strip={strip} />
      {strip && (
        <fieldset class="side-tabs" aria-label={t('list.tabs')}>
          {listNames.map((name) => (
            <button key={name} type="button" aria-pressed={shown === name} onClick={() => setShown(name)}>
              {t(`list.${name}`)} <span class="digits">{counts[name]}</span>
            </button>
          ))}
        </fieldset>
      )}
      {visible.map((name) => (
        <section key={name} class={`side-list side-${name}`}>
          <h2>
            {t(`list.${name}`)} <span class="digits side-count">{counts[name]}</span>
          </h2>
          {name === 'next' && <ClosingNotice state={state} />}
          {name === 'next' && <UnconfirmedNumbers view={state.view} translations={state.translations} />}
          <Rows name={name} state={state} strip={strip} />
        </section>
      ))}
    </aside>
  )
}

/** Tells that closing ends the waiting tickets: until when they are called, then how many were not. */
function ClosingNotice({ state }: { state: ConsoleState }): JSX.Element | null {
  const { t } = state.translations
  const { callsUntil, unserved, timeZone } = state.view
  if (callsUntil === undefined && !unserved) return null
  return (
    <p class="side-notice" role="status">
      {callsUntil !== undefined
        ? t('closing.until', { time: hallTime(callsUntil, timeZone) })
        : unserved && t('closing.unserved', { count: unserved.count, time: hallTime(unserved.at, timeZone) })}
    </p>
  )
}

function Rows({ name, state, strip }: { name: ListName; state: ConsoleState; strip: boolean }): JSX.Element {
  const rows = name === 'next' ? nextRows(state) : name === 'held' ? heldRows(state) : missedRows(state)
  if (rows.length === 0) return <p class="side-none">{state.translations.t(`list.${name}-none`)}</p>
  return (
    // Each list scrolls on its own, so that the page never does; focusable, so that keys can scroll it.
    <ul class="rows" data-scrolls tabIndex={strip || rows.length > 1 ? 0 : undefined}>
      {rows}
    </ul>
  )
}

const byPlace = (view: Drawn<'counter'>) => Object.values(view.next).sort((a, b) => a.place - b.place)

function nextRows(state: ConsoleState): JSX.Element[] {
  return byPlace(state.view).map((ticket) => {
    const waited = state.now - ticket.joinedAt
    return (
      <Row
        key={ticket.ticket}
        state={state}
        ticket={ticket}
        since={ticket.joinedAt}
        late={waited >= state.view.guidance.longWaitMs}
      />
    )
  })
}

function heldRows(state: ConsoleState): JSX.Element[] {
  const { t } = state.translations
  const rows = Object.values(state.view.held).sort((a, b) => a.heldAt - b.heldAt)
  return rows.map((ticket) => {
    const { minutes } = ticket
    const agreedMs = minutes === undefined ? state.view.guidance.holdReminderMs : minutes * 60_000
    const errand =
      ticket.for === undefined ? [] : [holdReason(ticket.for, state.view.words, state.translations)]
    const late = state.now - ticket.heldAt > agreedMs
    const away =
      ticket.counter === state.view.counter ? [] : [t('list.elsewhere', { counter: ticket.counter })]
    const agreed = minutes === undefined ? [] : [t('list.agreed', { n: minutes })]
    const details = [...away, ...errand, ...(late ? [t('list.over')] : agreed)]
    return (
      <Row
        key={ticket.ticket}
        state={state}
        ticket={ticket}
        since={ticket.heldAt}
        late={late}
        details={details}
      >
        <NotesKey state={state} ticket={ticket} look="row-key" />
        <RowKey
          state={state}
          label={t('list.resume')}
          ariaLabel={t('list.resume-of', { label: ticket.label })}
          needsFree
          press={() => state.submit('resume', { ...state.here, ticket: ticket.ticket })}
        />
      </Row>
    )
  })
}

function missedRows(state: ConsoleState): JSX.Element[] {
  const { t } = state.translations
  const rows = Object.values(state.view.missed).sort((a, b) => b.missedAt - a.missedAt)
  return rows.map((ticket) => {
    const { label } = ticket
    const details = ticket.misses > 1 ? [t('list.misses', { n: ticket.misses })] : []
    return (
      <Row
        key={ticket.ticket}
        state={state}
        ticket={ticket}
        since={ticket.missedAt}
        late={false}
        details={details}
      >
        <RowKey
          state={state}
          label={t('list.call')}
          ariaLabel={t('list.call-of', { label })}
          needsFree
          press={() => state.submit('call-ticket', { ...state.here, ticket: ticket.ticket })}
        />
        <RowKey
          state={state}
          label={t('list.return')}
          ariaLabel={t('list.return-of', { label })}
          press={() => {
            const expect = { ticket: ticket.ticket, stage: 'missed' } as const
            return state.submit('return-ticket', { ticket: ticket.ticket, expect })
          }}
        />
      </Row>
    )
  })
}

interface RowProps {
  state: ConsoleState
  ticket: StaffTicket
  since: EpochMs
  late: boolean
  /** Facts of this list about the ticket. A row with them has keys, and shows its time among the facts. */
  details?: string[]
  children?: ComponentChildren
}

function Row({ state, ticket, since, late, details, children }: RowProps): JSX.Element {
  const { translations, view } = state
  const { t } = translations
  const minutes = minutesOf(state.now - since)
  const timeText = minutes > 0 ? t('list.minutes', { n: minutes }) : t('list.just-now')
  const time = (
    <span class="row-since">
      {late && <span aria-hidden="true">▲ </span>}
      {timeText}
      {late && !details && <span class="visually-hidden"> {t('list.long')}</span>}
    </span>
  )
  return (
    <li class={late ? 'row row-late' : 'row'}>
      <span class="row-label">
        <TicketLabel label={ticket.label} />
      </span>
      <span class="row-what">
        <span class="row-service">{translations.text(view.words.services[ticket.service])}</span>
        <span class="row-traits">
          {details && time}
          {[...(details ?? []), ...traits(ticket, view, translations)].map((trait) => (
            <span key={trait}>{trait}</span>
          ))}
        </span>
      </span>
      {details ? children : time}
    </li>
  )
}

interface RowKeyProps {
  state: ConsoleState
  label: string
  ariaLabel: string
  /** Disabled while the counter has a ticket. */
  needsFree?: boolean
  press: () => unknown
}

function RowKey({ state, label, ariaLabel, needsFree, press }: RowKeyProps): JSX.Element {
  const mine = state.phase !== 'taken' && state.phase !== 'closed'
  const disabled = !state.ready || !mine || (needsFree === true && state.phase !== 'free')
  return (
    <button
      type="button"
      class="row-key"
      aria-label={ariaLabel}
      aria-disabled={disabled}
      onClick={(event) => {
        if (event.detail > 0) event.currentTarget.blur()
        if (!disabled) void press()
      }}
    >
      {label}
    </button>
  )
}
