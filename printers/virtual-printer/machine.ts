import type { DialectName } from '../dialects/dialect.ts'
import type { Bitmap } from '../drawing/bitmap.ts'
import type { Strip } from './paper-strip.ts'

/** The events at a printer that reads bytes. */
export type PaperEvent =
  /** A strip left the printer; `cut` is `none` when it was torn off by hand. */
  | { type: 'paper'; picture: Bitmap; cut: 'full' | 'partial' | 'none' }
  | { type: 'reply'; bytes: Uint8Array }
  /** A line of text in the resident fonts: the bytes that were sent, and the text they make. */
  | { type: 'text'; bytes: Uint8Array; text: string; cells: readonly Cell[] }
  | { type: 'status-back'; n: number }
  /** Star: all before is printed, the counter goes up; or begins anew. */
  | { type: 'counted' | 'count-reset' }
  /** Something the manuals do not know. `at` is the offset of the byte where it began. */
  | { type: 'error'; at: number; problem: string }

export interface InterpreterOptions {
  dialect: DialectName
  /** Printable dots across. */
  dots: number
  dpi: number
  /** Parts of an inch in a feed unit before `GS P` changes it; manuals give 360 and 406. */
  feedUnit: number
  /** The answer to `GS r` when it is reached. */
  paperSensor(): number
  /** False for models that do not know `GS ( H`: then its bytes are an error, as on paper they would be rubbish. */
  knowsProcessId: boolean
  /** True for models sold in China that begin in Chinese mode. */
  startsInChinese: boolean
  /** Draws the resident fonts; without it lines of text leave room on the paper and no ink. */
  fonts?: ResidentFonts
}

/** A printer's settings, as `ESC @` sets them back. */
export interface Settings {
  align: 0 | 1 | 2
  feedUnit: number
  lineFeed: number
  text: TextSettings
  symbol: SymbolSettings
}

/** The state on which commands work. */
export interface Machine {
  readonly options: InterpreterOptions
  readonly strip: Strip
  settings: Settings
  /** The line of text under construction, as bytes and as characters. */
  text: number[]
  cells: Cell[]
  /** Offset at which the present command begins. */
  at: number
  emit(event: PaperEvent): void
  error(problem: string): void
  /** Feeds in units of `GS P`. */
  feed(units: number): void
  printLine(): void
  cut(how: 'full' | 'partial'): void
  reset(): void
}

/** Reading a command: yields how many bytes it needs next and is given exactly those. */
export type Command = Generator<number, void, Uint8Array>

/** A character of the resident fonts on the line under construction. */
export interface Cell {
  character: string
  /** Dots across and down, enlarged; `space` is the addition of `ESC SP` on its right. */
  width: number
  height: number
  space: number
  inverse: boolean
}

/** Draws a character of the resident fonts, 12 × 24 dots, or 24 × 24 for Chinese ones. */
export type ResidentFonts = (character: string, width: 12 | 24) => Bitmap

/** The settings of text; `ESC @` resets them. Some printers for China start in Chinese mode. */
export interface TextSettings {
  chinese: boolean
  wide: number
  high: number
  space: number
  inverse: boolean
}

/** `GS ( k` with cn 49: a QR that the printer draws itself from stored data. */
export interface SymbolSettings {
  module: number
  stored: Uint8Array | undefined
}
