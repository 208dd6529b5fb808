import { limits } from '../limits.ts'
import { type Bitmap, createBitmap, fillBox, setDot, stamp } from './bitmap.ts'
import type { GlyphPainter } from './glyphs.ts'
import { type Box, layOut, type Mark, type SlipLayout } from './layout.ts'
import { unpackPicture } from './packed-picture.ts'
import { type QrMatrix, quietModules } from './qr.ts'
import { type Slip, textsOf } from './slip.ts'
import type { Paper } from './slip-sizes.ts'

/**
 * Draws a slip as a 1-bit picture as wide as the paper. Costs 3 to 5 ms of processor, and 0.2 s more for the first slip
 * of a process: the hall draws in a thread of its own (`drawing-thread/`). Throws when the slip is too long.
 */
export function drawSlip(slip: Slip, paper: Paper, glyphs: GlyphPainter): Bitmap {
  return drawLayout(layOut(slip, paper, glyphs), glyphs)
}

export function drawLayout(layout: SlipLayout, glyphs: GlyphPainter): Bitmap {
  if (layout.height > limits.rowsMost) {
    throw new Error(
      `a slip of ${layout.height} dots is longer than ${limits.rowsMost}; give it fewer or shorter lines`,
    )
  }
  const picture = createBitmap(layout.width, layout.height)
  for (const mark of layout.marks) drawMark(picture, mark, glyphs)
  return picture
}

function drawMark(picture: Bitmap, mark: Mark, glyphs: GlyphPainter): void {
  switch (mark.kind) {
    case 'text':
      return stamp(picture, glyphs.paint(mark.text, mark.font), mark.ink.x, mark.ink.y, mark.white)
    case 'box':
      return fillBox(picture, mark.box)
    case 'frame':
      return drawFrame(picture, mark.box, mark.thickness)
    case 'tear':
      return drawTear(picture, mark.box)
    case 'picture':
      return stamp(picture, unpackPicture(mark.picture), mark.box.x, mark.box.y)
    case 'qr':
      return drawQr(picture, mark.box, mark.module, mark.matrix)
    default:
      return mark satisfies never
  }
}

function drawFrame(picture: Bitmap, box: Box, thickness: number): void {
  fillBox(picture, { ...box, height: thickness })
  fillBox(picture, { ...box, y: box.y + box.height - thickness, height: thickness })
  fillBox(picture, { ...box, width: thickness })
  fillBox(picture, { ...box, x: box.x + box.width - thickness, width: thickness })
}

/** Round holes, with a half hole at either edge. */
function drawTear(picture: Bitmap, box: Box): void {
  const middle = box.y + box.height / 2
  const notch = box.height / 2
  disc(picture, box.x, middle, notch)
  disc(picture, box.x + box.width, middle, notch)
  const step = 16
  const count = Math.floor((box.width - 4 * notch) / step)
  const first = box.x + (box.width - (count - 1) * step) / 2
  for (let hole = 0; hole < count; hole++) disc(picture, first + hole * step, middle, 2.5)
}

function disc(picture: Bitmap, cx: number, cy: number, radius: number): void {
  for (let y = Math.floor(cy - radius); y <= cy + radius; y++) {
    for (let x = Math.floor(cx - radius); x <= cx + radius; x++) {
      if ((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2 <= radius ** 2) setDot(picture, x, y, true)
    }
  }
}

function drawQr(picture: Bitmap, box: Box, module: number, matrix: QrMatrix): void {
  const quiet = quietModules * module
  for (let row = 0; row < matrix.size; row++) {
    const y = box.y + quiet + row * module
    for (let column = 0; column < matrix.size; column++) {
      if (!matrix.isDark(column, row)) continue
      fillBox(picture, { x: box.x + quiet + column * module, y, width: module, height: module })
    }
  }
}

/** The characters of a slip that no font has, each once. */
export function missingGlyphs(slip: Slip, glyphs: GlyphPainter): string[] {
  const missing = textsOf(slip).flatMap((text) =>
    glyphs.missing(text.slice(0, limits.textMost), slip.language),
  )
  return [...new Set(missing)]
}
