import { limits } from '../limits.ts'
import type { Glyphs, Lettering } from './glyphs.ts'
import type { PackedPicture } from './packed-picture.ts'
import {
  centred,
  type Mark,
  type Page,
  paragraph,
  placeText,
  shortened,
  spoken,
  wholeColumn,
} from './page.ts'
import { type QrMatrix, qrOf, quietModules } from './qr.ts'
import { type Block, copyMarkOf, isRtl, qrTextOf, type SizeName, type Slip } from './slip.ts'
import { type Paper, sized, sizesFor, type TextStyle } from './slip-sizes.ts'

export type { Box, Mark } from './page.ts'

/** A slip as a list of things to draw. Pure: the same slip, paper and letters give the same list. */
export interface SlipLayout {
  width: number
  height: number
  marks: readonly Mark[]
}

/**
 * Lays a slip out for a paper: 576 printable dots on 80 mm rolls, 384 on 58 mm ones, at 203 dpi. Nothing is clipped:
 * texts wrap, the label is narrowed, then made smaller, and the slip grows longer. A slip in a language read from the
 * right is laid out the same and then mirrored. Refuses (throws) widths under 200 dots, where no label is readable.
 */
export function layOut(slip: Slip, paper: Paper, glyphs: Glyphs): SlipLayout {
  const { width } = paper
  if (!Number.isInteger(width) || width < 200) {
    throw new Error(
      `a paper of ${width} dots is too narrow for a slip; 384 (58 mm) and 576 (80 mm) are usual`,
    )
  }
  const sheet: Page = { slip, sizes: sizesFor(paper), glyphs, marks: [], y: 0 }
  sheet.y = sheet.sizes.top
  for (const [at, block] of slip.blocks.entries()) {
    // The quiet zone of a QR is white enough below the line of holes.
    if (block.block === 'qr' && slip.blocks[at - 1]?.block === 'tear') sheet.y -= sheet.sizes.gap
    place(sheet, block)
  }
  copyMark(sheet)
  const marks = isRtl(slip.language) ? mirrored(sheet.marks, width) : sheet.marks
  return { width, height: sheet.y + sheet.sizes.bottom, marks }
}

function place(sheet: Page, block: Block): void {
  const { sizes } = sheet
  switch (block.block) {
    case 'text':
      return paragraph(sheet, block.part, block.text, sized(sizes.styles[block.style], block.size))
    case 'label':
      return label(sheet, block.size ?? 'usual')
    case 'logo':
      return logo(sheet, block.picture)
    case 'list':
      return list(sheet, block)
    case 'rows':
      return rows(sheet, block.part, block.rows)
    case 'mark':
      framed(sheet, block.part, block.text, sizes.styles.mark, false)
      sheet.y += sizes.gap
      return
    case 'qr':
      return follow(sheet, block)
    case 'tear':
      return tear(sheet)
    case 'rule':
      return rule(sheet)
    case 'gap':
      sheet.y += sizes.gap
      return
    default:
      return block satisfies never
  }
}

/** The number: as tall as the paper allows between 15 and 20 mm. */
function label(sheet: Page, size: SizeName): void {
  const { sizes, glyphs, slip } = sheet
  const text = shortened(slip.label, limits.labelMost)
  const room = sizes.width - 2 * sizes.margin
  const probe = glyphs.measure('H', { face: 'number', size: 200, weight: 800 })
  const letters = Math.round((sizes.labelHeight[size] * 200) / Math.max(1, probe.ascent))
  let lettering: Lettering = { face: 'number', size: letters, weight: 800 }
  let ink = glyphs.measure(text, lettering)
  if (ink.right - ink.left > room) {
    const squeeze = Math.floor((room / (ink.right - ink.left)) * 100) / 100
    if (squeeze >= sizes.squeezeLeast) lettering = { ...lettering, squeeze }
    else {
      const smaller = Math.floor((letters * squeeze) / sizes.squeezeLeast)
      lettering = { ...lettering, size: Math.max(24, smaller), squeeze: sizes.squeezeLeast }
    }
    ink = glyphs.measure(text, lettering)
  }
  sheet.y += sizes.aboveLabel
  placeText(sheet, 'label', text, lettering, ink, centred(sizes.width, ink), sheet.y + ink.ascent)
  sheet.y += ink.ascent + ink.descent + sizes.belowLabel
}

