import type { AnyEvent, EntryOf } from '../entry.ts'
import type { MutableHall, Round } from '../hall.ts'
import type {
  Badge,
  Category,
  CounterId,
  EpochMs,
  ForwardReason,
  PlacementReason,
  ReasonId,
  ServiceId,
  TicketId,
} from '../ids.ts'
import { putTicket } from '../queue/queue.ts'
import { putRounds } from '../queue/rounds.ts'
import { type LiveTicket, type SentTo, type Stage, type Why, withoutNeedlessMark } from '../ticket.ts'
import { countPassed } from '../waits/passing.ts'
import { recordCall, recordReturn } from '../waits/wait-evolution.ts'
import { leaveCounter, showCall, takeCounter } from './at-counter.ts'
import { spansAt } from './spans.ts'
import {
  end,
  issue,
  type NumberReported,
  type PrintReported,
  rate,
  reportNumber,
  reportPrint,
  type TicketEnded,
  type TicketIssued,
  type TicketRated,
} from './ticket-bounds.ts'

/** The new place of a ticket, decided once and never derived again from settings. */
interface Placement {
  readonly v: 2
  readonly ticket: TicketId
  readonly service: ServiceId
  readonly standsSince: EpochMs
  readonly tieBreak: number
  readonly placementReason: PlacementReason
  readonly sentTo?: SentTo
  readonly noteRef?: string
}

/** `rounds`: those of alternation after this call, by service; absent when it takes no turn. */
interface TicketCalled {
  type: 'ticket-called'
  v: 3
  ticket: TicketId
  counter: CounterId
  calls: number
  why: Why
  rounds?: Readonly<Record<ServiceId, Round>>
}

interface TicketHeld {
  type: 'ticket-held'
  v: 2
  ticket: TicketId
  counter: CounterId
  badge: Badge
  for?: ReasonId
  /** Agreed with the customer. */
  minutes?: number
}

/** The ticket moved with the person to another counter, or passed to the person who took the counter over. */
export interface TicketMoved {
  type: 'ticket-moved'
  ticket: TicketId
  counter: CounterId
}

/** The hall manager brought the ticket forward, and said why. */
interface TicketBroughtForward extends Omit<Placement, 'v' | 'noteRef'> {
  type: 'ticket-brought-forward'
  reason: ForwardReason
}

/** The ticket is of another category; its place moved by the difference of the head starts. */
interface TicketRecategorised {
  type: 'ticket-recategorised'
  ticket: TicketId
  category: Category
  standsSince: EpochMs
}

/** An event that changes the stage or the place of a live ticket. */
type Move =
  | TicketCalled
  | { type: 'ticket-recalled'; ticket: TicketId; counter: CounterId; calls: number }
  | { type: 'service-started'; ticket: TicketId; counter: CounterId }
  | { type: 'ticket-missed'; ticket: TicketId; counter: CounterId }
  | TicketHeld
  | { type: 'ticket-resumed'; ticket: TicketId; counter: CounterId }
  | ({ type: 'ticket-put-back' } & Placement)
  | ({ type: 'ticket-transferred' } & Placement)
  | ({ type: 'ticket-returned' } & Placement)
  | ({ type: 'ticket-let-others-go' } & Placement)
  | TicketBroughtForward
  | TicketRecategorised
  | TicketMoved
  /** Its notes were checked and are destroyed; `notes`: how many. */
  | { type: 'notes-destroyed'; ticket: TicketId; notes: number }

/** Events of tickets. */
export type TicketEvent = TicketIssued | Move | TicketEnded | TicketRated | NumberReported | PrintReported

export const ticketEventVersions = {
  'ticket-issued': 3,
  'ticket-called': 3,
  'ticket-recalled': 1,
  'service-started': 1,
  'ticket-missed': 1,
  'ticket-held': 2,
  'ticket-resumed': 1,
  'ticket-put-back': 2,
  'ticket-transferred': 2,
  'ticket-returned': 2,
  'ticket-let-others-go': 2,
  'ticket-brought-forward': 1,
  'ticket-recategorised': 1,
  'ticket-moved': 1,
  'notes-destroyed': 1,
  'ticket-ended': 1,
  'ticket-rated': 2,
  'number-reported': 1,
  'print-reported': 1,
} as const satisfies Record<TicketEvent['type'], number>

