import type {
  Badge,
  Category,
  CommandKey,
  CounterId,
  DeviceId,
  EpochMs,
  Label,
  Outcome,
  ReasonId,
  ServiceId,
  TicketId,
} from '../ids.ts'
import type { PrinterCondition } from '../printer-record.ts'
import type { Settings } from '../settings.ts'
import type { StageName } from '../ticket.ts'

/** What staff saw when they pressed: `{}` = the counter is free. Otherwise refused as `stale`. */
export interface Expect {
  ticket?: TicketId
  stage?: StageName
}
interface ByStaff {
  expect?: Expect
}
interface AtCounter extends ByStaff {
  counter: CounterId
}

/** The commands of the floor, by type. Words of people have already become references of the vault (`noteRef`, `wordsRef`). */
export interface FloorCommands {
  'issue-ticket': {
    service: ServiceId
    category?: Category
    language?: string
    appointment?: EpochMs
  } & ByStaff
  'open-counter': AtCounter & { takeOver?: boolean }
  'close-counter': AtCounter & { takeOver?: boolean }
  'pause-counter': AtCounter & { reason: ReasonId }
  'call-next': AtCounter
  'call-ticket': AtCounter & { label?: Label; ticket?: TicketId }
  recall: AtCounter
  'start-service': AtCounter
  'mark-no-show': AtCounter
  'put-back': AtCounter
  finish: AtCounter & { outcome?: Outcome; next?: boolean }
  /** `minutes`: agreed with the customer. */
  hold: AtCounter & { for?: ReasonId; minutes?: number }
  resume: AtCounter & { ticket: TicketId }
  transfer: ByStaff & {
    counter?: CounterId
    ticket?: TicketId
    to: { service: ServiceId } | { counter: CounterId } | { badge: Badge }
    noteRef?: string
    place?: 'kept' | 'end'
  }
  'return-ticket': ByStaff & { ticket?: TicketId; label?: Label }
  'cancel-ticket': ByStaff & { ticket: TicketId }
  leave: { ticket: TicketId }
  'let-go-first': { ticket: TicketId; count: number }
  rate: { ticket: TicketId; score: number; reasons?: readonly ReasonId[]; wordsRef?: string }
  undo: { command: CommandKey }
  'close-service': ByStaff & { service: ServiceId }
  'open-service': ByStaff & { service: ServiceId }
  'close-day': ByStaff
  'ask-to-open': ByStaff & { counter: CounterId }
  'set-profile': ByStaff & { counter: CounterId; profile: string }
  reprint: ByStaff & { ticket: TicketId }
  'paper-came-out': ByStaff & { ticket: TicketId }
  'cancel-print': ByStaff & { ticket: TicketId }
  'print-test-page': ByStaff & { device: DeviceId }
}

/** Commands that only the keeper gives: time, settings, starts, links, paper. */
export interface KeeperCommands {
  'time-passed': Record<never, never>
  'start-hall': { settings: Settings; raise?: { numbers: Readonly<Record<string, number>>; lastNo: number } }
  'accept-clock': { clockAt: EpochMs }
  'report-link': { counter: CounterId; connected: boolean }
  'report-print': {
    ticket: TicketId
    job: string
    happened: 'sending' | 'printed' | 'not-printed' | 'unsure' | 'held' | 'expired'
    why?: string
    /** Millimetres of the roll that are used now. */
    usedMm?: number
  }
  /** How a printer is, or what became of the test page. */
  'report-printer': {
    device: DeviceId
    condition?: PrinterCondition
    usedMm?: number
    test?: 'printed' | 'not-printed' | 'unsure'
  }
}

export type FloorCommandType = keyof FloorCommands
export type KeeperCommandType = keyof KeeperCommands
export type CommandType = FloorCommandType | KeeperCommandType

type Bodies = FloorCommands & KeeperCommands
/** A command as the heart sees it: what, and in `Context` who, where, when. */
export type Command = { [T in CommandType]: { readonly type: T; readonly body: Bodies[T] } }[CommandType]
