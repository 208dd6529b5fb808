import { limits } from '../limits.ts'
import type { Font, Glyphs } from './glyphs.ts'
import type { PackedPicture } from './packed-picture.ts'
import {
  centred,
  fontFor,
  type Mark,
  type Page,
  paragraph,
  placeText,
  shortened,
  wholeColumn,
} from './page.ts'
import { type QrMatrix, qrOf, quietModules } from './qr.ts'
import { type Block, copyMarkOf, isRtl, qrTextOf, type SizeName, type Slip } from './slip.ts'
import { type Paper, sized, sizesFor, type TextStyle } from './slip-sizes.ts'

export type { Box, Mark } from './page.ts'

/** A slip as a list of things to draw. The same slip, paper and fonts give the same list. */
export interface SlipLayout {
  width: number
  height: number
  marks: readonly Mark[]
}

/**
 * Lays a slip out for a paper: 576 printable dots on 80 mm rolls, 384 on 58 mm ones, at 203 dpi. Nothing is clipped:
 * texts wrap, the label is narrowed, then made smaller, and the slip grows longer. A right-to-left slip is laid out
 * the same and then mirrored. Throws for widths under 200 dots, where no label is readable.
 */
export function layOut(slip: Slip, paper: Paper, glyphs: Glyphs): SlipLayout {
  const { width } = paper
  if (!Number.isInteger(width) || width < 200) {
    throw new Error(
      `a paper of ${width} dots is too narrow for a slip; 384 (58 mm) and 576 (80 mm) are usual`,
    )
  }
  const page: Page = { slip, sizes: sizesFor(paper), glyphs, marks: [], y: 0 }
  page.y = page.sizes.top
  for (const [at, block] of slip.blocks.entries()) {
    // The quiet zone of a QR is white enough below the perforation.
    if (block.block === 'qr' && slip.blocks[at - 1]?.block === 'tear') page.y -= page.sizes.gap
    place(page, block)
  }
  copyMark(page)
  const marks = isRtl(slip.language) ? mirrored(page.marks, width) : page.marks
  return { width, height: page.y + page.sizes.bottom, marks }
}

function place(page: Page, block: Block): void {
  const { sizes } = page
  switch (block.block) {
    case 'text':
      return paragraph(page, block.part, block.text, sized(sizes.styles[block.style], block.size))
    case 'label':
      return label(page, block.size ?? 'usual')
    case 'logo':
      return logo(page, block.picture)
    case 'list':
      return list(page, block)
    case 'rows':
      return rows(page, block.part, block.rows)
    case 'mark':
      framed(page, block.part, block.text, sizes.styles.mark, false)
      page.y += sizes.gap
      return
    case 'qr':
      return follow(page, block)
    case 'tear':
      return tear(page)
    case 'rule':
      return rule(page)
    case 'gap':
      page.y += sizes.gap
      return
    default:
      return block satisfies never
  }
}

/** The label: as tall as the paper allows between 15 and 20 mm. */
function label(page: Page, size: SizeName): void {
  const { sizes, glyphs, slip } = page
  const text = shortened(slip.label, limits.labelMost)
  const room = sizes.width - 2 * sizes.margin
  const probe = glyphs.measure('H', { face: 'number', size: 200, weight: 800 })
  const letters = Math.round((sizes.labelHeight[size] * 200) / Math.max(1, probe.ascent))
  let font: Font = { face: 'number', size: letters, weight: 800 }
  let ink = glyphs.measure(text, font)
  if (ink.right - ink.left > room) {
    const squeeze = Math.floor((room / (ink.right - ink.left)) * 100) / 100
    if (squeeze >= sizes.squeezeLeast) font = { ...font, squeeze }
    else {
      const smaller = Math.floor((letters * squeeze) / sizes.squeezeLeast)
      font = { ...font, size: Math.max(24, smaller), squeeze: sizes.squeezeLeast }
    }
    ink = glyphs.measure(text, font)
  }
  page.y += sizes.aboveLabel
  placeText(page, 'label', text, font, ink, centred(sizes.width, ink), page.y + ink.ascent)
  page.y += ink.ascent + ink.descent + sizes.belowLabel
}

function logo(page: Page, picture: PackedPicture): void {
  const { width, height } = picture
  const x = Math.floor((page.sizes.width - width) / 2)
  if (x < 0) throw new Error(`a logo of ${width} dots is wider than the paper of ${page.sizes.width}`)
  page.marks.push({ kind: 'picture', part: 'logo', box: { x, y: page.y, width, height }, picture })
  page.y += height + page.sizes.gap
}

/** The QR with the waiting figures and the caption beside it; the texts alone when there is no QR. */
function follow(page: Page, block: Extract<Block, { block: 'qr' }>): void {
  const { slip, sizes } = page
  const matrix = qrOf(qrTextOf(block.text, slip.copy))
  if (!matrix) {
    for (const text of block.beside) place(page, text)
    page.y += block.beside.length > 0 ? sizes.gap : 0
    return
  }
  const wanted = matrix.size + 2 * quietModules
  const module = Math.max(4, Math.min(sizes.qrModuleMost, Math.floor(sizes.qrMost / wanted)))
  const side = wanted * module
  const beside = sizes.width - side - sizes.margin
  const texts = [...block.beside, ...(block.caption ? [block.caption] : [])]
  if (beside < sizes.besideLeast || texts.length === 0) return stackedFollow(page, block, matrix, module)
  const top = page.y
  page.marks.push({
    kind: 'qr',
    part: 'qr',
    box: { x: 0, y: top, width: side, height: side },
    module,
    matrix,
  })
  const column = { x: side, width: beside }
  const from = page.marks.length
  for (const text of texts) {
    if (text === block.caption) page.y += sizes.gap
    paragraph(page, text.part, text.text, sized(sizes.styles[text.style], text.size), column)
  }
  const used = page.y - top
  const lower = Math.max((quietModules * module) / 2, Math.floor((side - used) / 2))
  for (const mark of page.marks.slice(from)) if (mark.kind === 'text') mark.ink.y += lower
  page.y = Math.max(top + side, top + lower + used + sizes.gap)
}