function logo(sheet: Page, picture: PackedPicture): void {
  const { width, height } = picture
  const x = Math.floor((sheet.sizes.width - width) / 2)
  if (x < 0) throw new Error(`a logo of ${width} dots is wider than the paper of ${sheet.sizes.width}`)
  sheet.marks.push({ kind: 'picture', part: 'logo', box: { x, y: sheet.y, width, height }, picture })
  sheet.y += height + sheet.sizes.gap
}

/** The QR with the waiting figures and the caption beside it, or below one another when there is no QR. */
function follow(sheet: Page, block: Extract<Block, { block: 'qr' }>): void {
  const { slip, sizes } = sheet
  const matrix = qrOf(qrTextOf(block.text, slip.copy))
  if (!matrix) {
    for (const text of block.beside) place(sheet, text)
    sheet.y += block.beside.length > 0 ? sizes.gap : 0
    return
  }
  const wanted = matrix.size + 2 * quietModules
  const module = Math.max(4, Math.min(sizes.qrModuleMost, Math.floor(sizes.qrMost / wanted)))
  const side = wanted * module
  const beside = sizes.width - side - sizes.margin
  const texts = [...block.beside, ...(block.caption ? [block.caption] : [])]
  if (beside < sizes.besideLeast || texts.length === 0) return stackedFollow(sheet, block, matrix, module)
  const top = sheet.y
  sheet.marks.push({
    kind: 'qr',
    part: 'qr',
    box: { x: 0, y: top, width: side, height: side },
    module,
    matrix,
  })
  const column = { x: side, width: beside }
  const from = sheet.marks.length
  for (const text of texts) {
    if (text === block.caption) sheet.y += sizes.gap
    paragraph(sheet, text.part, text.text, sized(sizes.styles[text.style], text.size), column)
  }
  const used = sheet.y - top
  const lower = Math.max((quietModules * module) / 2, Math.floor((side - used) / 2))
  for (const mark of sheet.marks.slice(from)) if (mark.kind === 'text') mark.ink.y += lower
  sheet.y = Math.max(top + side, top + lower + used + sizes.gap)
}

function stackedFollow(
  sheet: Page,
  { beside, caption }: Extract<Block, { block: 'qr' }>,
  matrix: QrMatrix,
  module: number,
): void {
  const { sizes } = sheet
  for (const text of beside) place(sheet, text)
  const side = (matrix.size + 2 * quietModules) * module
  const x = Math.max(0, Math.floor((sizes.width - side) / 2))
  sheet.marks.push({
    kind: 'qr',
    part: 'qr',
    box: { x, y: sheet.y, width: side, height: side },
    module,
    matrix,
  })
  sheet.y += side
  if (caption) paragraph(sheet, caption.part, caption.text, { ...sizes.styles.small, align: 'centre' })
  sheet.y += sizes.gap
}

function list(sheet: Page, { part, title, items, size }: Extract<Block, { block: 'list' }>): void {
  const { sizes } = sheet
  const style = sized(sizes.styles.item, size)
  const lines = items.filter((line) => line.trim() !== '').slice(0, limits.linesMost)
  if (lines.length === 0) return
  if (title !== undefined) paragraph(sheet, part, title, bold(style))
  const indent = style.lettering.size
  const dot = Math.round(indent / 4)
  for (const line of lines) {
    const top = sheet.y
    const x = sizes.margin + indent
    paragraph(sheet, part, line, style, { x, width: sizes.width - sizes.margin - x })
    const y = top + Math.round((style.height - dot) / 2)
    const box = { x: sizes.margin + Math.round((indent - dot) / 3), y, width: dot, height: dot }
    sheet.marks.push({ kind: 'box', part, box })
  }
  sheet.y += sizes.gap
}

