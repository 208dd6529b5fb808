import type { MutableHall } from '../hall.ts'
import type { EpochMs, TicketId } from '../ids.ts'
import type { LiveTicket } from '../ticket.ts'
import { keptOf, quoteOf, type WaitsTold } from './told-waits.ts'
import { forgetMoments, recordQuote } from './wait-evolution.ts'
import type { Quote } from './wait-record.ts'

/** How the waits that people were told change with the events of the floor. */

export function tellWaits(hall: MutableHall, event: WaitsTold, at: EpochMs): void {
  const { tickets = {}, newcomers = {}, alike = [], quotes = {} } = event
  for (const [id, figure] of Object.entries(tickets)) {
    hall.toldWaits.set(id, keptOf(figure, at))
    hall.index.untold.delete(id)
  }
  for (const [key, figure] of Object.entries(newcomers)) hall.newcomerWaits.set(key, keptOf(figure, at))
  for (const key of alike) hall.newcomerWaits.delete(key)
  for (const [id, figure] of Object.entries(quotes)) recordQuote(hall, id, quoteOf(figure, at))
  hall.waitsToldAt = at
}

/** A clock was set back: told moments go with it, those of the record are forgotten. */
export function shiftWaits(hall: MutableHall, ms: number): void {
  for (const list of [hall.toldWaits, hall.newcomerWaits])
    for (const [key, kept] of list)
      if (kept.between) list.set(key, { ...kept, between: [kept.between[0] + ms, kept.between[1] + ms] })
  hall.waitsToldAt += ms
  forgetMoments(hall)
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
export const isToBeQuoted = ({ calls }: LiveTicket, quote: Quote | undefined): boolean =>
  calls === 0 && quote === undefined
