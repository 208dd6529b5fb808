import type { FloorCommandType } from '../../../server/hall/commands/command-types.ts'

/** How common each command of the floor is in a random history. */
const shares: Readonly<Record<FloorCommandType, number>> = {
  'open-counter': 3,
  'close-counter': 1,
  'pause-counter': 1,
  'call-ticket': 2,
  recall: 1,
  'mark-no-show': 3,
  'put-back': 2,
  hold: 2,
  resume: 2,
  transfer: 3,
  'return-ticket': 3,
  'cancel-ticket': 1,
  leave: 1,
  'let-go-first': 2,
  rate: 1,
  'close-service': 1,
  'open-service': 1,
  'close-day': 1,
  'ask-to-open': 1,
  'set-profile': 1,
  'issue-ticket': 10,
  'call-next': 8,
  undo: 6,
  finish: 4,
  'start-service': 5,
  reprint: 2,
  'paper-came-out': 1,
  'cancel-print': 1,
  'print-test-page': 1,
  'read-notes': 1,
  'destroy-notes': 1,
  'read-ratings': 1,
}

export const commonCommands: readonly FloorCommandType[] = Object.entries(shares).flatMap(([type, share]) =>
  new Array<FloorCommandType>(share).fill(type as FloorCommandType),
)
