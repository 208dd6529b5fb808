import { nextDeadline } from './deadlines/timers.ts'
import { commandTypes, decide } from './decide.ts'
import { eventVersions } from './events.ts'
import { emptyHall, evolve } from './evolve/evolve.ts'
import { upcast } from './old-events.ts'
import { fromSnapshot, snapshotVersion, toSnapshot } from './snapshot.ts'

/** The floor as a heart for the keeper: queues, counters, days, papers. */
export const hallHeart = {
  commands: commandTypes,
  events: eventVersions,
  snapshotVersion,
  empty: emptyHall,
  decide,
  evolve,
  nextDeadline,
  upcast,
  toSnapshot,
  fromSnapshot,
}
