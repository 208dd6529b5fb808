import type { UndoableAtCounter } from '../commands/undo.ts'
import type { Day } from '../hall.ts'
import type {
  Badge,
  Category,
  CounterId,
  DayId,
  End,
  EpochMs,
  Label,
  Outcome,
  ReasonId,
  ServiceId,
  Texts,
  TicketId,
} from '../ids.ts'
import type { JobInQuestion, PrintJob } from '../print-job.ts'
import type { PrinterCondition, PrinterRecord } from '../printer-record.ts'
import type { Guidance, KioskTimes, Settings } from '../settings.ts'
import type { SentTo, Why } from '../ticket.ts'
import type { NoFigure, Wait } from '../waits/told-waits.ts'
import type { ActiveTicket, HeldTicket, StaffTicket } from './ticket-types.ts'

export type { ActiveTicket, StaffTicket, Wait }

/** The view of each audience, a pure function of the state without personal data. Lists that grow are objects by id. */
// Views hold no null, because null deletes in a merge patch.

/** Names of the ids in views, by language. Views hold no names, because names are many times as long as a view. */
export interface HallNames {
  hall: Texts
  /** Names of the kinds of service, where the hall names them. */
  groups?: Record<string, Texts>
  services: Record<ServiceId, Texts>
  counters: Record<CounterId, Texts>
  /** Reasons that may be given, in order; empty texts: the page's catalogues have the words. */
  reasons: Settings['reasons']
}

export interface Queue {
  waiting: number
  /** The wait of who joins now. Absent where a counter is free, and where no figure is true. */
  wait?: Wait
  now?: true
  /** Why there is no figure. */
  why?: NoFigure
}

export interface Doors {
  doors: Day['doors']
  opensAt?: EpochMs
  closesAt?: EpochMs
  /** While closed with tickets waiting: until when they are called, and end unserved after. */
  callsUntil?: EpochMs
  /** While closed: tickets of this day that waited and ended unserved, and when the last of them did. */
  unserved?: { count: number; at: EpochMs }
}

/** Facts of the hall in each of its views. */
interface HallPlace extends Doors {
  languages: string[]
  timeZone: string
}

export interface KioskService {
  id: ServiceId
  letter: string
  open: boolean
  /** The reason why it is not open. */
  why?: 'service-is-closed' | 'service-is-full' | 'tickets-are-stopped' | 'hall-is-closed'
  /** When its tickets are issued again, where it has hours of its own. */
  opensAt?: EpochMs
  pictogram?: string
  group?: string
}

/** The paper of a ticket as everybody may see it: the id of its job would tell that of the ticket. */
export type PaperState = { readonly print: 'none' } | Omit<PrintJob, 'job'>

export interface KioskView extends HallPlace {
  device: string
  /** Inches, by the settings of the device. */
  diagonal?: number
  services: KioskService[]
  queues: Record<ServiceId, Queue>
  /** Idle times after which it ends the session of a customer who left. */
  times: KioskTimes
  /** Categories a customer may choose here. */
  categories: Category[]
  /** Over the services that it offers. */
  waiting: number
  /** The last ticket of this device and the state of its paper. */
  last?: { label: Label; at: EpochMs; printing: PaperState }
  /** States of the papers of this device's latest tickets; a page finds that of its own. A live label is unique. */
  printStates: Record<Label, PaperState>
  /** The state of this device's printer; absent without a printer. */
  printer?: PrinterCondition['state']
}

interface BoardCall {
  id: string
  label: Label
  counter: CounterId
  at: EpochMs
  again: boolean
}

export interface BoardView extends HallPlace {
  /** Inches, by the settings of its device. */
  diagonal?: number
  /** Newest first, at most 12. */
  calls: BoardCall[]
  queues: Record<ServiceId, Queue & { letter: string }>
  /** Opening hours of the day that is open or opens next; absent where the hall never closes. */
  hours?: readonly { readonly opensAt: EpochMs; readonly closesAt: EpochMs }[]
  counters: Record<
    CounterId,
    { state: 'closed' | 'open' | 'paused'; label?: Label; stage?: ActiveTicket['stage'] }
  >
}

export interface WindowView extends HallPlace {
  counter: CounterId
  state: 'closed' | 'free' | 'called' | 'serving' | 'paused'
  label?: Label
  /** Id of the present call, while called. */
  call?: string
  calledAt?: EpochMs
  reason?: ReasonId
  /** Whether another counter is open. */
  others?: true
  /** Services this counter takes, in order of its profile. */
  services: ServiceId[]
}

/** Lists of tickets that are not at a counter. */
interface TicketLists {
  held: Record<TicketId, HeldTicket>
  missed: Record<TicketId, StaffTicket & { missedAt: EpochMs; counter: CounterId }>
  /** Waiting tickets of the whole hall whose customers may not know the number. */
  unconfirmed: Record<TicketId, StaffTicket>
}

