import type { PaperProfile } from '../dialects/dialect.ts'
import { paper58, paper80 } from '../dialects/esc-pos.ts'
import { sharedGlyphs } from './canvas-glyphs.ts'
import { pngOf } from './png.ts'
import type { Slip } from './slip.ts'
import { drawSlip } from './slip-picture.ts'

/** The usual rolls by the width of the paper in millimetres. */
const papers: Readonly<Record<number, PaperProfile>> = { 58: paper58, 80: paper80 }

/**
 * The slip as a PNG, exactly as it would be printed, for whoever wants to see it before it is printed.
 * Refuses (throws) papers other than 58 and 80 mm.
 */
export async function previewSlip(slip: Slip, widthMm: number): Promise<Buffer> {
  const paper = papers[widthMm]
  if (paper === undefined) throw new Error(`a paper of ${widthMm} mm is not known; choose 58 or 80`)
  return pngOf(await drawSlip(slip, paper, sharedGlyphs()))
}
