import { putCallableUntil, putCounter, putDay, putPlans } from '../deadlines/state-deadlines.ts'
import type { AnyEvent, EntryOf } from '../entry.ts'
import type { Counter, MutableHall } from '../hall.ts'
import type {
  Badge,
  CounterId,
  DayId,
  DeviceChange,
  DeviceId,
  EpochMs,
  KeyChange,
  ServiceId,
  SignInWay,
  StaffChange,
  TicketId,
} from '../ids.ts'
import { limits } from '../limits.ts'
import type { PrinterRecord } from '../printer-record.ts'
import { putTicket, rebuildEndedIndex } from '../queue/queue.ts'
import { seatRounds } from '../queue/rounds.ts'
import { type SettingsSections, touchedBy, withSections } from '../settings.ts'
import { formerOf, keptChanges } from '../settings-history.ts'
import type { LiveTicket } from '../ticket.ts'
import { forgetNewcomers, shiftWaits, tellWaits } from '../waits/telling.ts'
import type { WaitsTold } from '../waits/told-waits.ts'
import { seatCounters } from './counter-events.ts'
import { type DoorEvent, moveDoors, seatServiceDoors } from './door-events.ts'
import { noFigures } from './figures.ts'
import { type PlanEvent, plannerOf, plansAfter } from './settings-plans.ts'
import { type CommandUndone, takeBack } from './undo-record.ts'

interface SettingsChanged {
  type: 'settings-changed'
  v: 2
  version: number
  /** Those that changed, each whole. */
  sections: SettingsSections
  /** The planned change that this is. */
  plan?: number
}

/** `callableUntil`: the instant at which waiting tickets of this day end unserved. */
interface DayStarted {
  type: 'day-started'
  day: DayId
  endsAt: EpochMs
  callableUntil: EpochMs
}

/** Events of the hall as a whole: settings, days, services, printers, the clock, undo. */
export type GeneralEvent =
  | SettingsChanged
  | PlanEvent
  /** `hall.json` holds the settings of that version; `hash`: of the file. */
  | { type: 'settings-filed'; version: number; hash: string }
  /** The account of a member of staff changed; names and passwords are in no event. */
  | { type: 'staff-changed'; badge: Badge; change: StaffChange }
  | { type: 'staff-signed-in'; badge: Badge; way: SignInWay }
  | { type: 'staff-signed-out'; badge: Badge }
  /** Sign-ins that failed since the last such record; without a badge: of none of the accounts, or of several. */
  | { type: 'sign-ins-failed'; way: SignInWay; times: number; badge?: Badge }
  /** An API key was added or changed, with its grants, or revoked; the key itself is in no event. */
  | {
      type: 'key-changed'
      id: string
      change: KeyChange
      commands?: readonly string[]
      views?: readonly string[]
      until?: EpochMs
    }
  /** The pairing of a device changed; its secret is in no event. */
  | { type: 'device-changed'; device: DeviceId; change: DeviceChange }
  | { type: 'pairing-refused' }
  /** All records up to this one have reached their age: segments of the journal, and the last batch and hash in them. */
  | {
      type: 'records-removed'
      segment: number
      seq: number
      batch: number
      sha256: string
      before: EpochMs
    }
  /** Numbers continue above these: the next number per series, and the hall's running ticket number (after a repair). */
  | { type: 'numbers-raised'; numbers: Readonly<Record<string, number>>; lastNo: number }
  | DayStarted
  /** New settings moved the day's end, or the instant until which its tickets are callable. */
  | { type: 'day-adjusted'; day: DayId; endsAt: EpochMs; callableUntil: EpochMs }
  | DoorEvent
  /** No ticket of that day is waiting any longer. */
  | { type: 'day-closed'; day: DayId }
  | { type: 'service-closed'; service: ServiceId }
  | { type: 'service-opened'; service: ServiceId }
  /** Kiosks and other programs give no tickets until they are given again, at the latest on the next day. */
  | { type: 'tickets-stopped' }
  | { type: 'tickets-given' }
  | { type: 'printer-reported'; device: DeviceId; printer: PrinterRecord }
  | CommandUndone
  | WaitsTold
  /** Staff read the first `notes` notes of a ticket. */
  | { type: 'notes-read'; ticket: TicketId; notes: number }
  | { type: 'backup-asked' }
  /** Boards of the counter were tried out; no ticket was called. */
  | { type: 'call-tested'; counter: CounterId }
  /** Words of people were destroyed: those of a ticket, or all of a purpose before a business day. */
  | { type: 'words-destroyed'; texts: number; purpose?: string; before?: DayId; of?: TicketId }
  /** The ratings that were read, each by the sequence number of its entry. */
  | { type: 'ratings-read'; ratings: readonly number[] }
  | { type: 'clock-accepted'; shiftMs: number }

