import { servicesWithDoors } from '../business-day.ts'
import { putDay, putServiceDoors } from '../deadlines/state-deadlines.ts'
import type { Day, MutableHall } from '../hall.ts'
import type { EpochMs, ServiceId } from '../ids.ts'

/** The doors of the hall, and the issue of services with times of their own: open until a moment, or closed until one. */
export type DoorEvent =
  | { type: 'doors-opened'; closesAt: EpochMs }
  | { type: 'doors-closed'; opensAt?: EpochMs }
  | { type: 'service-doors-opened'; service: ServiceId; closesAt: EpochMs }
  | { type: 'service-doors-closed'; service: ServiceId; opensAt?: EpochMs }

export function moveDoors(hall: MutableHall, event: DoorEvent): void {
  switch (event.type) {
    case 'doors-opened':
      return putDay(hall, { ...withoutDoors(hall.day!), doors: 'open', closesAt: event.closesAt })
    case 'doors-closed':
      return putDay(hall, { ...withoutDoors(hall.day!), ...closed(event) })
    case 'service-doors-opened':
      return putServiceDoors(hall, event.service, { doors: 'open', closesAt: event.closesAt })
    case 'service-doors-closed':
      return putServiceDoors(hall, event.service, closed(event))
    default:
      return event satisfies never
  }
}

const closed = ({ opensAt }: { opensAt?: EpochMs }) =>
  opensAt === undefined ? ({ doors: 'closed' } as const) : ({ doors: 'closed', opensAt } as const)

const withoutDoors = ({ id, seq, endsAt }: Day): Pick<Day, 'id' | 'seq' | 'endsAt'> => ({ id, seq, endsAt })

/** Forgets the doors of services that no longer have times of their own. */
export function seatServiceDoors(hall: MutableHall): void {
  const having = new Set(servicesWithDoors(hall.settings!))
  for (const id of [...hall.serviceDoors.keys()]) if (!having.has(id)) putServiceDoors(hall, id, undefined)
}
