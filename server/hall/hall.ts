import type { Deadlines } from './deadlines/deadlines.ts'
import type {
  ActorName,
  Badge,
  CommandKey,
  CounterId,
  DayId,
  DeviceId,
  EpochMs,
  Label,
  ReasonId,
  ServiceId,
  TicketId,
} from './ids.ts'
import type { PrinterRecord } from './printer-record.ts'
import type { Settings, SettingsSections } from './settings.ts'
import type { EndedTicket, LiveTicket } from './ticket.ts'
import type { KeptWait } from './waits/told-waits.ts'
import type { HeldLessons, Quote, WaitRecord } from './waits/wait-record.ts'

/** A console's connection. `none`: it has not connected since its person sat down. */
export type Link =
  | { readonly link: 'none' | 'up' }
  /** `locked`: its person's sign-in was locked. `unattended`: the hall manager was asked about it. */
  | { readonly link: 'lost'; readonly since: EpochMs; readonly locked?: true; readonly unattended?: true }

/** A counter with a person at it. */
interface Seated {
  readonly badge: Badge
  /** The active ticket: called or being served here. */
  readonly active?: TicketId
  readonly link: Link
}

/** A counter is closed, open or paused; each state has only the fields that it knows. */
export type Counter = {
  readonly id: CounterId
  readonly since: EpochMs
  /** Set by the hall manager; when absent, the profile of the settings is used. */
  readonly profile?: string
  readonly servedToday: number
  /** The ticket that it put back and that its next call passes over if anybody else waits for it. */
  readonly putBack?: TicketId
  /** The entry that last changed its state or its ticket. */
  readonly changedSeq: number
} & (
  | { readonly state: 'closed'; readonly asked?: true; readonly badge?: never; readonly active?: never }
  | (Seated & { readonly state: 'open' })
  /** `reason`: why it is paused. */
  | (Seated & { readonly state: 'paused'; readonly reason: ReasonId; readonly asked?: true })
)
export type SeatedCounter = Exclude<Counter, { state: 'closed' }>

/** The round of a queue in alternation: the calls of tickets with a head start, and of ordinary ones. */
export interface Round {
  readonly priority: number
  readonly ordinary: number
  /** The entry that last changed it; absent in an event. */
  readonly changedSeq?: number
}

/** A call as boards show it; `id` is `<day>/<label>/<calls>`, spoken once. */
export interface Call {
  readonly id: string
  readonly ticket: TicketId
  readonly label: Label
  readonly counter: CounterId
  readonly at: EpochMs
  readonly again: boolean
}

/** A fact of the floor that a command changed: what it made of it, and what is needed to put it back. */
export type UndoMark =
  | { readonly of: 'service'; readonly service: ServiceId; readonly isClosed: boolean }
  | { readonly of: 'tickets'; readonly areStopped: boolean }
  | { readonly of: 'wish'; readonly counter: CounterId }
  | {
      readonly of: 'profile'
      readonly counter: CounterId
      readonly profile: string
      readonly former?: string
    }

/** The state that a command of staff found, kept for the undo window; absent when it cannot be undone. */
export interface UndoRecord {
  readonly command: CommandKey
  readonly type: string
  readonly by: ActorName
  readonly at: EpochMs
  readonly seq: number
  readonly tickets: readonly LiveTicket[]
  readonly counters: readonly Counter[]
  /** Calls of those tickets as boards showed them. */
  readonly calls: readonly Call[]
  /** Rounds in which its calls took a turn, as they were before; absent where there are none. */
  readonly rounds?: readonly { readonly service: ServiceId; readonly former?: Round }[]
  /** Facts beside tickets; absent where there are none. */
  readonly marks?: readonly UndoMark[]
  /** Lessons about waits; absent where there are none. */
  readonly waits?: HeldLessons
  readonly undone?: true
}

export interface Figures {
  readonly issued: number
  readonly served: number
  readonly cancelled: number
  readonly left: number
  readonly noShow: number
  readonly unserved: number
  readonly ratings: number
}

/** A rating as the hall manager reads it: never whose it is. */
export interface Rating {
  /** Sequence number of its entry. */
  readonly seq: number
  readonly at: EpochMs
  readonly score: number
  readonly reasons: readonly ReasonId[]
  readonly service: ServiceId
  readonly counter?: CounterId
  /** The vault's reference of its words. */
  readonly ref?: string
}

export interface Day {
  readonly id: DayId
  /** Sequence number of the entry that started it: only later entries count in its figures. */
  readonly seq: number
  readonly endsAt: EpochMs
  readonly doors: 'open' | 'closed'
  /** While closed: when they open next, on this day or a later one. */
  readonly opensAt?: EpochMs
  readonly closesAt?: EpochMs
}

/** Whether tickets of a service with times of its own are issued, and until when, or when again. */
export type ServiceDoors =
  | { readonly doors: 'open'; readonly closesAt: EpochMs }
  | { readonly doors: 'closed'; readonly opensAt?: EpochMs }

/** A change of the settings. */
export interface SettingsChange {
  readonly version: number
  /** The names of what it touched. */
  readonly touched: readonly string[]
  /** Absent where an earlier build wrote the checkpoint. */
  readonly at?: EpochMs
  readonly by?: ActorName
  /** The sections that it changed, as they were before it; only of the latest changes. */
  readonly former?: SettingsSections
}

