import type { Glyphs, Ink, Lettering } from './glyphs.ts'
import { limits } from './limits.ts'
import { balancedLines } from './line-breaks.ts'
import type { TicketSlip } from './printer.ts'
import { type QrMatrix, qrOf, quietModules } from './qr.ts'
import { type Sizes, sizesFor } from './slip-sizes.ts'

/** A rectangle in dots, from the upper left of the slip. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** What stands on the slip, from top to bottom. */
export type SlipPart =
  | 'hall'
  | 'label'
  | 'service'
  | 'hall-service'
  | 'ahead'
  | 'wait'
  | 'qr'
  | 'qr-caption'
  | 'line'
  | 'category'
  | 'footer'
  | 'copy-mark'

export type Mark =
  /** `ink` is where the text's black dots lie; `white` letters stand on a black box. */
  | { kind: 'text'; part: SlipPart; text: string; lettering: Lettering; ink: Box; white?: true }
  | { kind: 'box'; part: SlipPart; box: Box }
  | { kind: 'frame'; part: SlipPart; box: Box; thickness: number }
  /** The perforation: the hall's motif, and where the eye goes from the number to the rest. */
  | { kind: 'tear'; box: Box }
  /** `box` includes the quiet zone. */
  | { kind: 'qr'; part: 'qr'; box: Box; module: number; matrix: QrMatrix }

/** A slip as a list of things to draw. Pure: the same slip, width and letters give the same list. */
export interface SlipLayout {
  width: number
  height: number
  marks: readonly Mark[]
}

/** Paper that is being filled from the top. */
interface Sheet {
  readonly slip: TicketSlip
  readonly sizes: Sizes
  readonly glyphs: Glyphs
  readonly marks: Mark[]
  y: number
}

/**
 * Lays a slip out for a paper of `width` printable dots: 576 on 80 mm rolls, 384 on 58 mm ones, at 203 dpi.
 * Nothing is clipped: texts wrap, the label is narrowed, then made smaller, and the slip grows longer.
 * Refuses (throws) widths under 200 dots, where no label is readable.
 */
export function layOut(slip: TicketSlip, width: number, glyphs: Glyphs): SlipLayout {
  if (!Number.isInteger(width) || width < 200) {
    throw new Error(
      `a paper of ${width} dots is too narrow for a slip; 384 (58 mm) and 576 (80 mm) are usual`,
    )
  }
  const sheet: Sheet = { slip, sizes: sizesFor(width), glyphs, marks: [], y: 0 }
  sheet.y = sheet.sizes.top
  paragraph(sheet, 'hall', slip.hall, sheet.sizes.hall)
  label(sheet)
  paragraph(sheet, 'service', slip.service, sheet.sizes.service)
  paragraph(sheet, 'hall-service', slip.serviceInHallLanguage, sheet.sizes.hallService)
  tear(sheet)
  follow(sheet)
  documents(sheet)
  category(sheet)
  paragraph(sheet, 'footer', slip.footer, sheet.sizes.footer)
  copyMark(sheet)
  return { width, height: sheet.y + sheet.sizes.bottom, marks: sheet.marks }
}

/** The number: as tall as the paper allows between 15 and 20 mm. */
function label(sheet: Sheet): void {
  const { sizes, glyphs, slip } = sheet
  const text = shortened(slip.label, limits.labelMost)
  const room = sizes.width - 2 * sizes.margin
  const probe = glyphs.measure('H', { face: 'number', size: 200, weight: 800 })
  const size = Math.round((sizes.labelHeight * 200) / Math.max(1, probe.ascent))
  let lettering: Lettering = { face: 'number', size, weight: 800 }
  let ink = glyphs.measure(text, lettering)
  if (ink.right - ink.left > room) {
    const squeeze = Math.floor((room / (ink.right - ink.left)) * 100) / 100
    if (squeeze >= sizes.squeezeLeast) lettering = { ...lettering, squeeze }
    else {
      const smaller = Math.floor((size * squeeze) / sizes.squeezeLeast)
      lettering = { ...lettering, size: Math.max(24, smaller), squeeze: sizes.squeezeLeast }
    }
    ink = glyphs.measure(text, lettering)
  }
  sheet.y += sizes.aboveLabel
  placeText(sheet, 'label', text, lettering, ink, centred(sizes.width, ink), sheet.y + ink.ascent)
  sheet.y += ink.ascent + ink.descent + sizes.belowLabel
}

/** The QR with the waiting figures and the caption beside it, or below one another when there is no QR. */
function follow(sheet: Sheet): void {
  const { slip, sizes } = sheet
  const matrix = slip.phoneUrl === undefined ? undefined : qrOf(slip.phoneUrl)
  if (!matrix) {
    paragraph(sheet, 'ahead', slip.ahead, sizes.ahead)
    paragraph(sheet, 'wait', slip.wait, sizes.wait)
    if (slip.ahead !== undefined || slip.wait !== undefined) sheet.y += sizes.gap
    return
  }
  const wanted = matrix.size + 2 * quietModules
  const module = Math.max(4, Math.min(sizes.qrModuleMost, Math.floor(sizes.qrMost / wanted)))
  const side = wanted * module
  const beside = sizes.width - side - sizes.margin
  if (beside < sizes.besideLeast) return stackedFollow(sheet, matrix, module)
  const top = sheet.y
  sheet.marks.push({
    kind: 'qr',
    part: 'qr',
    box: { x: 0, y: top, width: side, height: side },
    module,
    matrix,
  })
  const quiet = quietModules * module
  const column = { x: side, width: beside }
  const from = sheet.marks.length
  sheet.y = top
  paragraph(sheet, 'ahead', slip.ahead, sizes.ahead, column)
  paragraph(sheet, 'wait', slip.wait, sizes.wait, column)
  sheet.y += sizes.gap
  paragraph(sheet, 'qr-caption', slip.qrCaption, sizes.small, column)
  const used = sheet.y - top
  const lower = Math.max(quiet / 2, Math.floor((side - used) / 2))
  for (const mark of sheet.marks.slice(from)) if (mark.kind === 'text') mark.ink.y += lower
  sheet.y = Math.max(top + side, top + lower + used + sizes.gap)
}

