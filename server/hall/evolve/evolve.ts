import { undoable } from '../commands/undo.ts'
import type { Entry, HallEvent } from '../events.ts'
import type { Counter, Day, MutableHall, UndoRecord } from '../hall.ts'
import { limits } from '../limits.ts'
import { emptyIndex, putTicket, rebuildLastOfDevice } from '../queue.ts'
import { touchedBy, withSections } from '../settings.ts'
import { putCallableUntil, putCounter, putDay } from '../state-deadlines.ts'
import type { EndedTicket, LiveTicket } from '../ticket.ts'
import { attended, evolveCounter, seatCounters } from './evolve-counter.ts'
import { evolveTicket } from './evolve-ticket.ts'
import { figureOf, noFigures } from './figures.ts'

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
    closedServices: new Set(),
    durations: new Map(),
    calls: [],
    undoRecords: new Map(),
    figures: noFigures,
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
  if (entry.events.length === 0 || !entry.events.every(isOffTheFloor)) markFloor(hall, entry)
  if (entry.command === 'time-passed') hall.settled = true
  for (const event of entry.events) apply(hall, event, entry)
  for (const [key, { at }] of hall.undoRecords) {
    if (entry.at <= at + limits.undoMs) break
    hall.undoRecords.delete(key)
    markFloor(hall, entry)
  }
  if (record) hall.undoRecords.set(entry.key, record)
}

const notOfTheFloor: readonly string[] = ['print-reported', 'printer-reported', 'settings-filed']
const isOffTheFloor = ({ type }: HallEvent): boolean => notOfTheFloor.includes(type)

function markFloor(hall: MutableHall, { seq, at }: Entry): void {
  hall.floorChangedSeq = seq
  hall.floorChangedAt = at
}

/** The undo record: the present state of everything that the command will change. */
function undoRecordOf(hall: MutableHall, entry: Entry): UndoRecord {
  const tickets = new Map<string, LiveTicket>()
  const counters = new Map<string, Counter>()
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
  }
  const { key: command, command: type, actor: by, at, seq } = entry
  const calls = tickets.size === 0 ? [] : hall.calls.filter((call) => tickets.has(call.ticket))
  return {
    command,
    type,
    by,
    at,
    seq,
    tickets: [...tickets.values()],
    counters: [...counters.values()],
    calls,
  }
}

function apply(hall: MutableHall, event: HallEvent, entry: Entry): void {
  switch (event.type) {
    case 'settings-changed':
      return changeSettings(hall, event)
    case 'settings-filed': {
      const { version, hash } = event
      hall.settingsRecord = { ...hall.settingsRecord, filed: { version, hash } }
      return
    }
    case 'numbers-raised':
      for (const [series, number] of Object.entries(event.numbers))
        hall.numbers.set(series, Math.max(hall.numbers.get(series) ?? number, number))
      hall.lastNo = Math.max(hall.lastNo, event.lastNo)
      return
    case 'day-started':
      return startDay(hall, event, entry)
    case 'day-adjusted':
      putDay(hall, { ...hall.day!, endsAt: event.endsAt })
      putCallableUntil(hall, event.day, event.callableUntil)
      return
    case 'doors-opened':
      putDay(hall, { ...withoutDoors(hall.day!), doors: 'open', closesAt: event.closesAt })
      return
    case 'doors-closed':
      putDay(hall, {
        ...withoutDoors(hall.day!),
        doors: 'closed',
        ...(event.opensAt === undefined ? {} : { opensAt: event.opensAt }),
      })
      return
    case 'day-closed':
      putCallableUntil(hall, event.day, undefined)
      return
    case 'service-closed':
      hall.closedServices.add(event.service)
      return
    case 'service-opened':
      hall.closedServices.delete(event.service)
      return
    case 'printer-reported':
      hall.printers.set(event.device, event.printer)
      return
    case 'clock-accepted':
      return shiftClock(hall, event.shiftMs)
    case 'command-undone':
      return takeBack(hall, event)
    case 'hall-started':
    case 'counter-opened':
    case 'counter-closed':
    case 'counter-paused':
    case 'counter-asked-to-open':
    case 'profile-set':
    case 'link-lost':
    case 'link-restored':
    case 'counter-unattended':
      return evolveCounter(hall, event, entry)
    default:
      return evolveTicket(hall, event, entry)
  }
}

function changeSettings(
  hall: MutableHall,
  { version, sections }: Extract<HallEvent, { type: 'settings-changed' }>,
): void {
  const touched = touchedBy(hall.settings, sections)
  const changes = [...hall.settingsRecord.changes, { version, touched }].slice(-limits.settingsChangesKept)
  hall.settings = withSections(hall.settings, sections)
  hall.settingsRecord = { ...hall.settingsRecord, version, changes }
  hall.settled = false
  seatCounters(hall)
}

function withoutDoors({ id, seq, endsAt }: Day): Pick<Day, 'id' | 'seq' | 'endsAt'> {
  return { id, seq, endsAt }
}

