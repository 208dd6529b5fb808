import type { Context } from '../entry.ts'
import { isAsLeft } from '../evolve/floor-marks.ts'
import type { Hall, UndoRecord } from '../hall.ts'
import { actorName, type CommandKey } from '../ids.ts'
import { limits } from '../limits.ts'
import { accept, type Decision, refuse } from './decision.ts'

/** Moves at a counter that can be undone. A recall was announced, an issued number stays issued, and opening ends a pause. */
const undoableAtCounter = [
  'call-next',
  'call-ticket',
  'start-service',
  'mark-no-show',
  'put-back',
  'finish',
  'hold',
  'resume',
  'transfer',
  'return-ticket',
  'cancel-ticket',
] as const
export type UndoableAtCounter = (typeof undoableAtCounter)[number]

/** Commands of the hall manager that can be undone. */
const undoableOnFloor = [
  'bring-forward',
  'recategorise',
  'close-service',
  'open-service',
  'stop-tickets',
  'give-tickets',
  'ask-to-open',
  'set-profile',
  'close-day',
] as const
export type UndoableCommand = UndoableAtCounter | (typeof undoableOnFloor)[number]

export const undoable: ReadonlySet<string> = new Set([...undoableAtCounter, ...undoableOnFloor])
const atCounter: ReadonlySet<string> = new Set(undoableAtCounter)

/**
 * Restores everything that the command changed: stage and place (C19), and both tickets of a `finish` with `next`.
 * Refused as `stale` once somebody else changed the same, after 8 s, or for another person's command.
 */
export function undo(hall: Hall, body: { command: CommandKey }, context: Context): Decision {
  const former = hall.undoRecords.get(body.command)
  if (!former) return refuse('too-late-to-undo')
  if (former.by !== actorName(context.actor)) return refuse('not-yours')
  if (!undoable.has(former.type)) return refuse('not-undoable')
  if (former.undone) return refuse('already-undone')
  if (context.at > former.at + limits.undoMs) return refuse('too-late-to-undo')
  if (movedOn(hall, former)) return refuse('stale')
  return accept([{ type: 'command-undone', v: 2, command: former.command }])
}

/** Whether a move at a counter would be undone now, apart from the time limit. */
export const canUndo = (
  hall: Hall,
  former: UndoRecord,
): former is UndoRecord & { readonly type: UndoableAtCounter } =>
  atCounter.has(former.type) && !former.undone && !movedOn(hall, former)

function movedOn(hall: Hall, former: UndoRecord): boolean {
  const ticketMoved = former.tickets.some(({ id }) => {
    const now = hall.live.get(id) ?? hall.ended.get(id)
    return now?.changedSeq !== former.seq
  })
  // A command may leave its counter unchanged: starting service only changes the ticket.
  return (
    ticketMoved ||
    former.marks?.some((mark) => !isAsLeft(hall, mark)) ||
    former.counters.some(
      ({ id }) => (hall.counters.get(id)?.changedSeq ?? Number.POSITIVE_INFINITY) > former.seq,
    )
  )
}
