import type { PaperProfile } from '../dialects/dialect.ts'
import { encodePicture } from '../dialects/esc-pos.ts'
import type { GlyphPainter } from '../drawing/glyphs.ts'
import { pngOf } from '../drawing/png.ts'
import type { Slip } from '../drawing/slip.ts'
import { drawSlip, missingGlyphs } from '../drawing/slip-picture.ts'
import { createInterpreter } from './interpreter.ts'
import type { PaperEvent } from './machine.ts'

export interface DrawnPaper {
  png: Uint8Array
  /** In dots, 8 per millimetre. */
  width: number
  height: number
  /** Characters that no font has, each once. */
  missing: readonly string[]
}

/** The paper that the bytes of a slip make. Throws when they are no valid ESC/POS, or make more than one paper. */
export async function drawPaper(
  slip: Slip,
  profile: PaperProfile,
  glyphs: GlyphPainter,
): Promise<DrawnPaper> {
  const events: PaperEvent[] = []
  const interpreter = createInterpreter((event) => events.push(event), {
    dots: profile.width,
    dpi: profile.dpi,
  })
  interpreter.push(encodePicture(drawSlip(slip, profile, glyphs), profile).bytes)
  if (!profile.cuts) interpreter.tearOff()
  const wrong = events.find((event) => event.type === 'error')
  if (wrong) throw new Error(`slip ${slip.job} is no valid ESC/POS: ${wrong.problem} (byte ${wrong.at})`)
  const strips = events.filter((event) => event.type === 'paper')
  const strip = strips[0]
  if (!strip || strips.length > 1)
    throw new Error(`slip ${slip.job} came out as ${strips.length} papers, not one`)
  const { width, height } = strip.picture
  return { png: await pngOf(strip.picture), width, height, missing: missingGlyphs(slip, glyphs) }
}
