import type { Bitmap } from './bitmap.ts'

/** The font of a text. Sizes are the height of the em square in dots. */
export interface Font {
  /** `number` is the face of ticket labels, the same as on the screens; `text` serves everything else. */
  face: 'text' | 'number'
  size: number
  weight: 400 | 700 | 800 | 900
  /** Horizontal narrowing, 1 by default: a label must stay 15 mm high on a 58 mm roll. */
  squeeze?: number
  /** Decides the forms of Chinese characters and the order of the families; absent means Chinese. */
  language?: string
  /** Right-to-left text: punctuation and numbers are placed accordingly. */
  rtl?: true
}

/** The box of a text's ink in dots, measured from the pen's start on the baseline. All may be negative. */
export interface Ink {
  /** The way of the pen to the next text. */
  advance: number
  left: number
  right: number
  /** Above the baseline. */
  ascent: number
  /** Below the baseline. */
  descent: number
}

/** Measures texts for the layout; draws nothing. */
export interface Glyphs {
  measure(text: string, font: Font): Ink
}

/** Draws the ink of a text alone; its upper left dot is (`left`, -`ascent`) of its `Ink`. */
export interface GlyphPainter extends Glyphs {
  paint(text: string, font: Font): Bitmap
  /** Returns the characters of a text that no font has. On paper a 〓 stands in their place, or nothing. */
  missing(text: string, language: string): string[]
}
