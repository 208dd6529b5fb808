import type { PrinterHealth } from '../../printers/connection/session.ts'
import { troubleIn } from '../../printers/dialects/sensors.ts'
import type { PrinterCondition } from '../hall/printer-record.ts'

/** Returns a printer's condition in the terms of the hall, by the judgement on which its printing depends. */
export function conditionOf({ reachable, speaks, level, state }: PrinterHealth): PrinterCondition {
  const isSilent = reachable && (!speaks || level === 'none')
  return {
    state: reachable ? (troubleIn(state) ?? 'ready') : 'unreachable',
    ...(state.nearEnd ? { nearEnd: true } : {}),
    ...(isSilent ? { silent: true } : {}),
  }
}
