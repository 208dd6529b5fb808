import type { Font } from './glyphs.ts'
import type { SizeName, StyleName } from './slip.ts'

/** The part of a printer's profile that a layout needs: printable dots across, and dots per inch (203 or 180). */
export interface Paper {
  width: number
  dpi: number
}

/** The style of a paragraph: its font, its line height and its alignment. */
export interface TextStyle {
  font: Font
  height: number
  align: 'start' | 'centre' | 'end'
}

/** Sizes of everything on a slip of one paper, in dots. */
export interface Sizes {
  width: number
  margin: number
  top: number
  bottom: number
  gap: number
  /** Height of the label's capitals: 15–20 mm reads at arm's length and across a counter. */
  labelHeight: Record<SizeName, number>
  aboveLabel: number
  belowLabel: number
  /** Below this factor digits touch; then the label becomes smaller instead. */
  squeezeLeast: number
  tear: number
  /** Thickness of frames. */
  frame: number
  rule: number
  /** Dots for the whole QR with its quiet zone, and the most for one module. A module has at least 4. */
  qrMost: number
  qrModuleMost: number
  /** Narrowest column for text beside the QR. */
  besideLeast: number
  styles: Record<StyleName, TextStyle>
}

/** Chinese closes up on a thermal head when it is smaller than 24 dots (3 mm at 203 dpi). */
export const fontLeast = 24
const usualDpi = 203
const scales: Record<SizeName, number> = { small: 0.8, usual: 1, large: 1.25 }
/** Millimetres of printable width from which a roll counts as a wide one: 72 on 80 mm paper, 48 to 53 on 58 mm. */
const wideFrom = 61

/** Sizes follow from millimetres: a paper of 180 dpi gets the same ones with fewer dots. */
export function sizesFor(paper: Paper): Sizes {
  const isWide = (paper.width / paper.dpi) * 25.4 >= wideFrom
  return isWide ? wide(paper) : narrow(paper)
}

/** Returns a style in another size, line height included. */
export function sized(style: TextStyle, size: SizeName = 'usual'): TextStyle {
  if (size === 'usual') return style
  const letters = Math.max(fontLeast, Math.round(style.font.size * scales[size]))
  const height = Math.round((style.height * letters) / style.font.size)
  return { ...style, font: { ...style.font, size: letters }, height }
}

function wide({ width, dpi }: Paper): Sizes {
  const dots = dotsAt(dpi)
  const style = styleAt(dpi)
  return {
    width,
    margin: dots(8),
    top: dots(4),
    bottom: dots(8),
    gap: dots(10),
    labelHeight: { small: dots(122), usual: dots(140), large: dots(158) },
    aboveLabel: dots(14),
    belowLabel: dots(16),
    squeezeLeast: 0.72,
    tear: dots(16),
    frame: 3,
    rule: 2,
    qrMost: dots(216),
    qrModuleMost: 6,
    besideLeast: dots(240),
    styles: {
      heading: style(30, 700, 40, 'centre'),
      title: style(42, 700, 54, 'centre'),
      subtitle: style(28, 400, 36, 'centre'),
      strong: style(38, 700, 50, 'start'),
      plain: style(32, 400, 44, 'start'),
      small: style(24, 400, 33, 'start'),
      item: style(26, 400, 35, 'start'),
      mark: style(30, 700, 40, 'centre'),
      note: style(24, 400, 34, 'centre'),
      copy: style(44, 700, 58, 'centre'),
    },
  }
}

function narrow({ width, dpi }: Paper): Sizes {
  const dots = dotsAt(dpi)
  const style = styleAt(dpi)
  return {
    width,
    margin: dots(6),
    top: dots(4),
    bottom: dots(8),
    gap: dots(8),
    labelHeight: { small: dots(122), usual: dots(122), large: dots(140) },
    aboveLabel: dots(14),
    belowLabel: dots(16),
    squeezeLeast: 0.72,
    tear: dots(14),
    frame: 3,
    rule: 2,
    qrMost: dots(180),
    qrModuleMost: 5,
    besideLeast: dots(170),
    styles: {
      heading: style(26, 700, 36, 'centre'),
      title: style(36, 700, 46, 'centre'),
      subtitle: style(26, 400, 34, 'centre'),
      strong: style(30, 700, 40, 'start'),
      plain: style(26, 400, 36, 'start'),
      small: style(24, 400, 32, 'start'),
      item: style(24, 400, 33, 'start'),
      mark: style(28, 700, 38, 'centre'),
      note: style(24, 400, 32, 'centre'),
      copy: style(34, 700, 46, 'centre'),
    },
  }
}

/** The sizes in this file are for 203 dpi. */
function dotsAt(dpi: number): (at203: number) => number {
  return (at203) => Math.round((at203 * dpi) / usualDpi)
}

function styleAt(dpi: number) {
  const dots = dotsAt(dpi)
  return (size: number, weight: 400 | 700, height: number, align: 'start' | 'centre'): TextStyle => {
    const letters = Math.max(fontLeast, dots(size))
    return {
      font: { face: 'text', size: letters, weight },
      height: Math.round((height * letters) / size),
      align,
    }
  }
}
