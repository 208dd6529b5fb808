import type { CommandType } from './commands/command-types.ts'
import { decide } from './decide.ts'
import { eventVersions } from './events.ts'
import { emptyHall, evolve } from './evolve/evolve.ts'
import { upcast } from './old-events.ts'
import { fromSnapshot, snapshotVersion, toSnapshot } from './snapshot.ts'
import { nextDeadline } from './timers.ts'

const commandTypes: Readonly<Record<CommandType, true>> = {
  'issue-ticket': true,
  'open-counter': true,
  'close-counter': true,
  'pause-counter': true,
  'call-next': true,
  'call-ticket': true,
  recall: true,
  'start-service': true,
  'mark-no-show': true,
  'put-back': true,
  finish: true,
  hold: true,
  resume: true,
  transfer: true,
  'return-ticket': true,
  'cancel-ticket': true,
  leave: true,
  'let-go-first': true,
  rate: true,
  undo: true,
  'close-service': true,
  'open-service': true,
  'close-day': true,
  'ask-to-open': true,
  'set-profile': true,
  reprint: true,
  'paper-came-out': true,
  'cancel-print': true,
  'print-test-page': true,
  'time-passed': true,
  'start-hall': true,
  'accept-clock': true,
  'report-link': true,
  'report-print': true,
  'report-printer': true,
}

/** The floor as the keeper takes it: queues, counters, days, papers. */
export const hallHeart = {
  commands: new Set<string>(Object.keys(commandTypes)),
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