function bold(style: TextStyle): TextStyle {
  return { ...style, lettering: { ...style.lettering, weight: 700 } }
}

/** Two columns: the second as wide as it needs to be, at most half of the paper. */
function rows(sheet: Page, part: string, given: readonly (readonly [string, string])[]): void {
  const { sizes, glyphs } = sheet
  const style = sizes.styles.item
  const whole = wholeColumn(sheet)
  const widths = given.map(([, text]) => {
    const ink = glyphs.measure(text, spoken(style.lettering, text, sheet.slip.language))
    return Math.max(ink.right, ink.advance) - Math.min(0, ink.left)
  })
  const second = Math.min(Math.ceil(Math.max(0, ...widths)) + 2, Math.floor(whole.width / 2))
  const first = whole.width - second - style.lettering.size
  for (const [name, value] of given.slice(0, limits.rowsOfTwoMost)) {
    const top = sheet.y
    paragraph(sheet, part, name, style, { x: whole.x, width: first })
    const below = sheet.y
    sheet.y = top
    const column = { x: whole.x + whole.width - second, width: second }
    paragraph(sheet, part, value, { ...style, align: 'end' }, column)
    sheet.y = Math.max(sheet.y, below)
  }
  if (given.length > 0) sheet.y += sizes.gap
}

/** A copy must be seen from across the counter: white on black, the whole width, the last thing on the slip. */
function copyMark(sheet: Page): void {
  const text = copyMarkOf(sheet.slip)
  if (text === undefined) return
  sheet.y += sheet.sizes.gap
  framed(sheet, 'copy-mark', text, sheet.sizes.styles.copy, true)
}

/** The priority is framed, not black, because heads of fast printers run hot on black. */
function framed(sheet: Page, part: string, text: string, style: TextStyle, black: boolean): void {
  if (text.trim() === '') return
  const { sizes } = sheet
  const pad = Math.round(style.lettering.size / 3)
  const from = sheet.marks.length
  const top = sheet.y
  sheet.y += Math.round(pad / 2)
  const room = { x: sizes.margin + pad, width: sizes.width - 2 * (sizes.margin + pad) }
  paragraph(sheet, part, text, style, room)
  sheet.y += Math.round(pad / 2)
  const texts = sheet.marks.slice(from)
  const widest = Math.max(0, ...texts.map((mark) => (mark.kind === 'text' ? mark.ink.width : 0)))
  const width = black ? sizes.width : Math.min(sizes.width, widest + 3 * pad)
  const box = { x: Math.floor((sizes.width - width) / 2), y: top, width, height: sheet.y - top }
  if (black) for (const mark of texts) if (mark.kind === 'text') mark.white = true
  sheet.marks.splice(
    from,
    0,
    black ? { kind: 'box', part, box } : { kind: 'frame', part, box, thickness: sizes.frame },
  )
}

/** The line of holes between the number and the rest. */
function tear(sheet: Page): void {
  const { sizes } = sheet
  sheet.y += sizes.gap
  sheet.marks.push({ kind: 'tear', box: { x: 0, y: sheet.y, width: sizes.width, height: sizes.tear } })
  sheet.y += sizes.tear + sizes.gap
}

function rule(sheet: Page): void {
  const { sizes } = sheet
  const box = { x: sizes.margin, y: sheet.y, width: sizes.width - 2 * sizes.margin, height: sizes.rule }
  sheet.marks.push({ kind: 'box', part: 'rule', box })
  sheet.y += sizes.rule + sizes.gap
}

/** Everything on the other side; what stands in a box stays as it is. */
function mirrored(marks: readonly Mark[], width: number): Mark[] {
  return marks.map((mark) => {
    if (mark.kind === 'text') {
      const { ink } = mark
      return { ...mark, ink: { ...ink, x: width - ink.x - ink.width } }
    }
    const { box } = mark
    return { ...mark, box: { ...box, x: width - box.x - box.width } }
  })
}
