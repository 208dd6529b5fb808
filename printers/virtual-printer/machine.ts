import type { Bitmap } from '../drawing/bitmap.ts'
import type { Strip } from './paper-strip.ts'

/** What happens at a printer that is given bytes. */
export type PaperEvent =
  /** A strip left the printer; `cut` is `none` when it was torn off by hand. */
  | { type: 'paper'; picture: Bitmap; cut: 'full' | 'partial' | 'none' }
  | { type: 'reply'; bytes: Uint8Array }
  /** One line of the printer's own letters: the bytes that were sent, and what they say. */
  | { type: 'text'; bytes: Uint8Array; text: string; cells: readonly Cell[] }
  | { type: 'status-back'; n: number }
  /** Star: all before is printed, the counter goes up; or begins anew. */
  | { type: 'counted' | 'count-reset' }
  /** Something the manuals do not know. `at` is the offset of the byte where it began. */
  | { type: 'error'; at: number; problem: string }

export interface InterpreterOptions {
  language: 'esc-pos' | 'star'
  /** Printable dots across. */
  dots: number
  dpi: number
  /** Parts of an inch that a feed unit is before `GS P` says otherwise; 360 and 406 are in manuals. */
  feedUnit: number
  /** What `GS r` answers, asked when it is reached. */
  paperSensor(): number
  /** False for models that do not know `GS ( H`: then its bytes are an error, as on paper they would be rubbish. */
  knowsProcessId: boolean
  /** True for models sold in China that begin in Chinese mode. */
  startsInChinese: boolean
  /** Draws the printer's own letters; without it lines of text leave room on the paper and no ink. */
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

/** What commands work on. */
export interface Machine {
  readonly options: InterpreterOptions
  readonly strip: Strip
  settings: Settings
  /** The line of text that is being filled, as bytes and as letters. */
  text: number[]
  cells: Cell[]
  /** Where the command being read began. */
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

/** A character of the printer's own letters on the line that is being filled. */
export interface Cell {
  character: string
  /** Dots across and down, enlarged; `space` is what `ESC SP` adds on its right. */
  width: number
  height: number
  space: number
  inverse: boolean
}

/** Draws a character in the printer's own letters, 12 × 24 dots, or 24 × 24 for Chinese ones. */
export type ResidentFonts = (character: string, width: 12 | 24) => Bitmap

/** How letters are set; `ESC @` sets it back. Some printers for China are in Chinese mode when they start. */
export interface TextSettings {
  chinese: boolean
  wide: number
  high: number
  space: number
  inverse: boolean
}

/** `GS ( k` with cn 49: a QR that the printer draws itself, from what was stored and how it was set. */
export interface SymbolSettings {
  module: number
  stored: Uint8Array | undefined
}
