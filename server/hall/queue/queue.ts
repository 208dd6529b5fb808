import { Deadlines } from '../deadlines/deadlines.ts'
import { rebuildDeadlines } from '../deadlines/state-deadlines.ts'
import type { Hall, MutableHall, MutableIndex } from '../hall.ts'
import type { DeviceId, TicketId } from '../ids.ts'
import { limits } from '../limits.ts'
import type { EndedTicket, LiveTicket, SentTo } from '../ticket.ts'
import { forgetWaiting, noteWaiting } from '../waits/telling.ts'

/**
 * A line is a queue: the waiting tickets of one service, or those sent to one counter or one person, in order.
 * Derived from the tickets and kept sorted, so that the cost of a call does not grow with the day.
 */

export function emptyIndex(): MutableIndex {
  return {
    lines: new Map(),
    labels: new Map(),
    untold: new Set(),
    latestOfDevice: new Map(),
    liveOfDevice: new Map(),
    lastServed: new Map(),
    unservedAt: undefined,
    deadlines: new Deadlines(),
  }
}

export function queueName(ticket: { service: string; sentTo?: SentTo }): string {
  if (!ticket.sentTo) return `service:${ticket.service}`
  return 'counter' in ticket.sentTo ? `counter:${ticket.sentTo.counter}` : `badge:${ticket.sentTo.badge}`
}

const nobody: readonly LiveTicket[] = []
export const queueOf = (hall: Hall, name: string): readonly LiveTicket[] =>
  hall.index.lines.get(name) ?? nobody
export const waitingFor = (hall: Hall, service: string): readonly LiveTicket[] =>
  queueOf(hall, `service:${service}`)

interface Standing {
  readonly standsSince: number
  readonly tieBreak: number
  readonly no: number
}

/** Total order: the earlier `standsSince` first; among equal ones the ticket issued first. */
export function standsBefore(a: Standing, b: Standing): boolean {
  if (a.standsSince !== b.standsSince) return a.standsSince < b.standsSince
  return a.tieBreak !== b.tieBreak ? a.tieBreak < b.tieBreak : a.no < b.no
}

