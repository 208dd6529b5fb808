import type { EntryOf } from './entry.ts'
import type { Counter } from './hall.ts'
import type {
  Badge,
  Category,
  CommandKey,
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
import type { PrinterRecord } from './printer-record.ts'
import type { SettingsSections } from './settings.ts'
import type { PrintState, SentTo, Why } from './ticket.ts'

/** The new place of a ticket, decided once and never derived again from settings. */
export interface Placement {
  readonly ticket: TicketId
  readonly service: ServiceId
  readonly standsSince: EpochMs
  readonly tie: number
  readonly mark: PlacementReason
  readonly sentTo?: SentTo
  readonly noteRef?: string
}

/** An event, in the past tense. It carries decided values, never a reference to a setting. */
export type HallEvent =
  /** The process started: every console has lost its connection. */
  | { type: 'hall-started' }
  /** `sections`: those that changed, each whole. */
  | { type: 'settings-changed'; v: 2; version: number; sections: SettingsSections }
  /** `hall.json` holds the settings of that version; `hash`: of the file. */
  | { type: 'settings-filed'; version: number; hash: string }
  /** Numbers continue above these: the next number per series, and the hall's running ticket number (after a repair). */
  | { type: 'numbers-raised'; numbers: Readonly<Record<string, number>>; lastNo: number }
  /** `callableUntil`: the instant at which waiting tickets of this day end unserved. */
  | { type: 'day-started'; day: DayId; endsAt: EpochMs; callableUntil: EpochMs }
  /** New settings moved the day's end, or the instant until which its tickets are callable. */
  | { type: 'day-adjusted'; day: DayId; endsAt: EpochMs; callableUntil: EpochMs }
  | { type: 'doors-opened'; closesAt: EpochMs }
  | { type: 'doors-closed'; opensAt?: EpochMs }
  /** No ticket of that day is waiting any longer. */
  | { type: 'day-closed'; day: DayId }
  | {
      type: 'ticket-issued'
      v: 2
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
      mark?: PlacementReason
      printing: PrintState
    }
  /** `turn`: the counter's round of alternation after this call; absent when unchanged. */
  | {
      type: 'ticket-called'
      v: 2
      ticket: TicketId
      counter: CounterId
      calls: number
      why: Why
      turn?: Counter['turn']
    }
  | { type: 'ticket-recalled'; ticket: TicketId; counter: CounterId; calls: number }
  | { type: 'service-started'; ticket: TicketId; counter: CounterId }
  | { type: 'ticket-missed'; ticket: TicketId; counter: CounterId }
  | {
      type: 'ticket-held'
      v: 2
      ticket: TicketId
      counter: CounterId
      badge: Badge
      for?: ReasonId
      /** Agreed with the customer. */
      minutes?: number
    }
  | { type: 'ticket-resumed'; ticket: TicketId; counter: CounterId }
  | ({ type: 'ticket-put-back' } & Placement)
  | ({ type: 'ticket-transferred' } & Placement)
  | ({ type: 'ticket-returned' } & Placement)
  | ({ type: 'ticket-let-others-go' } & Placement)
  /** The ticket moved with the person to another counter, or passed to the person who took the counter over. */
  | { type: 'ticket-moved'; ticket: TicketId; counter: CounterId }
  | {
      type: 'ticket-ended'
      ticket: TicketId
      how: End
      outcome?: Outcome
      counter?: CounterId
      badge?: Badge
    }
  | {
      type: 'ticket-rated'
      v: 2
      ticket: TicketId
      score: number
      reasons: readonly ReasonId[]
      wordsRef?: string
    }
  | { type: 'print-reported'; ticket: TicketId; printing: PrintState }
  | { type: 'printer-reported'; device: DeviceId; printer: PrinterRecord }
  /** `from`: the person who was taken over from; their session ends with that reason. */
  | { type: 'counter-opened'; counter: CounterId; badge: Badge; from?: Badge }
  /** `moved`: its person signed in at another counter. */
  | { type: 'counter-closed'; counter: CounterId; badge: Badge; why: 'closed' | 'taken-over' | 'moved' }
  | { type: 'counter-paused'; v: 2; counter: CounterId; reason: ReasonId }
  | { type: 'counter-asked-to-open'; counter: CounterId }
  | { type: 'profile-set'; counter: CounterId; profile: string }
  | { type: 'link-lost'; counter: CounterId }
  | { type: 'link-restored'; counter: CounterId }
  | { type: 'counter-unattended'; counter: CounterId; since: EpochMs }
  | { type: 'service-closed'; service: ServiceId }
  | { type: 'service-opened'; service: ServiceId }
  /** Restores tickets, counters and calls from the command's undo record. */
  | { type: 'command-undone'; v: 2; command: CommandKey }
  | { type: 'clock-accepted'; shiftMs: number }

export type HallEventType = HallEvent['type']

/**
 * The present version of every kind. A version above 1 is written with the event as `v`; `old-events.ts` reads
 * earlier ones.
 */
export const eventVersions = {
  'hall-started': 1,
  'settings-changed': 2,
  'settings-filed': 1,
  'numbers-raised': 1,
  'day-started': 1,
  'day-adjusted': 1,
  'doors-opened': 1,
  'doors-closed': 1,
  'day-closed': 1,
  'ticket-issued': 2,
  'ticket-called': 2,
  'ticket-recalled': 1,
  'service-started': 1,
  'ticket-missed': 1,
  'ticket-held': 2,
  'ticket-resumed': 1,
  'ticket-put-back': 1,
  'ticket-transferred': 1,
  'ticket-returned': 1,
  'ticket-let-others-go': 1,
  'ticket-moved': 1,
  'ticket-ended': 1,
  'ticket-rated': 2,
  'print-reported': 1,
  'printer-reported': 1,
  'counter-opened': 1,
  'counter-closed': 1,
  'counter-paused': 2,
  'counter-asked-to-open': 1,
  'profile-set': 1,
  'link-lost': 1,
  'link-restored': 1,
  'counter-unattended': 1,
  'service-closed': 1,
  'service-opened': 1,
  'command-undone': 2,
  'clock-accepted': 1,
} as const satisfies Record<HallEventType, number>

export type Entry = EntryOf<HallEvent>
