import type { Dialect, DialectName, PaperProfile, SlipBytes } from '../dialects/dialect.ts'
import { escPosDialect } from '../dialects/esc-pos.ts'
import type { GlyphPainter } from '../drawing/glyphs.ts'
import type { LogoProblem } from '../drawing/logo.ts'
import type { PackedPicture } from '../drawing/packed-picture.ts'
import type { Slip } from '../drawing/slip.ts'
import { drawSlip, missingGlyphs } from '../drawing/slip-picture.ts'
import type { DrawnPaper } from '../virtual-printer/drawn-paper.ts'

/** The drawings that a hall needs, as tasks of the drawing thread. */
export interface Drawings {
  /** A slip as the bytes of one job. */
  job: { given: { slip: Slip; profile: PaperProfile; dialect: DialectName }; result: DrawnJob }
  /** A slip as it comes out of the virtual printer. */
  paper: { given: { slip: Slip; profile: PaperProfile }; result: DrawnPaper }
  /** A PNG or SVG as the logo of a slip. */
  logo: { given: { file: Uint8Array }; result: PackedPicture | LogoProblem }
  /** Nothing is drawn: the fonts of nearly every slip are loaded before the first one. */
  'usual-fonts': { given: undefined; result: undefined }
}
export type DrawingKind = keyof Drawings

export interface DrawnJob extends SlipBytes {
  /** Characters that no font has, each once. */
  missing: readonly string[]
}

/** Draws a slip, or writes it with the printer's resident fonts where the profile asks for them and they suffice. */
export async function drawJob(
  slip: Slip,
  profile: PaperProfile,
  dialect: Dialect,
  glyphs: GlyphPainter,
): Promise<DrawnJob> {
  if (profile.fonts === 'resident' && dialect === escPosDialect) {
    // Imported for slow connections only: its library takes 50 ms to load.
    const { canBeText, encodeText } = await import('../dialects/text-mode.ts')
    if (canBeText(slip))
      return { ...encodeText(slip, profile, { ownQr: profile.ownQr ?? true }), missing: [] }
  }
  const picture = drawSlip(slip, profile, glyphs)
  return { ...dialect.encode(picture, profile), missing: missingGlyphs(slip, glyphs) }
}
