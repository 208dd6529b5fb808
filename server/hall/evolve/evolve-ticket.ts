import type { Entry, HallEvent } from '../events.ts'
import type { Counter, MutableHall } from '../hall.ts'
import type { CounterId } from '../ids.ts'
import { limits } from '../limits.ts'
import { endTicket, putTicket } from '../queue.ts'
import { putCounter } from '../state-deadlines.ts'
import type { EndedTicket, LiveTicket, Spans, Stage } from '../ticket.ts'
import { attended } from './evolve-counter.ts'
import { figureOf } from './figures.ts'

type OfTickets = Extract<HallEvent, { type: `ticket-${string}` | 'service-started' | 'print-reported' }>

/** Applies one ticket's move. Spans are computed only here, when the stage they belong to ends. */
export function evolveTicket(hall: MutableHall, event: OfTickets, entry: Entry): void {
  if (event.type === 'ticket-issued') return issue(hall, event, entry)
  if (event.type === 'print-reported') return reportPrint(hall, event)
  if (event.type === 'ticket-rated') {
    const ended = hall.ended.get(event.ticket)!
    hall.ended.set(ended.id, { ...ended, rated: true, changedSeq: entry.seq })
    hall.figures = { ...hall.figures, ratings: hall.figures.ratings + 1 }
    return
  }
  const ticket = hall.live.get(event.ticket)
  if (!ticket) throw new Error(`event ${event.type} names ticket ${event.ticket}, which is not live`)
  if (event.type === 'ticket-ended') return end(hall, ticket, event, entry)
  const next = {
    ...moved(hall, ticket, event, entry),
    spans: spansAt(ticket, entry.at, event.type),
    changedSeq: entry.seq,
  }
  leaveGlass(hall, ticket, next, entry)
  putTicket(hall, next)
}

type Move = Exclude<OfTickets, { type: 'ticket-issued' | 'print-reported' | 'ticket-rated' | 'ticket-ended' }>

