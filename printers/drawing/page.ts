import { limits } from '../limits.ts'
import type { Font, Glyphs, Ink } from './glyphs.ts'
import { balancedLines } from './line-breaks.ts'
import type { PackedPicture } from './packed-picture.ts'
import type { QrMatrix } from './qr.ts'
import { type Slip, setsRtl } from './slip.ts'
import { fontLeast, type Sizes, type TextStyle } from './slip-sizes.ts'

/** A rectangle in dots, from the upper left of the slip. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A thing to draw. `part` names it: `label`, `copy-mark`, or the name of its block. */
export type Mark =
  /** `ink` is the box of the text's black dots; `white` text stands on a black box. */
  | { kind: 'text'; part: string; text: string; font: Font; ink: Box; white?: true }
  | { kind: 'box'; part: string; box: Box }
  | { kind: 'frame'; part: string; box: Box; thickness: number }
  /** The perforation, the hall's motif, which leads the eye from the number to the rest. */
  | { kind: 'tear'; box: Box }
  | { kind: 'picture'; part: 'logo'; box: Box; picture: PackedPicture }
  /** `box` includes the quiet zone. */
  | { kind: 'qr'; part: 'qr'; box: Box; module: number; matrix: QrMatrix }

/** Paper that is being filled from the top. */
export interface Page {
  readonly slip: Slip
  readonly sizes: Sizes
  readonly glyphs: Glyphs
  readonly marks: Mark[]
  y: number
}

/** The column of a paragraph, measured from the side on which its slip begins. */
interface Column {
  x: number
  width: number
}

/** The whole width between the margins. */
export function wholeColumn({ sizes }: Page): Column {
  return { x: sizes.margin, width: sizes.width - 2 * sizes.margin }
}

/** Sets a text in lines below the present content of the page; nothing for an empty text. */
export function paragraph(page: Page, part: string, given: string, style: TextStyle, column?: Column): void {
  if (given.trim() === '') return
  const { glyphs } = page
  const { x, width } = column ?? wholeColumn(page)
  const font = fitted(glyphs, fontFor(style.font, given, page.slip.language), given, width)
  const widthOf = (text: string): number => {
    const ink = glyphs.measure(text, font)
    return Math.max(ink.right, ink.advance) - Math.min(0, ink.left)
  }
  const least = width * (style.align === 'centre' ? 0.5 : 0.8)
  for (const text of balancedLines(shortened(given), width, widthOf, font.size, least)) {
    const ink = glyphs.measure(text, font)
    const ascent = Math.max(ink.ascent, Math.round(font.size * 0.88))
    // Thai and other characters with marks above them keep the room below that others need for descenders.
    const below = Math.max(ink.descent, Math.round(font.size * 0.24))
    const height = Math.max(style.height, ascent + below + 2)
    const baseline = page.y + ascent + Math.floor((height - font.size * 1.12) / 2)
    const pen = penOf(style.align, x, width, ink)
    placeText(page, part, text, font, ink, pen, Math.min(baseline, page.y + height - ink.descent))
    page.y += height
  }
}

/**
 * A text slightly too wide for one line is set smaller, down to four fifths and to 24 dots. Two lines would cost
 * paper, and a lone word on the second one reads badly.
 */
function fitted(glyphs: Glyphs, font: Font, text: string, width: number): Font {
  const { advance, left, right } = glyphs.measure(shortened(text.trim()), font)
  const natural = Math.max(right, advance) - Math.min(0, left)
  const size = Math.floor((font.size * (width - 2)) / natural)
  if (natural <= width || size < Math.max(fontLeast, font.size * 0.8)) return font
  return { ...font, size }
}

/** The font for a text in a language: the forms of Chinese characters, and the direction. */
export function fontFor(font: Font, text: string, language: string): Font {
  return { ...font, language, ...(setsRtl(text, language) ? { rtl: true } : {}) }
}

function penOf(align: TextStyle['align'], x: number, width: number, ink: Ink): number {
  if (align === 'centre') return x + centred(width, ink)
  if (align === 'end') return x + width - ink.right
  return x - Math.min(0, ink.left)
}

export function placeText(
  page: Page,
  part: string,
  text: string,
  font: Font,
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
  page.marks.push({ kind: 'text', part, text, font, ink: box })
}

export function centred(width: number, ink: Ink): number {
  return Math.max(0, Math.floor((width - (ink.right - ink.left)) / 2)) - ink.left
}

export function shortened(text: string, most: number = limits.textMost): string {
  const characters = [...text]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}
