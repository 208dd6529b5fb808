import { createBitmap, stamp } from '../drawing/bitmap.ts'
import type { Font, GlyphPainter } from '../drawing/glyphs.ts'
import type { ResidentFonts } from './machine.ts'

/** The baseline and the size of characters in their cell of 24 rows. */
const baseline = 19
const size = 22

/** Fonts for a printer without a ROM: drawn glyphs, one to a cell, narrowed where the cell is. */
export function residentFontsBy(glyphs: GlyphPainter): ResidentFonts {
  return (character, width) => {
    const cell = createBitmap(width, 24)
    let font: Font = { face: 'text', size, weight: 400 }
    let ink = glyphs.measure(character, font)
    if (ink.right - ink.left < 1) return cell
    if (ink.right - ink.left > width) {
      font = { ...font, squeeze: Math.floor((width / (ink.right - ink.left)) * 100) / 100 }
      ink = glyphs.measure(character, font)
    }
    const x = Math.max(0, Math.floor((width - (ink.right - ink.left)) / 2))
    stamp(cell, glyphs.paint(character, font), x, baseline - ink.ascent)
    return cell
  }
}
