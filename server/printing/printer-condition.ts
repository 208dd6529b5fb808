import type { PrinterHealth } from '../../printers/connection/session.ts'
import type { PrinterCondition } from '../hall/printer-record.ts'

/** How a printer says it is, in the hall's words. What keeps it from printing comes before what will soon. */
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