/** The number of tickets of a queue before a place. */
export function countBefore(line: readonly LiveTicket[], place: Standing): number {
  let low = 0
  let high = line.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (standsBefore(line[middle]!, place)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The place right behind the ticket at `position`, ahead of the tickets after it and of any ticket issued later.
 * Where no tieBreak-break fits between two tickets, the next gap is used: further back, never in front.
 */
export function placeBehind(
  line: readonly LiveTicket[],
  position: number,
): { standsSince: number; tieBreak: number } {
  for (let at = position; ; at += 1) {
    const before = line[at]!
    const after = line[at + 1]
    const { standsSince } = before
    const crowded = after?.standsSince === standsSince
    const upper = crowded ? after.tieBreak : Math.floor(before.tieBreak) + 1
    const tieBreak = (before.tieBreak + upper) / 2
    if (tieBreak > before.tieBreak && tieBreak < upper) return { standsSince, tieBreak }
    if (!crowded) return { standsSince, tieBreak: before.tieBreak + 1 }
  }
}

/** The place behind the first `count` tickets of a queue; in front with none, and since now where nobody waits. */
export function behind(
  line: readonly LiveTicket[],
  count: number,
  alone: { standsSince: number; tieBreak: number },
): { standsSince: number; tieBreak: number } {
  const position = count - 1
  return position < 0
    ? line[0]
      ? { standsSince: line[0].standsSince, tieBreak: line[0].tieBreak - 1 }
      : alone
    : placeBehind(line, position)
}

/** Adds a live ticket or replaces its earlier value; no other function adds to `hall.live`. */
export function putTicket(hall: MutableHall, ticket: LiveTicket): void {
  const former = hall.live.get(ticket.id)
  if (former) leaveLine(hall.index, former)
  else {
    const same = hall.index.labels.get(ticket.label)
    hall.index.labels.set(ticket.label, same ? [...same, ticket.id] : [ticket.id])
    countLive(hall.index, ticket, 1)
  }
  hall.live.set(ticket.id, ticket)
  if (ticket.stage.stage !== 'waiting') return forgetWaiting(hall, ticket.id)
  noteWaiting(hall, ticket, former)
  const name = queueName(ticket)
  const line = hall.index.lines.get(name)
  if (line) line.splice(countBefore(line, ticket), 0, ticket)
  else hall.index.lines.set(name, [ticket])
}

/** Removes a ticket that has ended from the live ones. */
export function endTicket(hall: MutableHall, ticket: LiveTicket, ended: EndedTicket): void {
  leaveLine(hall.index, ticket)
  hall.live.delete(ticket.id)
  hall.quotes.delete(ticket.id)
  forgetWaiting(hall, ticket.id)
  countLive(hall.index, ticket, -1)
  const others = hall.index.labels.get(ticket.label)?.filter((id) => id !== ticket.id)
  if (others?.length) hall.index.labels.set(ticket.label, others)
  else hall.index.labels.delete(ticket.label)
  hall.ended.set(ended.id, ended)
  if (ended.how === 'unserved') hall.index.unservedAt = ended.endedAt
  noteServed(hall.index, ended)
}

function noteServed({ lastServed }: MutableIndex, { id, how, counter }: EndedTicket): void {
  if (how === 'served' && counter !== undefined) lastServed.set(counter, id)
}

function countLive({ liveOfDevice }: MutableIndex, { device, issuedBy }: LiveTicket, change: 1 | -1): void {
  if (issuedBy !== 'device') return
  const count = (liveOfDevice.get(device) ?? 0) + change
  if (count > 0) liveOfDevice.set(device, count)
  else liveOfDevice.delete(device)
}

function leaveLine(index: MutableIndex, ticket: LiveTicket): void {
  if (ticket.stage.stage !== 'waiting') return
  const name = queueName(ticket)
  const line = index.lines.get(name)
  if (!line) return
  const position = countBefore(line, ticket)
  if (line[position]?.id !== ticket.id)
    throw new Error(`ticket ${ticket.id} is not at its place in queue ${name}`)
  line.splice(position, 1)
  if (line.length === 0) index.lines.delete(name)
}

/** Builds the index from the tickets alone: at a start, and to check the maintained one. */
export function rebuildIndex(hall: MutableHall): void {
  const tickets = [...hall.live.values()]
  hall.live.clear()
  hall.index.lines.clear()
  hall.index.labels.clear()
  hall.index.untold.clear()
  hall.index.liveOfDevice.clear()
  for (const ticket of tickets) putTicket(hall, ticket)
  rebuildEndedIndex(hall)
  rebuildDeadlines(hall)
}

/** Adds a ticket to the latest ones that its device issued; the oldest of them gives way. */
export function addToDevice({ latestOfDevice }: MutableIndex, device: DeviceId, ticket: TicketId): void {
  const earlier = latestOfDevice.get(device) ?? []
  latestOfDevice.set(device, [...earlier.slice(1 - limits.latestOfDevice), ticket])
}

/** Finds the ticket that was served last at each counter. Ended tickets are in the order of their ends. */
export function findLastServed({ index, ended }: MutableHall): void {
  index.lastServed.clear()
  for (const one of ended.values()) noteServed(index, one)
}

/**
 * The parts of the index that depend on ended tickets: the newest of each device, the last served at each counter, the
 * last unserved one.
 */
export function rebuildEndedIndex(hall: MutableHall): void {
  hall.index.unservedAt = undefined
  for (const { how, endedAt } of hall.ended.values()) if (how === 'unserved') hall.index.unservedAt = endedAt
  findLastServed(hall)
  hall.index.latestOfDevice.clear()
  const byIssue = [...hall.ended.values(), ...hall.live.values()].sort(
    (a, b) => numberOf(a.id) - numberOf(b.id),
  )
  for (const ticket of byIssue) addToDevice(hall.index, ticket.device, ticket.id)
}

const numberOf = (id: TicketId): number => Number.parseInt(id.slice(1), 36)
/** Ids run through the hall's whole life, so they never repeat. */
export const ticketId = (no: number): TicketId => `t${no.toString(36)}`
