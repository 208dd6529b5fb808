import { callableUntil } from './business-day.ts'
import type { Counter, Hall } from './hall.ts'
import type { EpochMs, ServiceId } from './ids.ts'
import { limits } from './limits.ts'
import { profileOf, servicesCalledBy } from './queue/next-ticket.ts'
import type { InUse } from './refusals.ts'
import type { Settings } from './settings.ts'
import type { LiveTicket } from './ticket.ts'

/**
 * Settings that may not go yet, because a ticket or a counter depends on them. A ticket that an undo could still
 * restore counts as well.
 */
export function inUse(hall: Hall, now: Settings, next: Settings, at: EpochMs): InUse[] {
  const restorable = [...hall.undoRecords.values()].filter(
    (record) => !record.undone && at <= record.at + limits.undoMs,
  )
  const tickets = [...hall.live.values(), ...restorable.flatMap((record) => record.tickets)]
  const counters = [...hall.counters.values()]
  return [
    ...services(tickets, now, next),
    ...leftUncalled(hall, tickets, now, next),
    ...countersInUse(tickets, counters, now, next),
    ...profiles(counters, now, next),
    ...reasons(tickets, counters, now, next),
    ...hours(hall, next, at),
  ]
}

const removed = (now: object, next: object): string[] =>
  Object.keys(now).filter((id) => !Object.hasOwn(next, id))

function used(name: string, tickets: readonly LiveTicket[], counters: readonly Counter[] = []): InUse[] {
  const labels = [...new Set(tickets.map(({ label }) => label))]
  const seated = [...new Set(counters.map(({ id }) => id))]
  if (labels.length === 0 && seated.length === 0) return []
  return [
    {
      name,
      ...(labels.length > 0 ? { tickets: labels.length, labels: labels.slice(0, limits.labelsInUse) } : {}),
      ...(seated.length > 0 ? { counters: seated } : {}),
    },
  ]
}

const services = (tickets: readonly LiveTicket[], now: Settings, next: Settings): InUse[] =>
  removed(now.services, next.services).flatMap((id) =>
    used(
      `services.${id}`,
      tickets.filter(({ service }) => service === id),
    ),
  )

/** Services with tickets that no counter would call any longer by its profile. */
function leftUncalled(hall: Hall, tickets: readonly LiveTicket[], now: Settings, next: Settings): InUse[] {
  const before = called(hall, now)
  const after = called(hall, next)
  return Object.keys(next.services)
    .filter((id) => before.has(id) && !after.has(id))
    .flatMap((id) =>
      used(
        `services.${id}`,
        tickets.filter(({ service, sentTo }) => service === id && !sentTo),
      ),
    )
}

function called(hall: Hall, settings: Settings): ReadonlySet<ServiceId> {
  const chosen = (id: string) => {
    const counter = hall.counters.get(id)
    return counter ? profileOf(settings, counter) : settings.counters[id]!.profile
  }
  return new Set(Object.keys(settings.counters).flatMap((id) => servicesCalledBy(settings, chosen(id))))
}

const countersInUse = (
  tickets: readonly LiveTicket[],
  counters: readonly Counter[],
  now: Settings,
  next: Settings,
): InUse[] =>
  removed(now.counters, next.counters).flatMap((id) =>
    used(
      `counters.${id}`,
      tickets.filter((ticket) => isTiedTo(ticket, id)),
      counters.filter((counter) => counter.id === id && counter.state !== 'closed'),
    ),
  )

/** Called or served there, held there, or sent there. */
function isTiedTo({ stage, sentTo }: LiveTicket, counter: string): boolean {
  if (sentTo && 'counter' in sentTo && sentTo.counter === counter) return true
  return stage.stage !== 'waiting' && stage.stage !== 'missed' && stage.counter === counter
}

/** A profile that the hall manager set at an occupied counter. */
const profiles = (counters: readonly Counter[], now: Settings, next: Settings): InUse[] =>
  removed(now.profiles, next.profiles).flatMap((name) =>
    used(
      `profiles.${name}`,
      [],
      counters.filter(({ profile, state }) => profile === name && state !== 'closed'),
    ),
  )

function reasons(
  tickets: readonly LiveTicket[],
  counters: readonly Counter[],
  now: Settings,
  next: Settings,
): InUse[] {
  return [
    ...removed(now.reasons.pause, next.reasons.pause).flatMap((id) =>
      used(
        `reasons.pause.${id}`,
        [],
        counters.filter((counter) => counter.state === 'paused' && counter.reason === id),
      ),
    ),
    ...removed(now.reasons.hold, next.reasons.hold).flatMap((id) =>
      used(
        `reasons.hold.${id}`,
        tickets.filter(({ stage }) => stage.stage === 'held' && stage.for === id),
      ),
    ),
  ]
}

/** Hours after which the present day would be over already: the change would end its waiting tickets. */
function hours(hall: Hall, next: Settings, at: EpochMs): InUse[] {
  const until = hall.day && hall.callableUntil.get(hall.day.id)
  if (!hall.day || until === undefined || at >= until || callableUntil(hall.day.id, next) > at) return []
  const { id } = hall.day
  return used(
    'hours',
    [...hall.live.values()].filter(
      ({ day, stage }) => day <= id && (stage.stage === 'waiting' || stage.stage === 'missed'),
    ),
  )
}
