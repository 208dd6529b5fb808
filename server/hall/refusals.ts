import type { CounterId, Label, TicketId } from './ids.ts'
import type { StageName } from './ticket.ts'

/**
 * The reason for a refusal: a fact, never a sentence. Pages choose the text, in the reader's language. The list is
 * closed; adding a reason changes the public contract.
 */
export const refusalReasons = [
  'counter-is-closed',
  'counter-is-paused',
  'counter-is-busy',
  'counter-is-free',
  'counter-is-taken',
  'you-are-elsewhere',
  'nobody-is-waiting',
  'already-called',
  'stale',
  'not-yours',
  'not-called',
  'not-serving',
  'not-held',
  'not-missed',
  'not-waiting',
  'not-your-skill',
  'no-such-service',
  'no-such-counter',
  'no-such-ticket',
  'no-such-staff',
  'no-such-passkey',
  'no-such-device',
  'no-such-code',
  'wrong-kind-of-device',
  'device-is-paired',
  'device-is-not-paired',
  'too-many-devices',
  'badge-is-taken',
  'last-administrator',
  'too-many-staff',
  'no-such-profile',
  'no-such-reason',
  'no-such-command',
  'ambiguous-label',
  'staff-is-away',
  'service-is-closed',
  'service-is-full',
  'tickets-are-stopped',
  'hall-is-closed',
  'hall-is-full',
  'kiosk-is-full',
  'too-many-tickets',
  'category-needs-staff',
  'not-today',
  'already-ended',
  'not-ended',
  'already-rated',
  'too-late',
  'moment-has-passed',
  'too-late-to-undo',
  'not-undoable',
  'already-undone',
  'settings-changed',
  'in-use',
  'no-such-plan',
  'too-many-plans',
  'no-printer',
  'paper-is-printing',
  'no-backup-folder',
  'backup-is-running',
  'no-such-words',
  'clock-in-doubt',
  'disk-is-full',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** A part of the settings that may not go yet, with what depends on it. */
export interface InUse {
  /** `services.fees`, `counters.3`, `profiles.general`, `reasons.pause.meal`, `hours`. */
  readonly name: string
  readonly tickets?: number
  /** Labels of the first of them. */
  readonly labels?: readonly Label[]
  readonly counters?: readonly CounterId[]
}

export interface Refusal {
  readonly reason: RefusalReason
  /** The counter that is taken, or that has the ticket already. */
  readonly counter?: CounterId
  readonly ticket?: TicketId
  /** For `stale`: the present state. */
  readonly now?: { readonly ticket?: TicketId; readonly stage?: StageName }
  /** For limits: the number in force. */
  readonly limit?: number
  /** For opening hours: when it opens next (epoch ms). */
  readonly opensAt?: number
  /** For `settings-changed`: the version in force, and the names of what changed since the given one, if still known. */
  readonly version?: number
  readonly changed?: readonly string[]
  /** For `in-use`. */
  readonly inUse?: readonly InUse[]
}
