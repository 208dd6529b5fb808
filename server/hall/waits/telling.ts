import type { MutableHall } from '../hall.ts'
import type { TicketId } from '../ids.ts'
import type { LiveTicket } from '../ticket.ts'
import type { ToldWait, WaitsTold } from './told-waits.ts'
import { recordQuote } from './wait-evolution.ts'
import type { Quote } from './wait-record.ts'

/** How the waits that people were told change with the events of the floor. */

export function tellWaits(hall: MutableHall, { tickets = {}, newcomers = {}, quotes = {} }: WaitsTold): void {
  for (const [id, told] of Object.entries(tickets)) {
    hall.toldWaits.set(id, told)
    hall.index.untold.delete(id)
  }
  for (const [key, told] of Object.entries(newcomers)) hall.newcomerWaits.set(key, told)
  for (const [id, quote] of Object.entries(quotes)) recordQuote(hall, id, quote)
}

/** Services that are no longer in the settings have no newcomers. */
export function forgetNewcomers(hall: MutableHall): void {
  for (const key of hall.newcomerWaits.keys())
    if (!Object.hasOwn(hall.settings!.services, key.split(' ', 1)[0]!)) hall.newcomerWaits.delete(key)
}

/** A ticket waits, at a place that is new to it or not. */
export function noteWaiting(
  { toldWaits, index }: MutableHall,
  ticket: LiveTicket,
  former: LiveTicket | undefined,
): void {
  if (former && !isSamePlace(former, ticket)) toldWaits.delete(ticket.id)
  if (!toldWaits.has(ticket.id)) index.untold.add(ticket.id)
}

/** A ticket waits no longer. */
export function forgetWaiting({ toldWaits, index }: MutableHall, id: TicketId): void {
  toldWaits.delete(id)
  index.untold.delete(id)
}

const isSamePlace = (one: LiveTicket, other: LiveTicket): boolean =>
  one.service === other.service &&
  one.standsSince === other.standsSince &&
  one.tieBreak === other.tieBreak &&
  targetOf(one) === targetOf(other)

const targetOf = ({ sentTo }: LiveTicket): string =>
  !sentTo ? '' : 'counter' in sentTo ? `counter:${sentTo.counter}` : `badge:${sentTo.badge}`

/** Quotes begin with the first figure that is foretold before the first call. */
export const isToBeQuoted = (
  { calls }: LiveTicket,
  quote: Quote | undefined,
  told: ToldWait | undefined,
): boolean => calls === 0 && quote === undefined && told?.now !== true
