import type { PrinterHealth } from '../../printers/connection/session.ts'
import type { PrinterCondition } from '../hall/printer-record.ts'

/** Returns a printer's condition in the terms of the hall. A fault that stops it comes before one that soon will. */
export function conditionOf({ reachable, speaks, level, state }: PrinterHealth): PrinterCondition {
  const isSilent = reachable && (!speaks || level === 'none')
  return {
    state: stateOf(reachable, state),
    ...(state.nearEnd ? { nearEnd: true } : {}),
    ...(isSilent ? { silent: true } : {}),
  }
}

function stateOf(reachable: boolean, state: PrinterHealth['state']): PrinterCondition['state'] {
  if (!reachable) return 'unreachable'
  if (state.coverOpen) return 'cover-open'
  if (state.paperEnd) return 'no-paper'
  if (state.cutterError) return 'cutter-jam'
  if (state.deadlyError) return 'printer-error'
  return 'ready'
}