/** A change of the settings that waits for its moment. */
export interface SettingsPlan {
  /** The number of the entry that planned it. */
  readonly id: number
  readonly due: EpochMs
  readonly at: EpochMs
  readonly by: ActorName
  /** In the form outside, which the heart keeps and never reads: the change, and the one that takes it back. */
  readonly change: object
  readonly former: object
  /** `due`: its moment has come, and the server makes the change next. `refused`: it was not made. */
  readonly state: 'planned' | 'due' | 'refused'
  /** Why it was refused, for its reader. */
  readonly why?: object
}

/** The history of the settings in force. */
export interface SettingsRecord {
  /** Counts changes; 0: none yet. */
  readonly version: number
  /** The latest changes, oldest first. */
  readonly changes: readonly SettingsChange[]
  /** Planned changes, in the order in which they were planned; absent: none. */
  readonly plans?: readonly SettingsPlan[]
  /** The entry that last changed a plan. */
  readonly plansSeq?: number
  /** The version that `hall.json` holds, and the hash of that file. */
  readonly filed?: { readonly version: number; readonly hash: string }
}

/**
 * The state of the heart, as its own `evolve` writes it. Containers change in place while entries are applied. The
 * values in them are immutable and only replaced, so a reference taken once stays valid for its instant.
 */
export interface MutableHall {
  /** The last entry that changed anything here, and the last that changed more than papers and printers. */
  changedSeq: number
  floorChangedSeq: number
  /** Time of that last entry on the floor. */
  floorChangedAt: EpochMs
  settings: Settings | undefined
  settingsRecord: SettingsRecord
  day: Day | undefined
  /** Days that may still have waiting or missed tickets, and until when those are callable. */
  readonly callableUntil: Map<DayId, EpochMs>
  /** False after a start, new settings or an accepted clock, until `time-passed` has looked at day and doors again. */
  settled: boolean
  /** Tickets issued in the hall's whole life. */
  lastNo: number
  /** Next number per series of the present day. */
  readonly numbers: Map<string, number>
  readonly live: Map<TicketId, LiveTicket>
  /** Ended tickets of the present day (and of the last hour before its start). */
  readonly ended: Map<TicketId, EndedTicket>
  readonly counters: Map<CounterId, Counter>
  /** Rounds of the queues that counters have called from, while the hall alternates. */
  readonly rounds: Map<ServiceId, Round>
  readonly closedServices: Set<ServiceId>
  /** Of the services that are issued at other times than the hall is open. */
  readonly serviceDoors: Map<ServiceId, ServiceDoors>
  /** The hall manager stopped the giving of tickets at kiosks, until they are given again or the next day starts. */
  areTicketsStopped: boolean
  /** Service times measured lately (ms), newest last, per service. */
  readonly durations: Map<ServiceId, readonly number[]>
  /** Experience with waits, from which they are foretold. */
  waits: WaitRecord
  /** Quotes of waiting tickets from their issue, until their first call. */
  readonly quotes: Map<TicketId, Quote>
  /**
   * Waits of waiting tickets, and of tickets that would join now by `newcomerKey`, as they were told last. A head start
   * without a wait of its own has that of the service.
   */
  readonly toldWaits: Map<TicketId, KeptWait>
  readonly newcomerWaits: Map<string, KeptWait>
  waitsToldAt: EpochMs
  /** Newest first. */
  calls: readonly Call[]
  /** By command key, oldest first. */
  readonly undoRecords: Map<CommandKey, UndoRecord>
  figures: Figures
  /** The latest, oldest first. */
  ratings: readonly Rating[]
  readonly printers: Map<DeviceId, PrinterRecord>
  /** Derived from the rest, never stored. */
  readonly index: MutableIndex
}

/** Indexes over the state, kept by `evolve`, rebuilt at a start and compared with a plain scan in tests. */
export interface MutableIndex {
  /** Waiting tickets per queue (a service, a counter or a person it was sent to), in order of standing. */
  readonly lines: Map<string, LiveTicket[]>
  readonly labels: Map<Label, readonly TicketId[]>
  /** Waiting tickets that joined since waits were told last. */
  readonly untold: Set<TicketId>
  /** The latest tickets that each device issued, newest last. */
  readonly latestOfDevice: Map<DeviceId, readonly TicketId[]>
  /** The number of live tickets that each device issued. */
  readonly liveOfDevice: Map<DeviceId, number>
  /** The ticket that was served last at each counter, among the ended ones that are known. */
  readonly lastServed: Map<CounterId, TicketId>
  /** When a waiting ticket last ended unserved, among the ended ones that are known. */
  unservedAt: EpochMs | undefined
  /** Deadlines at which time changes something. */
  readonly deadlines: Deadlines
}

type ReadonlyOf<T> =
  T extends Map<infer K, infer V>
    ? ReadonlyMap<K, V extends LiveTicket[] ? readonly LiveTicket[] : V>
    : T extends Set<infer V>
      ? ReadonlySet<V>
      : T

/** The index, read-only for everybody but `evolve`. */
type Index = {
  readonly [K in keyof MutableIndex]: K extends 'deadlines'
    ? Pick<Deadlines, 'next' | 'entries'>
    : ReadonlyOf<MutableIndex[K]>
}
/** The state, read-only for everybody but `evolve`. */
export type Hall = {
  readonly [K in keyof MutableHall]: K extends 'index' ? Index : ReadonlyOf<MutableHall[K]>
}
