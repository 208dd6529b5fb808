import type { PrinterState } from '../dialects/status.ts'
import { limits } from '../limits.ts'

/** The used part of the present roll. */
export interface PaperUse {
  /** Millimetres since the last change of the roll that the printer reported; an estimate. */
  readonly usedMm: number
  /** Changes of the roll that were noticed. */
  readonly changes: number
}

/**
 * Counts the used paper, because printers count nothing themselves. A roll was changed when its end, or near end, is
 * no longer reported.
 */
export function createPaperCount(
  dpi: number,
  usedBefore = 0,
): {
  readonly use: PaperUse
  /** Called after each job with any outcome, and after each strip that was cut off. */
  used(rows: number): void
  /** Called with each complete state: not between two answers that belong together. */
  observe(state: PrinterState): void
} {
  let rows = (usedBefore * dpi) / 25.4
  let changes = 0
  let wasLow = { end: false, near: false }
  return {
    get use() {
      return { usedMm: Math.round((rows * 25.4) / dpi), changes }
    },
    used(more) {
      rows += more + limits.cutGapRows
    },
    observe({ paperEnd, nearEnd }) {
      if ((wasLow.end && !paperEnd) || (wasLow.near && !nearEnd && !paperEnd)) {
        rows = 0
        changes += 1
      }
      wasLow = { end: paperEnd, near: nearEnd || (paperEnd && wasLow.near) }
    },
  }
}
