import type { Entry } from '../events.ts'
import type { Hall, UndoMark } from '../hall.ts'

/** The facts that the events of the entry will change, as they are before it. */
export function marksOf(hall: Hall, { events }: Entry): UndoMark[] {
  return events.flatMap((event): UndoMark[] => {
    switch (event.type) {
      case 'service-closed':
        return [{ of: 'service', service: event.service, isClosed: true }]
      case 'service-opened':
        return [{ of: 'service', service: event.service, isClosed: false }]
      case 'tickets-stopped':
        return [{ of: 'tickets', areStopped: true }]
      case 'tickets-given':
        return [{ of: 'tickets', areStopped: false }]
      case 'counter-asked-to-open':
        return [{ of: 'wish', counter: event.counter }]
      case 'profile-set': {
        const { counter, profile } = event
        const former = hall.counters.get(counter)?.profile
        return [{ of: 'profile', counter, profile, ...(former === undefined ? {} : { former }) }]
      }
      default:
        return []
    }
  })
}
