import type {
  Badge,
  CounterId,
  DayId,
  DeviceChange,
  DeviceId,
  EpochMs,
  KeyChange,
  Label,
  SignInWay,
  StaffChange,
  TicketId,
} from '../ids.ts'
import type { PrinterCondition } from '../printer-record.ts'
import type { Settings } from '../settings.ts'
import type { StageName } from '../ticket.ts'
import type { ForetoldWait } from '../waits/told-waits.ts'

/** The state that staff saw when they pressed; `{}` is a free counter. A different state is refused as `stale`. */
export interface Expect {
  ticket?: TicketId
  stage?: StageName
}
/** Bodies of commands of staff. */
export interface ByStaff {
  expect?: Expect
}
export interface AtCounter extends ByStaff {
  counter: CounterId
}

/** Commands that the server itself gives, or puts together: time, settings, starts, connections, paper. */
export interface KeeperCommands {
  'time-passed': Record<never, never>
  'start-hall': Record<never, never>
  /** `base`: the version that the giver saw. The keeper gives it as well, for edits that a start finds in documents. */
  'change-settings': { base: number; settings: Settings; plan?: number }
  /** `change` and `former`: in the form outside, with what takes the change back. */
  'plan-settings': { base: number; due: EpochMs; change: object; former: object }
  'withdraw-plan': { plan: number }
  /** The planned change could not be made. */
  'refuse-plan': { plan: number; why: object }
  'file-settings': { version: number; hash: string }
  /** `badge`: whose account changed; `staff`: everybody who works here after the change. */
  'change-staff': { badge: Badge; change: StaffChange; staff: Settings['staff'] }
  'record-sign-in': { badge: Badge; way: SignInWay }
  'record-sign-out': { badge: Badge }
  /** `times`: since the record before of the same badge, way and device. */
  'record-failed-sign-ins': { way: SignInWay; times: number; badge?: Badge }
  /** `commands` and `views` of an API key that was added or changed; `until` of one that was added. */
  'change-keys': {
    id: string
    change: KeyChange
    commands?: readonly string[]
    views?: readonly string[]
    until?: EpochMs
  }
  'change-device': { device: DeviceId; change: DeviceChange }
  /** A screen that waited for its pairing was refused. */
  'refuse-pairing': Record<never, never>
  /** The oldest records have reached their age and are removed next; `before`: all of them are older. */
  'remove-records': { segment: number; seq: number; batch: number; sha256: string; before: EpochMs }
  /** After a repair: the highest numbers that can still be read, by the prefix of their series. */
  'raise-numbers': {
    highest: Readonly<Record<string, { readonly day: DayId; readonly number: number }>>
    lastNo: number
  }
  /** An administrator asks for a backup. */
  'ask-for-backup': Record<never, never>
  /** Words of people are destroyed next; `noted`: the tickets whose notes are among them. */
  'destroy-words': {
    texts: number
    noted: readonly TicketId[]
    purpose?: string | undefined
    before?: DayId | undefined
    of?: TicketId | undefined
    label?: Label | undefined
  }
  'accept-clock': { clockAt: EpochMs }
  /** `locked`: it disconnected because the sign-in of its person was locked. */
  'report-link': { counter: CounterId; connected: boolean; locked?: true }
  /** Whether a kiosk confirmed, in the time that a customer waits, that its screen showed the number. */
  'report-number': { ticket: TicketId; confirmed: boolean }
  /** Waits as they were foretold from the state after entry `asOf`. */
  'tell-waits': {
    asOf: number
    tickets: ReadonlyMap<TicketId, ForetoldWait>
    newcomers: ReadonlyMap<string, ForetoldWait>
  }
  'report-print': {
    ticket: TicketId
    job: string
    happened: 'sending' | 'printed' | 'not-printed' | 'unsure' | 'held' | 'expired'
    why?: string
    /** Millimetres of the roll that are used. */
    usedMm?: number
  }
  /** The state of a printer, or the outcome of its test page. */
  'report-printer': {
    device: DeviceId
    condition?: PrinterCondition
    usedMm?: number
    test?: 'printed' | 'not-printed' | 'unsure'
  }
}

export type KeeperCommandType = keyof KeeperCommands