function moved(hall: MutableHall, ticket: LiveTicket, event: Move, entry: Entry): LiveTicket {
  const { at } = entry
  switch (event.type) {
    case 'ticket-called': {
      takeGlass(hall, ticket, event.counter, entry, event.turn)
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
      takeGlass(hall, ticket, event.counter, entry)
      return { ...ticket, stage: { stage: 'serving', counter: event.counter, calledAt: at, startedAt: at } }
    case 'ticket-moved': {
      takeGlass(hall, ticket, event.counter, entry)
      const { stage } = ticket
      if (stage.stage !== 'called' && stage.stage !== 'serving')
        throw new Error(`ticket ${ticket.id} moves but is at no counter`)
      hall.calls = hall.calls.map((call) =>
        call.ticket === ticket.id ? { ...call, counter: event.counter } : call,
      )
      return { ...ticket, stage: { ...stage, counter: event.counter } }
    }
    case 'ticket-put-back':
    case 'ticket-transferred':
    case 'ticket-returned':
    case 'ticket-let-others-go':
      return placed(hall, ticket, event, at)
    default:
      return event satisfies never
  }
}

/** Puts a ticket back to waiting at the decided place. A call of it that a board still shows is void. */
function placed(
  hall: MutableHall,
  ticket: LiveTicket,
  event: Extract<Move, { mark: unknown }>,
  at: number,
): LiveTicket {
  if (hall.calls.some((call) => call.ticket === ticket.id))
    hall.calls = hall.calls.filter((call) => call.ticket !== ticket.id)
  const { sentTo: _sent, why: _why, ...rest } = ticket
  return {
    ...rest,
    service: event.service,
    standsSince: event.standsSince,
    tie: event.tie,
    mark: event.mark,
    joinedAt: ticket.stage.stage === 'waiting' ? ticket.joinedAt : at,
    ...(event.sentTo ? { sentTo: event.sentTo } : {}),
    notes: event.noteRef === undefined ? ticket.notes : [...ticket.notes, event.noteRef],
    stage: { stage: 'waiting' },
  }
}

/** The spans with the present stage's time added, when the move ends that stage. */
function spansAt(ticket: LiveTicket, at: number, move: OfTickets['type']): Spans {
  const { spans, stage } = ticket
  if (move === 'ticket-recalled' || move === 'ticket-moved') return spans
  switch (stage.stage) {
    case 'waiting':
      return move === 'ticket-called' || move === 'ticket-ended'
        ? { ...spans, waitedMs: spans.waitedMs + (at - ticket.joinedAt) }
        : spans
    case 'called':
      return { ...spans, walkedMs: spans.walkedMs + (at - stage.calledAt) }
    case 'serving':
      return { ...spans, servedMs: spans.servedMs + (at - stage.startedAt) }
    case 'held':
      return { ...spans, heldMs: spans.heldMs + (at - stage.heldAt) }
    case 'missed':
      return spans
    default:
      return stage satisfies never
  }
}

function issue(hall: MutableHall, event: Extract<OfTickets, { type: 'ticket-issued' }>, entry: Entry): void {
  hall.numbers.set(event.prefix, event.next)
  hall.lastNo = event.no
  hall.index.lastOfDevice.set(entry.device, event.ticket)
  hall.figures = { ...hall.figures, issued: hall.figures.issued + 1 }
  putTicket(hall, {
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
    tie: event.no,
    joinedAt: entry.at,
    ...(event.mark ? { mark: event.mark } : {}),
    calls: 0,
    misses: 0,
    spans: { waitedMs: 0, walkedMs: 0, servedMs: 0, heldMs: 0 },
    notes: [],
    printing: event.printing,
    stage: { stage: 'waiting' },
    changedSeq: entry.seq,
  })
}

function reportPrint(
  hall: MutableHall,
  { ticket, printing }: Extract<OfTickets, { type: 'print-reported' }>,
): void {
  const live = hall.live.get(ticket)
  const ended = hall.ended.get(ticket)
  if (live) putTicket(hall, { ...live, printing })
  else if (ended) hall.ended.set(ticket, { ...ended, printing })
}

function end(
  hall: MutableHall,
  ticket: LiveTicket,
  event: Extract<OfTickets, { type: 'ticket-ended' }>,
  entry: Entry,
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
  leaveGlass(hall, ticket, undefined, entry, event.how === 'served' ? 1 : 0)
  hall.figures = { ...hall.figures, [figureOf[event.how]]: hall.figures[figureOf[event.how]] + 1 }
  endTicket(hall, ticket, ended)
}

function measure(hall: MutableHall, service: string, servedMs: number): void {
  if (servedMs < limits.durationMinMs || servedMs > limits.durationMaxMs) return
  hall.durations.set(service, [...(hall.durations.get(service) ?? []), servedMs].slice(-limits.durationsKept))
}

/** Frees the counter of the ticket, unless the move keeps the ticket there. */
function leaveGlass(
  hall: MutableHall,
  ticket: LiveTicket,
  next: LiveTicket | undefined,
  { seq }: Entry,
  served = 0,
): void {
  const from = glassOf(ticket)
  if (from === undefined || from === (next && glassOf(next))) return
  const counter = hall.counters.get(from)
  if (!counter || counter.state === 'closed' || counter.active !== ticket.id) return
  const { active: _left, ...free } = counter
  const servedToday = counter.servedToday + served
  putCounter(hall, { ...free, link: attended(counter.link), servedToday, changedSeq: seq })
}

/** `turn` is present for a call only, because a ticket that moves along or is resumed was called before. */
function takeGlass(
  hall: MutableHall,
  ticket: LiveTicket,
  id: CounterId,
  { seq }: Entry,
  turn?: Counter['turn'],
): void {
  const counter = hall.counters.get(id)
  if (!counter)
    throw new Error(`ticket ${ticket.id} is called to counter ${id}, which the hall does not have`)
  // The ticket moves along with a person who opens that counter by the next event of the entry.
  if (counter.state === 'closed') return
  putCounter(hall, { ...counter, active: ticket.id, changedSeq: seq, ...(turn && { turn }) })
}

const glassOf = ({ stage }: LiveTicket): CounterId | undefined =>
  stage.stage === 'called' || stage.stage === 'serving' ? stage.counter : undefined

function showCall(
  hall: MutableHall,
  ticket: LiveTicket,
  event: { counter: CounterId; calls: number },
  { at }: Entry,
  again: boolean,
): void {
  const id = `${ticket.day}/${ticket.label}/${event.calls}`
  const others = hall.calls.filter((call) => call.ticket !== ticket.id)
  hall.calls = [
    { id, ticket: ticket.id, label: ticket.label, counter: event.counter, at, again },
    ...others,
  ].slice(0, limits.callsShown)
}
