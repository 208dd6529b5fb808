import type { AnyEvent, EntryOf } from '../hall/entry.ts'
import type { HallEvent } from '../hall/events.ts'
import type {
  Badge,
  CommandKey,
  CounterId,
  DayId,
  End,
  EpochMs,
  Label,
  ServiceId,
  TicketId,
} from '../hall/ids.ts'
import { limits } from './limits.ts'

/**
 * The log of a business day: for each ticket the moments at which its stage changed, as events of the journal state
 * them. Figures are worked out from it when somebody asks. An entry costs the same however long the day is.
 */

/** A moment of a visit. `seq`: the entry that states it, by which an undo finds it. */
export interface Mark {
  readonly seq: number
  readonly at: EpochMs
  /** The stage that begins. `moved`: the same stage, at another counter or with another person. */
  readonly to: 'waiting' | 'called' | 'serving' | 'held' | 'missed' | 'moved' | 'ended'
  /** Of a ticket that waits: the service that it waits for. */
  readonly service?: ServiceId
  readonly counter?: CounterId
  readonly badge?: Badge
  readonly how?: End
  readonly isTransfer?: true
}

export interface Rating {
  readonly seq: number
  readonly at: EpochMs
  readonly score: number
}

export interface VisitLog {
  readonly ticket: TicketId
  readonly label: Label
  /** In the order of the journal; the first is the issue. */
  marks: readonly Mark[]
  rating?: Rating
}

export interface DayLog {
  day: DayId
  /** The entry that began the day; 0: none yet. Marks of earlier entries belong to earlier days. */
  seq: number
  /** Tickets of the day, and those of earlier days that were open at its start. */
  readonly visits: Map<TicketId, VisitLog>
  /** Events about a ticket were met whose issue is not in the log: the log has to begin with an earlier day. */
  hasUnknown: boolean
  /** Tickets that the commands of the last seconds changed, for as long as a command may be undone. */
  readonly recent: Map<
    CommandKey,
    { readonly seq: number; readonly at: EpochMs; readonly tickets: readonly TicketId[] }
  >
}

/** A log in which nothing happened yet. */
export const emptyLog = (day: DayId): DayLog => ({
  day,
  seq: 0,
  visits: new Map(),
  hasUnknown: false,
  recent: new Map(),
})

/** Folds an entry into the log, in place. Entries come in the order of the journal. */
export function follow(log: DayLog, entry: EntryOf<AnyEvent>): void {
  for (const [key, { at }] of log.recent) {
    if (at >= entry.at - limits.recentMs) break
    log.recent.delete(key)
  }
  const tickets: TicketId[] = []
  for (const event of entry.events) {
    // Earlier versions of an event differ in no field that is read here.
    const ticket = apply(log, event as HallEvent, entry)
    if (ticket !== undefined) tickets.push(ticket)
  }
  if (tickets.length > 0) log.recent.set(entry.key, { seq: entry.seq, at: entry.at, tickets })
}

/** The ticket whose marks grew. */
function apply(log: DayLog, event: HallEvent, entry: EntryOf<AnyEvent>): TicketId | undefined {
  const { seq, at } = entry
  switch (event.type) {
    case 'day-started':
      return void startDay(log, event.day, entry)
    case 'ticket-issued': {
      const { ticket, label, service } = event
      log.visits.set(ticket, { ticket, label, marks: [{ seq, at, to: 'waiting', service }] })
      return ticket
    }
    case 'ticket-rated': {
      const visit = visitOf(log, event.ticket)
      if (visit) visit.rating = { seq, at, score: event.score }
      return undefined
    }
    case 'command-undone':
      return void takeBack(log, event.command)
    case 'clock-accepted':
      return void shift(log, event.shiftMs)
    default: {
      const mark = markOf(event, entry)
      if (!mark || !('ticket' in event) || event.ticket === undefined) return undefined
      const visit = visitOf(log, event.ticket)
      if (!visit) return undefined
      visit.marks = [...visit.marks, mark]
      return event.ticket
    }
  }
}

/** The mark of a move of a ticket; undefined for what changes no stage, such as a recall. */
function markOf(event: HallEvent, { seq, at, actor }: EntryOf<AnyEvent>): Mark | undefined {
  const by = actor.startsWith('staff:') ? { badge: actor.slice('staff:'.length) } : {}
  switch (event.type) {
    case 'ticket-called':
      return { seq, at, to: 'called', counter: event.counter, ...by }
    case 'service-started':
    case 'ticket-resumed':
      return { seq, at, to: 'serving', counter: event.counter, ...by }
    case 'ticket-moved':
      return { seq, at, to: 'moved', counter: event.counter, ...by }
    case 'ticket-held':
      return { seq, at, to: 'held' }
    case 'ticket-missed':
      return { seq, at, to: 'missed' }
    case 'ticket-transferred':
      return { seq, at, to: 'waiting', service: event.service, isTransfer: true }
    case 'ticket-put-back':
    case 'ticket-returned':
    case 'ticket-let-others-go':
    case 'ticket-brought-forward':
      return { seq, at, to: 'waiting', service: event.service }
    case 'ticket-ended': {
      const { counter, badge, how } = event
      return {
        ...{ seq, at, to: 'ended', how },
        ...(counter === undefined ? {} : { counter }),
        ...(badge === undefined ? {} : { badge }),
      }
    }
    default:
      return undefined
  }
}

function visitOf(log: DayLog, ticket: TicketId): VisitLog | undefined {
  const visit = log.visits.get(ticket)
  if (!visit) log.hasUnknown = true
  return visit
}

const isEnded = ({ marks }: VisitLog): boolean => marks.at(-1)?.to === 'ended'

/** Open tickets go on, and those that may still be rated. */
function startDay(log: DayLog, day: DayId, { seq, at }: EntryOf<AnyEvent>): void {
  log.day = day
  log.seq = seq
  log.hasUnknown = false
  for (const [id, visit] of log.visits)
    if (isEnded(visit) && visit.marks.at(-1)!.at < at - limits.rateableMs) log.visits.delete(id)
}

/** A command that was undone never happened, apart from its being heard. */
function takeBack(log: DayLog, command: CommandKey): void {
  const undone = log.recent.get(command)
  if (!undone) return
  for (const ticket of undone.tickets) {
    const visit = log.visits.get(ticket)
    if (visit) visit.marks = visit.marks.filter(({ seq }) => seq !== undone.seq)
  }
}

/** An accepted clock that went back takes the moments of open tickets back with it. */
function shift(log: DayLog, ms: number): void {
  // A clock that was right all along changes nothing, and what was done before it may still be undone.
  if (ms === 0) return
  log.recent.clear()
  for (const visit of log.visits.values())
    if (!isEnded(visit)) visit.marks = visit.marks.map((mark) => ({ ...mark, at: mark.at + ms }))
}
