import type {
  ActorName,
  Badge,
  Category,
  CounterId,
  DayId,
  DeviceId,
  End,
  EpochMs,
  Label,
  Outcome,
  PlacementReason,
  ReasonId,
  ServiceId,
  TicketId,
} from './ids.ts'
import type { PrintJob } from './print-job.ts'

/** One ticket has exactly one stage; what a stage does not know, it cannot say. */
export type Stage =
  | { stage: 'waiting' }
  | { stage: 'called'; counter: CounterId; calledAt: EpochMs; calls: number; chosen: boolean }
  | { stage: 'serving'; counter: CounterId; calledAt: EpochMs; startedAt: EpochMs }
  | { stage: 'held'; counter: CounterId; badge: Badge; heldAt: EpochMs; for?: ReasonId; minutes?: number }
  | { stage: 'missed'; counter: CounterId; missedAt: EpochMs }

export type StageName = Stage['stage'] | 'ended'

/** What the paper did. `none`: the device has no printer, or printing is switched off. */
export type PrintState = { readonly print: 'none' } | PrintJob

/** Where it was sent: only that counter, or only that person, may call it. */
export type SentTo = { counter: CounterId } | { badge: Badge }

/** Spans that ended, worked out from events only (ms). A recall, a transfer or a hold never overwrites a wait. */
export interface Spans {
  waitedMs: number
  walkedMs: number
  servedMs: number
  heldMs: number
}

export interface LiveTicket {
  readonly id: TicketId
  readonly label: Label
  readonly day: DayId
  /** Runs through the hall's whole life; breaks ties between equal moments: issued first. */
  readonly no: number
  readonly service: ServiceId
  readonly category: Category
  readonly language: string
  readonly issuedAt: EpochMs
  readonly device: DeviceId
  readonly issuedBy: ActorName
  /** The ticket that stands since the earliest moment is next. */
  readonly standsSince: EpochMs
  /** Order among equal `standsSince`; its own `no`, save for a ticket placed behind another. */
  readonly tie: number
  /** When it joined this queue; its wait counts from here. */
  readonly joinedAt: EpochMs
  readonly sentTo?: SentTo
  readonly mark?: PlacementReason
  /** Calls and recalls so far, over the whole visit; never goes back: the ear knows each by `<day>/<label>/<calls>`. */
  readonly calls: number
  readonly misses: number
  readonly spans: Spans
  readonly firstCalledAt?: EpochMs
  /** Why it was called last, until it waits again. */
  readonly why?: Why
  /** The vault's references of notes that travel with it. */
  readonly notes: readonly string[]
  readonly printing: PrintState
  readonly stage: Stage
  /** Sequence number of the entry that last changed its place or stage. */
  readonly changedSeq: number
}

/** What stays of a ticket for the rest of its day: enough for the phone page, the rating and the day's figures. */
export interface EndedTicket {
  readonly id: TicketId
  readonly label: Label
  readonly day: DayId
  readonly service: ServiceId
  readonly device: DeviceId
  readonly language: string
  readonly issuedAt: EpochMs
  readonly endedAt: EpochMs
  readonly calls: number
  readonly how: End
  readonly outcome?: Outcome
  readonly counter?: CounterId
  readonly badge?: Badge
  readonly spans: Spans
  readonly printing: PrintState
  readonly rated: boolean
  /** Sequence number of the entry that ended it, or rated it. */
  readonly changedSeq: number
}

/** Why this ticket was called: the name of the rule and the facts it stood on. The sentence is made in the page. */
export interface Why {
  readonly rule: 'stands-longest' | 'over-threshold' | 'sent-here' | 'precedence' | 'alternation' | 'chosen'
  readonly facts: {
    readonly standsSince: EpochMs
    readonly joinedAt: EpochMs
    readonly category: Category
    readonly headStartMs: number
    /** The tier of the profile it came from, 1 = first. */
    readonly tier?: number
    readonly afterMs?: number
    readonly mark?: PlacementReason
  }
}
