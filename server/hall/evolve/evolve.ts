import { undoable } from '../commands/undo.ts'
import type { Entry, HallEvent } from '../events.ts'
import type { Counter, Hall, MutableHall, UndoRecord } from '../hall.ts'
import { limits } from '../limits.ts'
import { emptyIndex } from '../queue/queue.ts'
import type { LiveTicket } from '../ticket.ts'
import { heldBefore, learn, takeFresh } from '../waits/wait-evolution.ts'
import { noWaits } from '../waits/wait-record.ts'
import { type CounterEvent, counterEventVersions, evolveCounter } from './counter-events.ts'
import { noFigures } from './figures.ts'
import { evolveHall } from './general-events.ts'
import { evolveTicket, type TicketEvent, ticketEventVersions } from './ticket-events.ts'
import { marksOf } from './undo-marks.ts'

export function emptyHall(): MutableHall {
  return {
    changedSeq: 0,
    floorChangedSeq: 0,
    floorChangedAt: 0,
    settings: undefined,
    settingsRecord: { version: 0, changes: [] },
    day: undefined,
    callableUntil: new Map(),
    settled: false,
    lastNo: 0,
    numbers: new Map(),
    live: new Map(),
    ended: new Map(),
    counters: new Map(),
    rounds: new Map(),
    closedServices: new Set(),
    serviceDoors: new Map(),
    areTicketsStopped: false,
    durations: new Map(),
    waits: noWaits,
    quotes: new Map(),
    toldWaits: new Map(),
    newcomerWaits: new Map(),
    waitsToldAt: 0,
    calls: [],
    undoRecords: new Map(),
    figures: noFigures,
    ratings: [],
    printers: new Map(),
    index: emptyIndex(),
  }
}

/**
 * Applies one entry to the hall, in place. Only this function changes a hall: replaying the same entries gives the
 * same hall, bit for bit.
 */
export function evolve(hall: MutableHall, entry: Entry): void {
  const record = entry.actor.startsWith('staff:') ? undoRecordOf(hall, entry) : undefined
  hall.changedSeq = entry.seq
  if (entry.events.length === 0 || !entry.events.every((event) => isOffTheFloor(hall, event)))
    markFloor(hall, entry)
  if (entry.command === 'time-passed') hall.settled = true
  for (const event of entry.events) apply(hall, event, entry)
  for (const [key, { at, waits, undone }] of hall.undoRecords) {
    if (entry.at <= at + limits.undoMs) break
    hall.undoRecords.delete(key)
    if (waits && !undone) learn(hall, waits.lessons)
    markFloor(hall, entry)
  }
  const lessons = takeFresh(hall)
  if (record?.waits) hall.undoRecords.set(entry.key, { ...record, waits: { ...record.waits, lessons } })
  else {
    learn(hall, lessons)
    if (record) hall.undoRecords.set(entry.key, record)
  }
}

const notOfTheFloor: readonly string[] = [
  'print-reported',
  'printer-reported',
  'settings-filed',
  'staff-changed',
  'staff-signed-in',
  'staff-signed-out',
  'sign-ins-failed',
  'device-changed',
  'pairing-refused',
  'notes-read',
  'ratings-read',
]
/** A printed paper takes the mark away that nobody may know the number, which the floor shows. */
const isOffTheFloor = (hall: Hall, event: HallEvent): boolean =>
  notOfTheFloor.includes(event.type) &&
  !(event.type === 'print-reported' && hall.live.get(event.ticket)?.unconfirmed)

function markFloor(hall: MutableHall, { seq, at }: Entry): void {
  hall.floorChangedSeq = seq
  hall.floorChangedAt = at
}

/** The undo record: the present state of everything that the command will change. */
function undoRecordOf(hall: MutableHall, entry: Entry): UndoRecord {
  const tickets = new Map<string, LiveTicket>()
  const counters = new Map<string, Counter>()
  const rounds: NonNullable<UndoRecord['rounds']>[number][] = []
  const keepCounter = (id: string | undefined) => {
    const counter = id === undefined ? undefined : hall.counters.get(id)
    if (counter) counters.set(counter.id, counter)
  }
  for (const event of undoable.has(entry.command) ? entry.events : []) {
    const ticket = 'ticket' in event ? hall.live.get(event.ticket) : undefined
    if (!ticket) continue
    tickets.set(ticket.id, ticket)
    if (ticket.stage.stage === 'called' || ticket.stage.stage === 'serving') keepCounter(ticket.stage.counter)
    if (event.type === 'ticket-called' || event.type === 'ticket-resumed') keepCounter(event.counter)
    if (event.type !== 'ticket-called') continue
    for (const service of Object.keys(event.rounds ?? {})) {
      const former = hall.rounds.get(service)
      rounds.push({ service, ...(former && { former }) })
    }
  }
  const { key: command, command: type, actor: by, at, seq } = entry
  const marks = undoable.has(type) ? marksOf(hall, entry) : []
  const kept = [...tickets.values()]
  const calls = tickets.size === 0 ? [] : hall.calls.filter((call) => tickets.has(call.ticket))
  return {
    command,
    type,
    by,
    at,
    seq,
    tickets: kept,
    counters: [...counters.values()],
    calls,
    ...(rounds.length > 0 && { rounds }),
    ...(marks.length > 0 && { marks }),
    ...(tickets.size > 0 && { waits: { lessons: [], ...heldBefore(hall, kept, [...counters.values()]) } }),
  }
}

function apply(hall: MutableHall, event: HallEvent, entry: Entry): void {
  if (isOfTicket(event)) evolveTicket(hall, event, entry)
  else if (isOfCounter(event)) evolveCounter(hall, event, entry)
  else evolveHall(hall, event, entry)
}

const isOfTicket = (event: HallEvent): event is TicketEvent => Object.hasOwn(ticketEventVersions, event.type)
const isOfCounter = (event: HallEvent): event is CounterEvent =>
  Object.hasOwn(counterEventVersions, event.type)
