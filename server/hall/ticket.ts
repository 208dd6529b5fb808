import type {
  ActorName,
  Badge,
  Category,
  CounterId,
  DayId,
  DeviceId,
  End,
  EpochMs,
  ForwardReason,
  Label,
  Outcome,
  PlacementReason,
  ReasonId,
  ServiceId,
  TicketId,
} from './ids.ts'
import type { PrintJob } from './print-job.ts'

/** The stage of a ticket: exactly one, and each has only the fields that it knows. */
export type Stage =
  | { stage: 'waiting' }
  | { stage: 'called'; counter: CounterId; calledAt: EpochMs; calls: number; chosen: boolean }
  | { stage: 'serving'; counter: CounterId; calledAt: EpochMs; startedAt: EpochMs }
  | { stage: 'held'; counter: CounterId; badge: Badge; heldAt: EpochMs; for?: ReasonId; minutes?: number }
  | { stage: 'missed'; counter: CounterId; missedAt: EpochMs }

export type StageName = Stage['stage'] | 'ended'

/** The state of the paper. `none`: the device has no printer, or printing is switched off. */
export type PrintState = { readonly print: 'none' } | PrintJob

/** The target of a transfer: only that counter, or only that person, may call it. */
export type SentTo = { counter: CounterId } | { badge: Badge }

/** Spans that ended, derived from events only (ms). A recall, a transfer or a hold never overwrites a wait. */
export interface Spans {
  waitedMs: number
  walkedMs: number
  servedMs: number
  heldMs: number
}

/** A note of staff about a ticket; `ref` is the vault's reference of its words. */
export interface Note {
  readonly ref: string
  readonly by: ActorName
  readonly at: EpochMs
}

export interface LiveTicket {
  readonly id: TicketId
  readonly label: Label
  readonly day: DayId
  /** Sequence number through the hall's whole life; the tie-break among equal instants. */
  readonly no: number
  readonly service: ServiceId
  readonly category: Category
  readonly language: string
  readonly issuedAt: EpochMs
  readonly device: DeviceId
  readonly issuedBy: ActorName
  /** The ticket with the earliest instant is next. */
  readonly standsSince: EpochMs
  /** Order among equal `standsSince`; its own `no`, unless the ticket was placed behind another. */
  readonly tieBreak: number
  /** When it joined this queue; its wait counts from here. */
  readonly joinedAt: EpochMs
  readonly sentTo?: SentTo
  readonly placementReason?: PlacementReason
  /** Why it was brought forward, for as long as it stands there for that reason. */
  readonly forward?: ForwardReason
  /**
   * Calls and recalls so far, over the whole visit. Never decreases, because announcements are identified by
   * `<day>/<label>/<calls>`.
   */
  readonly calls: number
  readonly misses: number
  readonly spans: Spans
  readonly firstCalledAt?: EpochMs
  /** The reason of its last call, until it waits again. */
  readonly why?: Why
  /** Notes that travel with it, oldest first. */
  readonly notes: readonly Note[]
  readonly printing: PrintState
  /** Nothing confirms that its customer learnt the number: no screen of a kiosk, no paper, no service. */
  readonly unconfirmed?: true
  readonly stage: Stage
  /** Sequence number of the entry that last changed its place or stage. */
  readonly changedSeq: number
}

/** Whether the customer has learnt the number: from the paper, at a counter, by coming back, or on their phone. */
export function isNumberKnown({ printing, stage: { stage }, placementReason }: LiveTicket): boolean {
  const hasMet = stage === 'serving' || stage === 'held'
  const hasCome = placementReason === 'returned' || placementReason === 'transferred'
  return printing.print === 'printed' || hasMet || hasCome || placementReason === 'let-others-go'
}

/** The ticket without the mark that its number is unconfirmed, where its customer has learnt the number. */
export function withoutNeedlessMark(ticket: LiveTicket): LiveTicket {
  if (!ticket.unconfirmed || !isNumberKnown(ticket)) return ticket
  const { unconfirmed: _, ...known } = ticket
  return known
}

/**
 * The part of an ended ticket that is kept for the rest of its day: enough for the phone page, the rating and the
 * day's figures.
 */
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

/** The reason of a call: the name of the rule and its facts. The page makes the sentence. */
export interface Why {
  readonly rule:
    | 'stands-longest'
    | 'over-threshold'
    | 'sent-here'
    | 'precedence'
    | 'alternation'
    | 'chosen'
    | 'brought-forward'
    | 'after-put-back'
  readonly facts: {
    readonly standsSince: EpochMs
    readonly joinedAt: EpochMs
    readonly category: Category
    readonly headStartMs: number
    /** The tier of the profile it came from, 1 = first. */
    readonly tier?: number
    readonly afterMs?: number
    readonly mark?: PlacementReason
    /** Why it was brought forward. */
    readonly forward?: ForwardReason
  }
}