function stackedFollow(sheet: Sheet, matrix: QrMatrix, module: number): void {
  const { slip, sizes } = sheet
  paragraph(sheet, 'ahead', slip.ahead, sizes.ahead)
  paragraph(sheet, 'wait', slip.wait, sizes.wait)
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
  paragraph(sheet, 'qr-caption', slip.qrCaption, { ...sizes.small, align: 'centre' })
  sheet.y += sizes.gap
}

function documents(sheet: Sheet): void {
  const { slip, sizes } = sheet
  const lines = slip.lines.filter((line) => line.trim() !== '').slice(0, limits.linesMost)
  if (lines.length === 0) return
  const indent = sizes.small.lettering.size
  for (const line of lines) {
    const dot = Math.round(indent / 4)
    sheet.marks.push({
      kind: 'box',
      part: 'line',
      box: {
        x: sizes.margin + Math.round((indent - dot) / 3),
        y: sheet.y + Math.round((sizes.line.height - dot) / 2),
        width: dot,
        height: dot,
      },
    })
    const x = sizes.margin + indent
    paragraph(sheet, 'line', line, sizes.line, { x, width: sizes.width - sizes.margin - x })
  }
  sheet.y += sizes.gap
}

/** The priority mark: framed, not black, because heads of fast printers run hot on black. */
function category(sheet: Sheet): void {
  const { slip, sizes } = sheet
  if (slip.category === undefined || slip.category.trim() === '') return
  framed(sheet, 'category', slip.category, sizes.category, false)
  sheet.y += sizes.gap
}

/** A copy must be seen from across the counter: white on black, the whole width, the last thing on the slip. */
function copyMark(sheet: Sheet): void {
  const { slip, sizes } = sheet
  if (slip.copy <= 1) return
  sheet.y += sizes.gap
  framed(sheet, 'copy-mark', slip.copyMark ?? `COPY ${slip.copy}`, sizes.copy, true)
}

function framed(sheet: Sheet, part: SlipPart, text: string, style: TextStyle, black: boolean): void {
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
function tear(sheet: Sheet): void {
  const { sizes } = sheet
  sheet.y += sizes.gap
  sheet.marks.push({ kind: 'tear', box: { x: 0, y: sheet.y, width: sizes.width, height: sizes.tear } })
  sheet.y += sizes.tear + sizes.gap
}

/** How a paragraph is set: its letters, its line height, and where its lines stand. */
export interface TextStyle {
  lettering: Lettering
  height: number
  align: 'start' | 'centre'
}

function paragraph(
  sheet: Sheet,
  part: SlipPart,
  given: string | undefined,
  style: TextStyle,
  column?: { x: number; width: number },
): void {
  if (given === undefined || given.trim() === '') return
  const { sizes, glyphs } = sheet
  const { x, width } = column ?? { x: sizes.margin, width: sizes.width - 2 * sizes.margin }
  const widthOf = (text: string): number => {
    const ink = glyphs.measure(text, style.lettering)
    return Math.max(ink.right, ink.advance) - Math.min(0, ink.left)
  }
  const least = width * (style.align === 'centre' ? 0.5 : 0.8)
  for (const text of balancedLines(shortened(given), width, widthOf, style.lettering.size, least)) {
    const ink = glyphs.measure(text, style.lettering)
    const ascent = Math.max(ink.ascent, Math.round(style.lettering.size * 0.88))
    const height = Math.max(style.height, ascent + ink.descent + 2)
    const baseline = sheet.y + ascent + Math.floor((height - style.lettering.size * 1.12) / 2)
    const pen = style.align === 'centre' ? x + centred(width, ink) : x - Math.min(0, ink.left)
    placeText(
      sheet,
      part,
      text,
      style.lettering,
      ink,
      pen,
      Math.min(baseline, sheet.y + height - ink.descent),
    )
    sheet.y += height
  }
}

function placeText(
  sheet: Sheet,
  part: SlipPart,
  text: string,
  lettering: Lettering,
  ink: Ink,
  pen: number,
  baseline: number,
): void {
  const box = {
    x: pen + ink.left,
    y: baseline - ink.ascent,
    width: ink.right - ink.left,
    height: ink.ascent + ink.descent,
  }
  sheet.marks.push({ kind: 'text', part, text, lettering, ink: box })
}

function centred(width: number, ink: Ink): number {
  return Math.max(0, Math.floor((width - (ink.right - ink.left)) / 2)) - ink.left
}

function shortened(text: string, most: number = limits.textMost): string {
  const characters = [...text]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}
