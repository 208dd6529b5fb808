import type {
  Badge,
  Category,
  CounterId,
  DayId,
  EpochMs,
  ForwardReason,
  Label,
  PlacementReason,
  ReasonId,
  ServiceId,
  TicketId,
} from '../ids.ts'

/** Tickets in the views of staff. */

/** A ticket as staff see it. */
export interface StaffTicket {
  ticket: TicketId
  label: Label
  day: DayId
  service: ServiceId
  category: Category
  language: string
  issuedAt: EpochMs
  joinedAt: EpochMs
  standsSince: EpochMs
  mark?: PlacementReason
  /** Why the hall manager brought it forward. */
  forward?: ForwardReason
  calls: number
  misses: number
  notes: number
  /** Nothing confirms that its customer learnt the number. */
  unconfirmed?: true
}

export interface HeldTicket extends StaffTicket {
  heldAt: EpochMs
  badge: Badge
  counter: CounterId
  for?: ReasonId
  /** Agreed with the customer. */
  minutes?: number
}

export interface ActiveTicket extends StaffTicket {
  stage: 'called' | 'serving'
  calledAt: EpochMs
  startedAt?: EpochMs
  /** Calls in this round. */
  callsHere: number
  waitedMs: number
}
