import { sharedGlyphs } from './canvas-glyphs.ts'
import { pngOf } from './png.ts'
import type { TicketSlip } from './printer.ts'
import { drawSlip } from './slip-picture.ts'

/** Printable dots of the usual rolls at 203 dpi, by the width of the paper in millimetres. */
export const dotsOfPaper: Readonly<Record<number, number>> = { 58: 384, 80: 576 }

/**
 * The slip as a PNG, exactly as it would be printed, for a page that shows it before it is printed.
 * Refuses (throws) papers other than 58 and 80 mm.
 */
export async function previewSlip(slip: TicketSlip, widthMm: number): Promise<Buffer> {
  const dots = dotsOfPaper[widthMm]
  if (dots === undefined) throw new Error(`a paper of ${widthMm} mm is not known; choose 58 or 80`)
  return pngOf(await drawSlip(slip, dots, sharedGlyphs()))
}
