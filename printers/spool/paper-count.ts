import type { PrinterState } from '../dialects/status.ts'
import { limits } from '../limits.ts'

/** What was used of the roll that is in. */
export interface PaperUse {
  /** Millimetres since the roll was changed, as far as the printer told that it was; an estimate. */
  readonly usedMm: number
  /** How often a new roll was seen. */
  readonly changes: number
}

/** Length of the usual rolls in millimetres, by their width: 80 × 80 mm holds 80 m, 58 × 50 mm holds 30 m. */
export const rollMm: Readonly<Record<58 | 80, number>> = { 58: 30_000, 80: 80_000 }

/** Slips of a length that a roll still holds, rounded down; 0 when more was used than a roll has. */
export function slipsLeft(usedMm: number, rollLengthMm: number, slipMm: number): number {
  return Math.max(0, Math.floor((rollLengthMm - usedMm) / slipMm))
}

/**
 * Counts the paper that went through. A roll was changed when the end, or the near end, was there and is not any more:
 * printers count nothing themselves.
 */
export function createPaperCount(
  dpi: number,
  usedBefore = 0,
): {
  readonly use: PaperUse
  /** After each job, whatever came of it, and after each strip thrown out. */
  used(rows: number): void
  /** Each state that is whole: not between two answers that belong together. */
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
