import type { Dialect, PaperProfile, Proof, SlipBytes } from '../dialects/dialect.ts'
import { escPosDialect } from '../dialects/esc-pos.ts'
import { canBeText, encodeText } from '../dialects/text-mode.ts'
import type { GlyphPainter } from './glyphs.ts'
import type { Slip } from './slip.ts'
import { drawSlip, lettersMissing } from './slip-picture.ts'

/** A slip that is ready but for the way in which its end asks for proof. */
export type SlipJob = (proof: Proof) => SlipBytes

/** Draws a slip, or leaves it in the printer's own letters where the profile wants it and the printer has them all. */
export async function slipJob(
  slip: Slip,
  profile: PaperProfile,
  dialect: Dialect,
  glyphs: GlyphPainter,
  /** Hears of letters that no font has. */
  onMissing: (letters: readonly string[]) => void = () => {},
): Promise<SlipJob> {
  if (profile.letters === 'own' && dialect === escPosDialect && canBeText(slip))
    return (proof) => encodeText(slip, profile, proof, { ownQr: profile.ownQr ?? true })
  const picture = await drawSlip(slip, profile, glyphs)
  onMissing(lettersMissing(slip, profile, glyphs))
  return (proof) => dialect.encode(picture, profile, proof)
}
