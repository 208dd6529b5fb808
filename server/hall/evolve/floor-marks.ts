import { putCounter } from '../deadlines/state-deadlines.ts'
import type { Counter, Hall, MutableHall, UndoMark } from '../hall.ts'

/** Facts of the floor beside tickets that an undo puts back: services, tickets stopped, wishes, profiles. */

/** Whether the fact is still as the command left it. */
export function isAsLeft(hall: Hall, mark: UndoMark): boolean {
  switch (mark.of) {
    case 'service':
      return hall.closedServices.has(mark.service) === mark.isClosed
    case 'tickets':
      return hall.areTicketsStopped === mark.areStopped
    case 'wish': {
      const counter = hall.counters.get(mark.counter)
      return counter !== undefined && counter.state !== 'open' && counter.asked === true
    }
    case 'profile':
      return hall.counters.get(mark.counter)?.profile === mark.profile
    default:
      return mark satisfies never
  }
}

function withoutWish(counter: Exclude<Counter, { state: 'open' }>): Counter {
  if (counter.state === 'closed') {
    const { asked: _, ...closed } = counter
    return closed
  }
  const { asked: _, ...paused } = counter
  return paused
}

/** Puts the fact back to what it was before the command. */
export function restoreMark(hall: MutableHall, mark: UndoMark): void {
  switch (mark.of) {
    case 'service':
      if (mark.isClosed) hall.closedServices.delete(mark.service)
      else hall.closedServices.add(mark.service)
      return
    case 'tickets':
      hall.areTicketsStopped = !mark.areStopped
      return
    case 'wish': {
      const counter = hall.counters.get(mark.counter)!
      if (counter.state === 'open') return
      return putCounter(hall, withoutWish(counter))
    }
    case 'profile': {
      const { profile: _, ...counter } = hall.counters.get(mark.counter)!
      const profile = mark.former === undefined ? {} : { profile: mark.former }
      return putCounter(hall, { ...counter, ...profile })
    }
    default:
      return mark satisfies never
  }
}
