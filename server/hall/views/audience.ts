import { waitFor } from '../estimate.ts'
import type { Counter, Day, Hall } from '../hall.ts'
import { waitingFor } from '../line.ts'
import type { Settings } from '../settings.ts'
import type { LiveTicket } from '../ticket.ts'
import type { ActiveTicket, Doors, HallWords, Queue, StaffTicket } from '../view-shapes.ts'
import type { ServiceId } from '../words.ts'

/** What several audiences see alike. */

/** Drops keys whose value is undefined: a view holds neither null nor undefined. */
export function present<T extends object>(value: T): T {
  const result: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(value)) if (part !== undefined) result[key] = part
  return result as T
}

const wordsOf = new WeakMap<Settings, HallWords>()

/** Names as the settings in force give them; the same object as long as they are in force. */
export function hallWords({ settings }: Hall): HallWords {
  const known = wordsOf.get(settings!)
  if (known) return known
  const { name, services, groups, counters } = settings!
  const words = {
    hall: name,
    ...(groups && { groups: { ...groups } }),
    services: Object.fromEntries(Object.entries(services).map(([id, service]) => [id, service.name])),
    counters: Object.fromEntries(Object.entries(counters).map(([id, counter]) => [id, counter.name])),
  }
  wordsOf.set(settings!, words)
  return words
}

export function doors({ day }: Hall): Doors {
  return present({
    doors: day?.doors ?? ('closed' as Day['doors']),
    opensAt: day?.opensAt,
    closesAt: day?.closesAt,
  })
}

export function place(hall: Hall) {
  const { languages, timeZone } = hall.settings!
  return { words: hallWords(hall), languages: [...languages], timeZone, ...doors(hall) }
}

export function queueOf(hall: Hall, service: ServiceId): Queue {
  const waiting = waitingFor(hall, service).length
  return present({ waiting, wait: waitFor(hall, service, waiting) })
}

export function queues<T extends object>(
  hall: Hall,
  more: (service: ServiceId) => T,
): Record<ServiceId, Queue & T> {
  return Object.fromEntries(
    Object.keys(hall.settings!.services).map((id) => [id, { ...queueOf(hall, id), ...present(more(id)) }]),
  ) as Record<ServiceId, Queue & T>
}

export const letterOf = (hall: Hall, service: ServiceId): string => hall.settings!.services[service]!.prefix

export const activeOf = (hall: Hall, counter: Counter): LiveTicket | undefined =>
  counter.active === undefined ? undefined : hall.live.get(counter.active)

export function staffTicket(ticket: LiveTicket): StaffTicket {
  const {
    id,
    label,
    day,
    service,
    category,
    language,
    issuedAt,
    joinedAt,
    standsSince,
    mark,
    calls,
    misses,
    notes,
  } = ticket
  return present({
    ticket: id,
    label,
    day,
    service,
    category,
    language,
    issuedAt,
    joinedAt,
    standsSince,
    mark,
    calls,
    misses,
    notes: notes.length,
  })
}

export function activeView(ticket: LiveTicket | undefined): ActiveTicket | undefined {
  if (!ticket) return undefined
  const { stage, spans } = ticket
  if (stage.stage !== 'called' && stage.stage !== 'serving') return undefined
  return present({
    ...staffTicket(ticket),
    stage: stage.stage,
    calledAt: stage.calledAt,
    startedAt: stage.stage === 'serving' ? stage.startedAt : undefined,
    callsHere: stage.stage === 'called' ? stage.calls : 0,
    waitedMs: spans.waitedMs,
  })
}

/** Held and missed tickets, of all counters or of those a filter lets through. */
export function aside(hall: Hall, mine: (ticket: LiveTicket) => boolean) {
  const held: Record<
    string,
    StaffTicket & { heldAt: number; badge: string; counter: string; reason?: string }
  > = {}
  const missed: Record<string, StaffTicket & { missedAt: number; counter: string }> = {}
  for (const ticket of hall.live.values()) {
    const { stage } = ticket
    if (stage.stage !== 'held' && stage.stage !== 'missed') continue
    if (!mine(ticket)) continue
    if (stage.stage === 'held') {
      const { heldAt, badge, counter, reason } = stage
      held[ticket.id] = present({ ...staffTicket(ticket), heldAt, badge, counter, reason })
    } else missed[ticket.id] = { ...staffTicket(ticket), missedAt: stage.missedAt, counter: stage.counter }
  }
  return { held, missed }
}
