import { countBefore, queueName } from '../hall/queue/queue.ts'
import type { LiveTicket } from '../hall/ticket.ts'

/** Lists that a forward run changes: lines of waiting tickets, what comes later, and when counters are free. */

/** Puts it at its moment, behind what comes at the same. */
export function put<T extends { at: number }>(list: T[], one: T): void {
  let place = list.length
  while (place > 0 && list[place - 1]!.at > one.at) place -= 1
  list.splice(place, 0, one)
}

/** The place of the earliest of these moments. */
export function firstOf(times: readonly number[]): number {
  let first = 0
  for (let place = 1; place < times.length; place += 1) if (times[place]! < times[first]!) first = place
  return first
}

/** Lets a ticket join its line at its place. */
export function insert(lines: Map<string, LiveTicket[]>, ticket: LiveTicket): void {
  const name = queueName(ticket)
  const line = lines.get(name)
  if (line) line.splice(countBefore(line, ticket), 0, ticket)
  else lines.set(name, [ticket])
}

/** Takes a ticket out of its line. */
export function take(lines: Map<string, LiveTicket[]>, ticket: LiveTicket): void {
  const line = lines.get(queueName(ticket))!
  if (line[0] === ticket) line.shift()
  else line.splice(line.indexOf(ticket), 1)
}
