import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Bitmap, createBitmap, fillBox, setDot, stamp } from './bitmap.ts'
import type { GlyphPainter, Lettering } from './glyphs.ts'
import { type Box, layOut, type Mark, type SlipLayout } from './layout.ts'
import { limits } from './limits.ts'
import type { TicketSlip } from './printer.ts'
import { type QrMatrix, quietModules } from './qr.ts'
import { sizesFor } from './slip-sizes.ts'

/**
 * Draws a slip as a 1-bit picture of `width` dots. It runs on the server's own thread, between commands: no turn
 * of the event loop takes longer than about `limits.turnMost` plus one strip of text.
 */
export async function drawSlip(slip: TicketSlip, width: number, glyphs: GlyphPainter): Promise<Bitmap> {
  await glyphs.prepare(textsOf(slip, width))
  await nextTurn()
  const layout = layOut(slip, width, glyphs)
  await nextTurn()
  return drawLayout(layout, glyphs)
}

export async function drawLayout(layout: SlipLayout, glyphs: GlyphPainter): Promise<Bitmap> {
  if (layout.height > limits.rowsMost) {
    throw new Error(
      `a slip of ${layout.height} dots is longer than ${limits.rowsMost}; give it fewer or shorter lines`,
    )
  }
  const picture = createBitmap(layout.width, layout.height)
  let since = performance.now()
  for (const mark of layout.marks) {
    drawMark(picture, mark, glyphs)
    if (performance.now() - since > limits.turnMost) {
      await nextTurn()
      since = performance.now()
    }
  }
  return picture
}

function drawMark(picture: Bitmap, mark: Mark, glyphs: GlyphPainter): void {
  switch (mark.kind) {
    case 'text':
      return stamp(picture, glyphs.paint(mark.text, mark.lettering), mark.ink.x, mark.ink.y, mark.white)
    case 'box':
      return fillBox(picture, mark.box)
    case 'frame':
      return drawFrame(picture, mark.box, mark.thickness)
    case 'tear':
      return drawTear(picture, mark.box)
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

/** Round holes, with a half notch at either edge. */
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

/** What the painter should have at hand before the layout asks; whole texts, because they hold all the letters. */
function textsOf(slip: TicketSlip, width: number): { text: string; lettering: Lettering }[] {
  const sizes = sizesFor(width)
  const texts: [string | undefined, Lettering][] = [
    [slip.hall, sizes.hall.lettering],
    [slip.label, { face: 'number', size: sizes.labelHeight, weight: 800 }],
    [slip.service, sizes.service.lettering],
    [slip.serviceInHallLanguage, sizes.hallService.lettering],
    [slip.ahead, sizes.ahead.lettering],
    [slip.wait, sizes.wait.lettering],
    [slip.qrCaption, sizes.small.lettering],
    [slip.category, sizes.category.lettering],
    [slip.footer, sizes.footer.lettering],
    [slip.copyMark, sizes.copy.lettering],
    ...slip.lines.slice(0, limits.linesMost).map((line): [string, Lettering] => [line, sizes.line.lettering]),
  ]
  return texts.flatMap(([text, lettering]) =>
    text === undefined ? [] : [{ text: text.slice(0, limits.textMost), lettering }],
  )
}