function startDay(hall: MutableHall, event: Extract<HallEvent, { type: 'day-started' }>, entry: Entry): void {
  putDay(hall, { id: event.day, seq: entry.seq, endsAt: event.endsAt, doors: 'closed' })
  putCallableUntil(hall, event.day, event.callableUntil)
  hall.numbers.clear()
  hall.figures = noFigures
  for (const [id, ended] of hall.ended) {
    if (ended.endedAt < entry.at - limits.endedKeptMs) hall.ended.delete(id)
  }
  rebuildLastOfDevice(hall)
  for (const counter of hall.counters.values()) putCounter(hall, { ...counter, servedToday: 0 })
}

/** Shifts every instant of live state back with the clock, which went back and was accepted. */
function shiftClock(hall: MutableHall, ms: number): void {
  hall.settled = false
  if (ms === 0) return
  hall.floorChangedAt += ms
  const tickets = [...hall.live.values()]
  for (const ticket of tickets) hall.live.delete(ticket.id)
  hall.index.lines.clear()
  hall.index.labels.clear()
  for (const ticket of tickets) {
    putTicket(hall, {
      ...ticket,
      standsSince: ticket.standsSince + ms,
      joinedAt: ticket.joinedAt + ms,
      stage: shiftStage(ticket, ms),
    })
  }
  for (const counter of hall.counters.values()) {
    putCounter(hall, shiftCounter(counter, ms))
  }
  hall.calls = hall.calls.map((call) => ({ ...call, at: call.at + ms }))
  hall.undoRecords.clear()
}

function shiftCounter(counter: Counter, ms: number): Counter {
  const since = counter.since + ms
  if (counter.state === 'closed' || counter.link.link !== 'lost') return { ...counter, since }
  return { ...counter, since, link: { ...counter.link, since: counter.link.since + ms } }
}

function shiftStage({ stage }: LiveTicket, ms: number): LiveTicket['stage'] {
  switch (stage.stage) {
    case 'waiting':
      return stage
    case 'called':
      return { ...stage, calledAt: stage.calledAt + ms }
    case 'serving':
      return { ...stage, calledAt: stage.calledAt + ms, startedAt: stage.startedAt + ms }
    case 'held':
      return { ...stage, heldAt: stage.heldAt + ms }
    case 'missed':
      return { ...stage, missedAt: stage.missedAt + ms }
    default:
      return stage satisfies never
  }
}

/** Restores earlier tickets and counters. The number of calls never decreases, because each call was announced. */
function takeBack(hall: MutableHall, { command }: Extract<HallEvent, { type: 'command-undone' }>): void {
  const record = hall.undoRecords.get(command)
  if (!record) throw new Error(`command ${command} is undone, but the hall has no record of it`)
  let servedUndone = 0
  for (const ticket of record.tickets) {
    const live = hall.live.get(ticket.id)
    const ended = hall.ended.get(ticket.id)
    if (ended) servedUndone += uncount(hall, ended, ticket)
    const calls = live?.calls ?? ended?.calls ?? ticket.calls
    putTicket(hall, { ...ticket, calls, printing: (live ?? ended)?.printing ?? ticket.printing })
  }
  for (const counter of record.counters) restoreGlass(hall, counter, servedUndone)
  const touched = new Set(record.tickets.map((ticket) => ticket.id))
  hall.calls = [...record.calls, ...hall.calls.filter((call) => !touched.has(call.ticket))]
    .sort((a, b) => b.at - a.at)
    .slice(0, limits.callsShown)
  hall.undoRecords.set(command, { ...record, undone: true })
}

/** The earlier counter, only as far as its tickets changed it; later changes by others stay. */
function restoreGlass(hall: MutableHall, former: Counter, servedUndone: number): void {
  const now = hall.counters.get(former.id)!
  const turn = now.profile === former.profile ? former.turn : now.turn
  const servedToday = now.servedToday - servedUndone
  const { changedSeq, active } = former
  if (now.state === 'closed') return putCounter(hall, { ...now, turn, servedToday, changedSeq })
  const { active: _now, ...free } = now
  const activeTicket = active === undefined ? {} : { active }
  putCounter(hall, { ...free, ...activeTicket, link: attended(now.link), turn, servedToday, changedSeq })
}

/**
 * Removes an undone end from the measured service times, and from the day's figures if they counted it. Returns how
 * many were counted as served.
 */
function uncount(hall: MutableHall, ended: EndedTicket, former: LiveTicket): 0 | 1 {
  hall.ended.delete(ended.id)
  const counted = ended.changedSeq > hall.day!.seq
  if (counted)
    hall.figures = { ...hall.figures, [figureOf[ended.how]]: hall.figures[figureOf[ended.how]] - 1 }
  const served = ended.how === 'served' && former.stage.stage === 'serving'
  const measured = served ? hall.durations.get(ended.service) : undefined
  const position = measured?.lastIndexOf(ended.spans.servedMs) ?? -1
  if (measured && position >= 0) hall.durations.set(ended.service, measured.toSpliced(position, 1))
  return served && counted ? 1 : 0
}