function stackedFollow(
  page: Page,
  { beside, caption }: Extract<Block, { block: 'qr' }>,
  matrix: QrMatrix,
  module: number,
): void {
  const { sizes } = page
  for (const text of beside) place(page, text)
  const side = (matrix.size + 2 * quietModules) * module
  const x = Math.max(0, Math.floor((sizes.width - side) / 2))
  page.marks.push({
    kind: 'qr',
    part: 'qr',
    box: { x, y: page.y, width: side, height: side },
    module,
    matrix,
  })
  page.y += side
  if (caption) paragraph(page, caption.part, caption.text, { ...sizes.styles.small, align: 'centre' })
  page.y += sizes.gap
}

function list(page: Page, { part, title, items, size }: Extract<Block, { block: 'list' }>): void {
  const { sizes } = page
  const style = sized(sizes.styles.item, size)
  const lines = items.filter((line) => line.trim() !== '').slice(0, limits.linesMost)
  if (lines.length === 0) return
  if (title !== undefined) paragraph(page, part, title, bold(style))
  const indent = style.font.size
  const dot = Math.round(indent / 4)
  for (const line of lines) {
    const top = page.y
    const x = sizes.margin + indent
    paragraph(page, part, line, style, { x, width: sizes.width - sizes.margin - x })
    const y = top + Math.round((style.height - dot) / 2)
    const box = { x: sizes.margin + Math.round((indent - dot) / 3), y, width: dot, height: dot }
    page.marks.push({ kind: 'box', part, box })
  }
  page.y += sizes.gap
}

function bold(style: TextStyle): TextStyle {
  return { ...style, font: { ...style.font, weight: 700 } }
}

/** Two columns: the second as wide as its texts, at most half of the paper. */
function rows(page: Page, part: string, given: readonly (readonly [string, string])[]): void {
  const { sizes, glyphs } = page
  const style = sizes.styles.item
  const whole = wholeColumn(page)
  const widths = given.map(([, text]) => {
    const ink = glyphs.measure(text, fontFor(style.font, text, page.slip.language))
    return Math.max(ink.right, ink.advance) - Math.min(0, ink.left)
  })
  const second = Math.min(Math.ceil(Math.max(0, ...widths)) + 2, Math.floor(whole.width / 2))
  const first = whole.width - second - style.font.size
  for (const [name, value] of given.slice(0, limits.rowsOfTwoMost)) {
    const top = page.y
    paragraph(page, part, name, style, { x: whole.x, width: first })
    const below = page.y
    page.y = top
    const column = { x: whole.x + whole.width - second, width: second }
    paragraph(page, part, value, { ...style, align: 'end' }, column)
    page.y = Math.max(page.y, below)
  }
  if (given.length > 0) page.y += sizes.gap
}

/**
 * The mark of a copy must be seen from across the counter: white on black, the whole width, the last thing on the
 * slip.
 */
function copyMark(page: Page): void {
  const text = copyMarkOf(page.slip)
  if (text === undefined) return
  page.y += page.sizes.gap
  framed(page, 'copy-mark', text, page.sizes.styles.copy, true)
}

/** A priority is framed and not black, because the heads of fast printers run hot on black. */
function framed(page: Page, part: string, text: string, style: TextStyle, black: boolean): void {
  if (text.trim() === '') return
  const { sizes } = page
  const pad = Math.round(style.font.size / 3)
  const from = page.marks.length
  const top = page.y
  page.y += Math.round(pad / 2)
  const room = { x: sizes.margin + pad, width: sizes.width - 2 * (sizes.margin + pad) }
  paragraph(page, part, text, style, room)
  page.y += Math.round(pad / 2)
  const texts = page.marks.slice(from)
  const widest = Math.max(0, ...texts.map((mark) => (mark.kind === 'text' ? mark.ink.width : 0)))
  const width = black ? sizes.width : Math.min(sizes.width, widest + 3 * pad)
  const box = { x: Math.floor((sizes.width - width) / 2), y: top, width, height: page.y - top }
  if (black) for (const mark of texts) if (mark.kind === 'text') mark.white = true
  page.marks.splice(
    from,
    0,
    black ? { kind: 'box', part, box } : { kind: 'frame', part, box, thickness: sizes.frame },
  )
}

/** The perforation between the number and the rest. */
function tear(page: Page): void {
  const { sizes } = page
  page.y += sizes.gap
  page.marks.push({ kind: 'tear', box: { x: 0, y: page.y, width: sizes.width, height: sizes.tear } })
  page.y += sizes.tear + sizes.gap
}

function rule(page: Page): void {
  const { sizes } = page
  const box = { x: sizes.margin, y: page.y, width: sizes.width - 2 * sizes.margin, height: sizes.rule }
  page.marks.push({ kind: 'box', part: 'rule', box })
  page.y += sizes.rule + sizes.gap
}

/** Mirrors the places of all marks; their contents stay as they are. */
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
