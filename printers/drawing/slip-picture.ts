import { setImmediate as nextTurn } from 'node:timers/promises'
import { limits } from '../limits.ts'
import { type Bitmap, createBitmap, fillBox, setDot, stamp } from './bitmap.ts'
import type { GlyphPainter, Lettering } from './glyphs.ts'
import { type Box, layOut, type Mark, type SlipLayout } from './layout.ts'
import { unpackPicture } from './packed-picture.ts'
import { spoken } from './page.ts'
import { type QrMatrix, quietModules } from './qr.ts'
import { copyMarkOf, type Slip } from './slip.ts'
import { type Paper, sized, sizesFor, type TextStyle } from './slip-sizes.ts'

/**
 * Draws a slip as a 1-bit picture as wide as the paper. It runs on the server's own thread, between commands: no turn
 * of the event loop takes longer than about `limits.turnMost` plus one strip of text.
 */
export async function drawSlip(slip: Slip, paper: Paper, glyphs: GlyphPainter): Promise<Bitmap> {
  await glyphs.prepare(textsOf(slip, paper))
  await nextTurn()
  const layout = layOut(slip, paper, glyphs)
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

/** The letters of a slip that no font has, each once. */
export function lettersMissing(slip: Slip, paper: Paper, glyphs: GlyphPainter): string[] {
  const all = textsOf(slip, paper).flatMap(({ text }) => glyphs.missing(text, slip.language))
  return [...new Set(all)]
}

/** What the painter should have at hand before the layout asks; whole texts, because they hold all the letters. */
export function textsOf(slip: Slip, paper: Paper): { text: string; lettering: Lettering }[] {
  const { styles, labelHeight } = sizesFor(paper)
  const texts: [string, TextStyle][] = []
  for (const block of slip.blocks) {
    switch (block.block) {
      case 'text':
        texts.push([block.text, sized(styles[block.style], block.size)])
        break
      case 'list':
        for (const item of [block.title ?? '', ...block.items])
          texts.push([item, sized(styles.item, block.size)])
        break
      case 'rows':
        for (const row of block.rows) for (const text of row) texts.push([text, styles.item])
        break
      case 'mark':
        texts.push([block.text, styles.mark])
        break
      case 'qr':
        for (const { text, style, size } of [...block.beside, ...(block.caption ? [block.caption] : [])])
          texts.push([text, sized(styles[style], size)])
        break
      case 'label':
      case 'logo':
      case 'tear':
      case 'rule':
      case 'gap':
        break
      default:
        block satisfies never
    }
  }
  const copyMark = copyMarkOf(slip)
  if (copyMark !== undefined) texts.push([copyMark, styles.copy])
  return [
    { text: slip.label, lettering: { face: 'number', size: labelHeight.usual, weight: 800 } },
    ...texts.map(([text, style]) => ({
      text: text.slice(0, limits.textMost),
      lettering: spoken(style.lettering, text, slip.language),
    })),
  ]
}
