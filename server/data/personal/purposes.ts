import type { PersonalField } from '../../protocol/commands.ts'
import type { PersonalPurpose } from '../../protocol/maintenance/personal.ts'

/** The reason for which words of people are stored, and the time until they are destroyed. */
interface Purpose {
  readonly name: PersonalPurpose
  /** Time after the end of the business day. */
  readonly keptMs: number
  /** Destroyed when the ticket has ended, and can't be brought back by an undo, if that is earlier. */
  readonly endsWithTicket: boolean
  /** The reason for the time. */
  readonly why: string
}

const dayMs = 24 * 60 * 60_000

/** All personal words of the hall: a field without a purpose does not compile. */
export const purposes = {
  'transfer.note': {
    name: 'note',
    keptMs: dayMs,
    endsWithTicket: true,
    why: 'the colleague who serves the ticket next reads it; nobody can read it once the ticket has ended',
  },
  'rate.words': {
    name: 'rating',
    keptMs: 30 * dayMs,
    endsWithTicket: false,
    why: 'a low rating is followed up within 3 days and verified within 5, in some places 15, working days',
  },
} as const satisfies Readonly<Record<PersonalField, Purpose>>

/** Names of the purposes that end with their ticket. */
export const ticketPurposes: readonly string[] = Object.values(purposes).flatMap(
  ({ name, endsWithTicket }) => (endsWithTicket ? [name] : []),
)
