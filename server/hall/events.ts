import type { EntryOf } from './entry.ts'
import { type CounterEvent, counterEventVersions } from './evolve/counter-events.ts'
import { type GeneralEvent, generalEventVersions } from './evolve/general-events.ts'
import { type TicketEvent, ticketEventVersions } from './evolve/ticket-events.ts'

/**
 * An event, in the past tense, with decided values instead of references to settings. Each kind is declared with its
 * version beside the function that applies it.
 */
export type HallEvent = GeneralEvent | CounterEvent | TicketEvent
export type HallEventType = HallEvent['type']

/**
 * The present version of every kind. A version above 1 is written with the event as `v`; `old-events.ts` reads
 * earlier ones.
 */
export const eventVersions: Readonly<Record<HallEventType, number>> = {
  ...generalEventVersions,
  ...counterEventVersions,
  ...ticketEventVersions,
}

export type Entry = EntryOf<HallEvent>