export interface CounterView extends HallPlace, TicketLists {
  counter: CounterId
  state: 'closed' | 'open' | 'paused'
  badge?: Badge
  since: EpochMs
  reason?: ReasonId
  asked?: true
  profile: string
  active?: ActiveTicket
  /** The reason why the active ticket was next. */
  why?: Why
  /** The next five for this counter; `place` 1 is next. */
  next: Record<TicketId, StaffTicket & { place: number }>
  /** Waiting for this counter's profile. */
  waiting: number
  /** When the one that waits longest joined. */
  longestSince?: EpochMs
  servedToday: number
  guidance: Guidance
  /** Expected service time (ms) per service. */
  expectedMs: Record<ServiceId, number>
  queues: Record<ServiceId, Queue & { letter: string; open: boolean }>
  counters: Record<CounterId, { state: 'closed' | 'open' | 'paused'; badge?: Badge; label?: Label }>
  /** The last command of this counter's person, while it can be undone. */
  undo?: { command: string; type: UndoableAtCounter; until: EpochMs; labels: string[] }
}

export interface ManagerView extends HallPlace, TicketLists {
  day?: DayId
  guidance: Guidance
  /** The giving of tickets at kiosks is stopped. */
  areTicketsStopped?: true
  /** Profiles that a counter may have, each with the services it calls. */
  profiles: Record<string, ServiceId[]>
  queues: Record<ServiceId, Queue & { letter: string; open: boolean; longestSince?: EpochMs }>
  /** Waiting tickets that were sent to a counter or a person, and so stand in no queue of a service. */
  sent: { waiting: number; longestSince?: EpochMs }
  counters: Record<
    CounterId,
    {
      state: 'closed' | 'open' | 'paused'
      since: EpochMs
      badge?: Badge
      reason?: ReasonId
      asked?: true
      profile: string
      unattended?: true
      linkLostAt?: EpochMs
      /** Lost because the sign-in of its person was locked. */
      locked?: true
      active?: ActiveTicket
      waiting: number
      servedToday: number
    }
  >
  figures: {
    issued: number
    served: number
    cancelled: number
    left: number
    noShow: number
    unserved: number
    ratings: number
  }
  /** Over `queues` and `sent`. */
  waiting: number
  longestSince?: EpochMs
  /** Tickets whose paper is not known to have come out. */
  paper: Record<TicketId, { label: Label; device: string; printing: JobInQuestion }>
  /** Every printer, even before its first report. */
  printers: Record<string, PrinterView>
}

/**
 * Waiting tickets for the hall manager: of one service, or of the whole hall with those that were sent to a counter or
 * a person.
 */
export interface QueueView extends Pick<HallPlace, 'languages' | 'timeZone'> {
  service?: ServiceId
  /** The first of them in order of standing; `order` breaks ties among equal `standsSince`. */
  tickets: Record<TicketId, StaffTicket & { order: number; sentTo?: SentTo }>
  /** All of them, also those beyond the first. */
  waiting: number
}

export interface PrinterView extends PrinterCondition {
  name: string
  /** Start of its present state (epoch ms); absent before its first report. */
  since?: EpochMs
  /** Millimetres of the roll that are used. */
  usedMm: number
  /** Number of ordinary tickets that the roll has paper for. */
  left?: number
  /** Number of papers that wait for it. */
  queued: number
  test?: PrinterRecord['test']
}

/** The rating device at a counter: what it may ask, and nothing of what was answered. */
export interface RatingView extends HallPlace {
  counter: CounterId
  state: 'closed' | 'open' | 'paused'
  /** How long a visit is asked about after its end. */
  askMs: number
  /** The visit that ended here last, until it is rated or the next service begins. */
  visit?: { id: string; label: Label; language: string; endedAt: EpochMs }
}

/** Facts for the pages of the administrator. `settings`: their version; `plans`: the entry that last changed a plan. */
export type SetupView = Pick<ManagerView, 'languages' | 'timeZone'> & { settings: number; plans: number }

/** The phone page: exactly these keys, nothing personal, no internal id. */
export interface TicketView {
  label: Label
  day: DayId
  service: ServiceId
  languages: string[]
  language: string
  timeZone: string
  issuedAt: EpochMs
  stage: 'waiting' | 'called' | 'serving' | 'held' | 'missed' | 'ended'
  /** While waiting: how many are called before it at the counters that can serve it. */
  ahead?: number
  /** Each open counter that can serve it would call it first. */
  next?: true
  /** A counter is free for it. */
  now?: true
  wait?: Wait
  /** Why no figure is given. */
  why?: NoFigure
  /** While waiting in a hall that has closed: until when it may be called. */
  callsUntil?: EpochMs
  /** While called, serving, held or missed; after the end, where it was served. */
  counter?: CounterId
  calls: number
  calledAt?: EpochMs
  /** After the end. */
  how?: End
  outcome?: Outcome
  endedAt?: EpochMs
  canRate: boolean
  rated: boolean
}

export interface Views {
  kiosk: KioskView
  board: BoardView
  window: WindowView
  rating: RatingView
  counter: CounterView
  manager: ManagerView
  queue: QueueView
  setup: SetupView
  ticket: TicketView
}
export type ViewName = keyof Views