export const generalEventVersions = {
  'settings-changed': 2,
  'settings-filed': 1,
  'settings-planned': 1,
  'settings-plan-due': 1,
  'settings-plan-ended': 1,
  'numbers-raised': 1,
  'day-started': 1,
  'day-adjusted': 1,
  'doors-opened': 1,
  'doors-closed': 1,
  'day-closed': 1,
  'service-doors-opened': 1,
  'service-doors-closed': 1,
  'service-closed': 1,
  'service-opened': 1,
  'tickets-stopped': 1,
  'tickets-given': 1,
  'printer-reported': 1,
  'command-undone': 2,
  'waits-told': 2,
  'notes-read': 1,
  'ratings-read': 1,
  'staff-changed': 1,
  'staff-signed-in': 1,
  'staff-signed-out': 1,
  'sign-ins-failed': 1,
  'key-changed': 1,
  'records-removed': 1,
  'device-changed': 1,
  'pairing-refused': 1,
  'backup-asked': 1,
  'call-tested': 1,
  'words-destroyed': 1,
  'clock-accepted': 1,
} as const satisfies Record<GeneralEvent['type'], number>

export function evolveHall(hall: MutableHall, event: GeneralEvent, entry: EntryOf<AnyEvent>): void {
  switch (event.type) {
    case 'settings-changed':
      return changeSettings(hall, event, entry)
    case 'settings-filed':
      hall.settingsRecord = { ...hall.settingsRecord, filed: { version: event.version, hash: event.hash } }
      return
    case 'settings-planned':
    case 'settings-plan-due':
    case 'settings-plan-ended':
      return putPlans(hall, plansAfter(hall.settingsRecord, event, entry), entry.seq)
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
    case 'doors-closed':
    case 'service-doors-opened':
    case 'service-doors-closed':
      return moveDoors(hall, event)
    case 'day-closed':
      putCallableUntil(hall, event.day, undefined)
      return
    case 'service-closed':
      hall.closedServices.add(event.service)
      return
    case 'service-opened':
      hall.closedServices.delete(event.service)
      return
    case 'tickets-stopped':
      hall.areTicketsStopped = true
      return
    case 'tickets-given':
      hall.areTicketsStopped = false
      return
    case 'printer-reported':
      hall.printers.set(event.device, event.printer)
      return
    // Records of who did or read what; they change nothing in the hall.
    case 'staff-changed':
    case 'staff-signed-in':
    case 'staff-signed-out':
    case 'sign-ins-failed':
    case 'key-changed':
    case 'records-removed':
    case 'device-changed':
    case 'pairing-refused':
    case 'backup-asked':
    case 'call-tested':
    case 'words-destroyed':
    case 'notes-read':
    case 'ratings-read':
      return
    case 'waits-told':
      return tellWaits(hall, event, entry.at)
    case 'clock-accepted':
      return shiftClock(hall, event.shiftMs)
    case 'command-undone':
      return takeBack(hall, event)
    default:
      return event satisfies never
  }
}

function changeSettings(hall: MutableHall, event: SettingsChanged, { at, actor }: EntryOf<AnyEvent>): void {
  const { version, sections } = event
  const touched = touchedBy(hall.settings, sections)
  const by = plannerOf(hall.settingsRecord, event.plan) ?? actor
  const change = { version, touched, at, by, ...formerOf(hall.settings, sections) }
  const changes = keptChanges([...hall.settingsRecord.changes, change])
  hall.settings = withSections(hall.settings, sections)
  hall.settingsRecord = { ...hall.settingsRecord, version, changes }
  hall.settled = false
  forgetNewcomers(hall)
  seatCounters(hall)
  seatServiceDoors(hall)
  seatRounds(hall, sections.policy !== undefined)
}

function startDay(hall: MutableHall, event: DayStarted, entry: EntryOf<AnyEvent>): void {
  putDay(hall, { id: event.day, seq: entry.seq, endsAt: event.endsAt, doors: 'closed' })
  putCallableUntil(hall, event.day, event.callableUntil)
  hall.areTicketsStopped = false
  hall.numbers.clear()
  hall.figures = noFigures
  for (const [id, ended] of hall.ended) {
    if (ended.endedAt < entry.at - limits.endedKeptMs) hall.ended.delete(id)
  }
  rebuildEndedIndex(hall)
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
  hall.index.liveOfDevice.clear()
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
  shiftWaits(hall, ms)
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