/** Applies one ticket's move. Spans are computed only here, when the stage they belong to ends. */
export function evolveTicket(hall: MutableHall, event: TicketEvent, entry: EntryOf<AnyEvent>): void {
  if (event.type === 'ticket-issued') return issue(hall, event, entry)
  if (event.type === 'print-reported') return reportPrint(hall, event)
  if (event.type === 'ticket-rated') return rate(hall, event, entry)
  const ticket = hall.live.get(event.ticket)
  if (!ticket) throw new Error(`event ${event.type} names ticket ${event.ticket}, which is not live`)
  if (event.type === 'ticket-ended') return end(hall, ticket, event, entry)
  if (event.type === 'number-reported') return reportNumber(hall, ticket, event)
  const next = {
    ...moved(hall, ticket, event, entry),
    spans: spansAt(ticket, entry.at, event.type),
    changedSeq: entry.seq,
  }
  leaveCounter(hall, ticket, next, entry)
  putTicket(hall, withoutNeedlessMark(next))
}

function moved(hall: MutableHall, ticket: LiveTicket, event: Move, entry: EntryOf<AnyEvent>): LiveTicket {
  const { at } = entry
  switch (event.type) {
    case 'ticket-called': {
      recordCall(hall, ticket, event.counter, at)
      countPassed(hall, ticket, event.counter)
      takeCounter(hall, ticket, event.counter, entry)
      if (event.rounds) putRounds(hall, event.rounds, entry.seq)
      showCall(hall, ticket, event, entry, false)
      const chosen = event.why.rule === 'chosen'
      const stage: Stage = { stage: 'called', counter: event.counter, calledAt: at, calls: 1, chosen }
      return {
        ...ticket,
        calls: event.calls,
        firstCalledAt: ticket.firstCalledAt ?? at,
        why: event.why,
        stage,
      }
    }
    case 'ticket-recalled': {
      if (ticket.stage.stage !== 'called') throw new Error(`ticket ${ticket.id} is recalled but not called`)
      showCall(hall, ticket, event, entry, true)
      return { ...ticket, calls: event.calls, stage: { ...ticket.stage, calls: ticket.stage.calls + 1 } }
    }
    case 'service-started': {
      const calledAt = ticket.stage.stage === 'called' ? ticket.stage.calledAt : at
      return { ...ticket, stage: { stage: 'serving', counter: event.counter, calledAt, startedAt: at } }
    }
    case 'ticket-missed':
      return {
        ...ticket,
        misses: ticket.misses + 1,
        stage: { stage: 'missed', counter: event.counter, missedAt: at },
      }
    case 'ticket-held': {
      const { counter, badge, minutes } = event
      const agreed = {
        ...(event.for === undefined ? {} : { for: event.for }),
        ...(minutes === undefined ? {} : { minutes }),
      }
      return { ...ticket, stage: { stage: 'held', counter, badge, heldAt: at, ...agreed } }
    }
    case 'ticket-resumed':
      takeCounter(hall, ticket, event.counter, entry)
      return { ...ticket, stage: { stage: 'serving', counter: event.counter, calledAt: at, startedAt: at } }
    case 'ticket-moved': {
      takeCounter(hall, ticket, event.counter, entry)
      const { stage } = ticket
      if (stage.stage !== 'called' && stage.stage !== 'serving')
        throw new Error(`ticket ${ticket.id} moves but is at no counter`)
      hall.calls = hall.calls.map((call) =>
        call.ticket === ticket.id ? { ...call, counter: event.counter } : call,
      )
      return { ...ticket, stage: { ...stage, counter: event.counter } }
    }
    case 'ticket-recategorised':
      return { ...ticket, category: event.category, standsSince: event.standsSince }
    case 'notes-destroyed':
      return { ...ticket, notes: [] }
    case 'ticket-put-back':
    case 'ticket-transferred':
    case 'ticket-returned':
    case 'ticket-let-others-go':
    case 'ticket-brought-forward':
      return placed(hall, ticket, event, entry)
    default:
      return event satisfies never
  }
}

/** Puts a ticket back to waiting at the decided place. A call of it that a board still shows is void. */
function placed(
  hall: MutableHall,
  ticket: LiveTicket,
  event: Omit<Placement, 'v'> & { reason?: ForwardReason },
  { at, actor }: EntryOf<AnyEvent>,
): LiveTicket {
  recordReturn(hall, ticket, at)
  if (hall.calls.some((call) => call.ticket === ticket.id))
    hall.calls = hall.calls.filter((call) => call.ticket !== ticket.id)
  const { sentTo: _sent, why: _why, forward: _forward, ...rest } = ticket
  return {
    ...rest,
    service: event.service,
    standsSince: event.standsSince,
    tieBreak: event.tieBreak,
    placementReason: event.placementReason,
    ...(event.reason === undefined ? {} : { forward: event.reason }),
    joinedAt: ticket.stage.stage === 'waiting' ? ticket.joinedAt : at,
    ...(event.sentTo ? { sentTo: event.sentTo } : {}),
    notes:
      event.noteRef === undefined ? ticket.notes : [...ticket.notes, { ref: event.noteRef, by: actor, at }],
    stage: { stage: 'waiting' },
  }
}
