/** The vocabulary of the floor: ids and closed lists, without behaviour. */

export type HallId = string
export type TicketId = string
export type CounterId = string
export type ServiceId = string
export type Badge = string
export type DeviceId = string
/** The client's own id of a command (16–64 of `A-Za-z0-9_-`), also called its key. */
export type CommandKey = string
/** A business day in the hall's time zone, `YYYY-MM-DD`, named after the date on which it begins. */
export type DayId = string
/** Milliseconds since 1970-01-01T00:00Z. Times end in `At`, spans in `Ms`. */
export type EpochMs = number
/** The text that people read on the ticket: `A042`. */
export type Label = string
/** A text per language tag (`zh-CN`, `en`); the first is the hall's own. */
export type Texts = Readonly<Record<string, string>>

export const categories = [
  'ordinary',
  'elderly',
  'disabled',
  'pregnant',
  'infant',
  'veteran',
  'member',
  'appointment',
] as const
export type Category = (typeof categories)[number]

export const roles = ['counter', 'reception', 'manager', 'complaints', 'auditor', 'administrator'] as const
export type Role = (typeof roles)[number]

/** The proof by which somebody signed in. */
export const signInWays = ['password', 'openid', 'passkey'] as const
export type SignInWay = (typeof signInWays)[number]

/** Changes of the account of a member of staff, and uses of its PIN. */
export type StaffChange =
  | 'added'
  | 'changed'
  | 'disabled'
  | 'enabled'
  | 'skills-ended'
  | 'password-reset'
  | 'password-changed'
  | 'pin-set'
  | 'pin-removed'
  | 'pin-used'
  | 'pin-failed'
  | PasskeyChange
export type PasskeyChange = 'passkey-added' | 'passkey-renamed' | 'passkey-removed'

/** Changes of the pairing of a device; `replaced`: another machine took its place. */
export type DeviceChange = 'paired' | 'replaced' | 'revoked'

/** Changes of an API key. */
export type KeyChange = 'added' | 'changed' | 'revoked'

export const outcomes = ['done', 'partly', 'not-done'] as const
export type Outcome = (typeof outcomes)[number]

export const ends = ['served', 'cancelled', 'left', 'no-show', 'unserved'] as const
export type End = (typeof ends)[number]

/** A reason that a person gave, out of the hall's list. */
export type ReasonId = string

/** Reasons that every hall has unless its settings say otherwise; the pages' catalogues translate each. */
export const usualReasons = {
  /** Of a pause of a counter. */
  pause: ['break', 'meal', 'papers', 'errand', 'training', 'other'],
  /** Errands that a customer was sent for. */
  hold: ['copy', 'form', 'payment', 'call', 'restroom', 'other'],
  /** Of a low rating. */
  rating: ['waiting', 'attitude', 'explanation', 'result', 'place'],
} as const
export type ReasonKind = keyof typeof usualReasons

/** Why staff cancelled a ticket. */
export type CancelReason = 'left' | 'twice' | 'mistake' | 'elsewhere' | 'hall' | 'other'

/** Why the hall manager brought a ticket forward. */
export type ForwardReason = 'unwell' | 'frail' | 'child' | 'our-mistake' | 'missed-call' | 'other'

/** The reason for a ticket's place in its queue, shown to staff. */
export type PlacementReason =
  | 'returned'
  | 'transferred'
  | 'put-back'
  | 'let-others-go'
  | 'appointment'
  | 'brought-forward'

/** Rights of a member of staff beyond the commands that are open to them; decided outside the heart. */
export type StaffRight = 'handle-any-ticket'

/** The giver of a command; a key is that of another program. A phone is known by its ticket's key alone; the keeper is the server itself. */
export type Actor =
  | { kind: 'staff'; badge: Badge; may: readonly StaffRight[] }
  | { kind: 'key'; id: string; may: readonly StaffRight[] }
  | { kind: 'device' }
  | { kind: 'phone' }
  | { kind: 'keeper' }

/** How the actor is written in the journal: a badge number, the id of an API key, or a kind. */
export type ActorName = `staff:${Badge}` | `key:${string}` | 'device' | 'phone' | 'keeper'

export function actorName(actor: Actor): ActorName {
  if (actor.kind === 'staff') return `staff:${actor.badge}`
  return actor.kind === 'key' ? `key:${actor.id}` : actor.kind
}
