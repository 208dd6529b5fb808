import type { Counter, Hall } from '../hall.ts'
import type { EpochMs } from '../ids.ts'
import type { LiveTicket } from '../ticket.ts'
import { servicesOf } from './audience.ts'
import { memoBySeq } from './memo.ts'

/** Figures of queues. A total of several queues is worked out from the figures of each. */

interface QueueFigures {
  waiting: number
  /** When the ticket that waits longest joined; absent when nobody waits. */
  longestSince?: EpochMs
}

/** A queue's first ticket may have joined later than others, because of a head start or a return. */
function figuresOf(line: readonly LiveTicket[]): QueueFigures {
  let longestSince = line[0]?.joinedAt
  if (longestSince === undefined) return { waiting: 0 }
  for (const { joinedAt } of line) if (joinedAt < longestSince) longestSince = joinedAt
  return { waiting: line.length, longestSince }
}

const byQueue = memoBySeq(
  ({ index }): ReadonlyMap<string, QueueFigures> =>
    new Map(Array.from(index.lines, ([name, line]) => [name, figuresOf(line)])),
)

const nobody: QueueFigures = { waiting: 0 }

/** The figures of one queue. */
export const figuresOfQueue = (hall: Hall, name: string): QueueFigures => byQueue(hall).get(name) ?? nobody

/** The sum of the waiting tickets of several queues, and the longest of their waits. */
export function totalOf(queues: Iterable<QueueFigures>): QueueFigures {
  const total: QueueFigures = { waiting: 0 }
  for (const { waiting, longestSince } of queues) {
    total.waiting += waiting
    if (longestSince !== undefined && (total.longestSince ?? longestSince) >= longestSince)
      total.longestSince = longestSince
  }
  return total
}

/** Tickets that were sent to a counter or a person, of the whole hall. */
export const sentFigures = (hall: Hall): QueueFigures =>
  totalOf([...byQueue(hall)].flatMap(([name, figures]) => (name.startsWith('service:') ? [] : [figures])))

/** Tickets that a counter may call by rule: of its services, sent to it, or sent to its person. */
export function counterFigures(hall: Hall, counter: Counter): QueueFigures {
  const names = servicesOf(hall, counter).map((service) => `service:${service}`)
  names.push(`counter:${counter.id}`)
  if (counter.badge !== undefined) names.push(`badge:${counter.badge}`)
  return totalOf(names.map((name) => figuresOfQueue(hall, name)))
}
