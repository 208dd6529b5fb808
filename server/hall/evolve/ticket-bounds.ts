import type { AnyEvent, EntryOf } from '../entry.ts'
import type { MutableHall } from '../hall.ts'
import type {
  Badge,
  CancelReason,
  Category,
  CounterId,
  DayId,
  End,
  EpochMs,
  Label,
  Outcome,
  PlacementReason,
  ReasonId,
  ServiceId,
  TicketId,
} from '../ids.ts'
import { limits } from '../limits.ts'
import { addToDevice, endTicket, putTicket } from '../queue/queue.ts'
import { type EndedTicket, type LiveTicket, type PrintState, withoutNeedlessMark } from '../ticket.ts'
import { recordJoin } from '../waits/wait-evolution.ts'
import { leaveCounter } from './at-counter.ts'
import { figureOf, measure } from './figures.ts'
import { spansAt } from './spans.ts'

/** The begin and the end of a ticket, and facts that are reported after them: its number, its paper, its rating. */

export interface TicketIssued {
  type: 'ticket-issued'
  v: 3
  ticket: TicketId
  no: number
  /** Its number in the series of its prefix, and the next number there. */
  number: number
  prefix: string
  next: number
  label: Label
  day: DayId
  service: ServiceId
  category: Category
  language: string
  standsSince: EpochMs
  placementReason?: PlacementReason
  printing: PrintState
}

export interface TicketEnded {
  type: 'ticket-ended'
  ticket: TicketId
  how: End
  outcome?: Outcome
  counter?: CounterId
  badge?: Badge
  /** Of a ticket that staff cancelled, where they said why. */
  reason?: CancelReason
}

export interface TicketRated {
  type: 'ticket-rated'
  v: 2
  ticket: TicketId
  score: number
  reasons: readonly ReasonId[]
  wordsRef?: string
}

/** Whether anything confirms that the customer learnt the number. */
export interface NumberReported {
  type: 'number-reported'
  ticket: TicketId
  confirmed: boolean
}

export interface PrintReported {
  type: 'print-reported'
  ticket: TicketId
  printing: PrintState
}

export function issue(hall: MutableHall, event: TicketIssued, entry: EntryOf<AnyEvent>): void {
  hall.numbers.set(event.prefix, event.next)
  hall.lastNo = event.no
  addToDevice(hall.index, entry.device, event.ticket)
  hall.figures = { ...hall.figures, issued: hall.figures.issued + 1 }
  const ticket: LiveTicket = {
    id: event.ticket,
    label: event.label,
    day: event.day,
    no: event.no,
    service: event.service,
    category: event.category,
    language: event.language,
    issuedAt: entry.at,
    device: entry.device,
    issuedBy: entry.actor,
    standsSince: event.standsSince,
    tieBreak: event.no,
    joinedAt: entry.at,
    ...(event.placementReason ? { placementReason: event.placementReason } : {}),
    calls: 0,
    misses: 0,
    spans: { waitedMs: 0, walkedMs: 0, servedMs: 0, heldMs: 0 },
    notes: [],
    printing: event.printing,
    stage: { stage: 'waiting' },
    changedSeq: entry.seq,
  }
  putTicket(hall, ticket)
  recordJoin(hall, ticket, entry.at)
}

export function reportNumber(hall: MutableHall, ticket: LiveTicket, { confirmed }: NumberReported): void {
  const { unconfirmed: _, ...rest } = ticket
  putTicket(hall, confirmed ? rest : { ...rest, unconfirmed: true })
}

export function reportPrint(hall: MutableHall, { ticket, printing }: PrintReported): void {
  const live = hall.live.get(ticket)
  const ended = hall.ended.get(ticket)
  if (live) putTicket(hall, withoutNeedlessMark({ ...live, printing }))
  else if (ended) hall.ended.set(ticket, { ...ended, printing })
}

export function end(
  hall: MutableHall,
  ticket: LiveTicket,
  event: TicketEnded,
  entry: EntryOf<AnyEvent>,
): void {
  const spans = spansAt(ticket, entry.at, event.type)
  const { id, label, day, service, device, language, issuedAt, printing, calls } = ticket
  const ended: EndedTicket = {
    id,
    label,
    day,
    service,
    device,
    language,
    issuedAt,
    endedAt: entry.at,
    how: event.how,
    ...(event.outcome === undefined ? {} : { outcome: event.outcome }),
    ...(event.counter === undefined ? {} : { counter: event.counter }),
    ...(event.badge === undefined ? {} : { badge: event.badge }),
    spans,
    printing,
    calls,
    rated: false,
    changedSeq: entry.seq,
  }
  if (event.how === 'served') measure(hall, service, spans.servedMs)
  if (event.how !== 'served' && ticket.stage.stage === 'called')
    hall.calls = hall.calls.filter((call) => call.ticket !== id)
  leaveCounter(hall, ticket, undefined, entry, event.how === 'served' ? 1 : 0)
  hall.figures = { ...hall.figures, [figureOf[event.how]]: hall.figures[figureOf[event.how]] + 1 }
  endTicket(hall, ticket, ended)
}

export function rate(hall: MutableHall, event: TicketRated, { seq, at }: EntryOf<AnyEvent>): void {
  const ended = hall.ended.get(event.ticket)!
  const { score, reasons, wordsRef: ref } = event
  const { service, counter } = ended
  const rating = {
    ...{ seq, at, score, reasons, service },
    ...(counter === undefined ? {} : { counter }),
    ...(ref === undefined ? {} : { ref }),
  }
  hall.ratings = [...hall.ratings, rating].slice(-limits.ratingsKept)
  hall.ended.set(ended.id, { ...ended, rated: true, changedSeq: seq })
  hall.figures = { ...hall.figures, ratings: hall.figures.ratings + 1 }
}
