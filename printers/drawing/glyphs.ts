import type { Bitmap } from './bitmap.ts'

/** How a text is written. Sizes are the height of the em square in dots. */
export interface Font {
  /** `number` is the face of ticket labels, the same as on the screens; `text` is everything else. */
  face: 'text' | 'number'
  size: number
  weight: 400 | 700 | 800 | 900
  /** Horizontal narrowing, 1 by default: a label must stay 15 mm high on a 58 mm roll. */
  squeeze?: number
  /** Which forms Chinese characters have, and which face other letters; none means Chinese. */
  language?: string
  /** A text whose first letter is read from the right: punctuation and numbers stand accordingly. */
  rtl?: true
}

/** Where the ink of a text lies, in dots, measured from the pen's start on the baseline. All may be negative. */
export interface Ink {
  /** How far the pen goes on. */
  advance: number
  left: number
  right: number
  /** Above the baseline. */
  ascent: number
  /** Below the baseline. */
  descent: number
}

/** What the layout needs to know about letters; it never draws. */
export interface Glyphs {
  measure(text: string, font: Font): Ink
}

/** What drawing needs: the ink of a text alone, its upper left dot being (`left`, -`ascent`) of its `Ink`. */
export interface GlyphPainter extends Glyphs {
  paint(text: string, font: Font): Bitmap
  /** The characters of a text for which no font has a letter: what stands on the paper instead is a 〓, or nothing. */
  missing(text: string, language: string): string[]
}
