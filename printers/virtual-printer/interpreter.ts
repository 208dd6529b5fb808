import { type Bitmap, createBitmap } from '../drawing/bitmap.ts'
import { limits } from '../limits.ts'
import { type Command, commandsFor } from './commands.ts'
import { createStrip, type Strip } from './paper-strip.ts'
import { starCommandsFor } from './star-commands.ts'
import { noSymbol, type SymbolSettings } from './symbol.ts'
import {
  type Cell,
  lineOf,
  lineRows,
  plainText,
  type ResidentFonts,
  type TextSettings,
  textOf,
} from './text-line.ts'

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
  letters?: ResidentFonts
}

export const usualPrinter: InterpreterOptions = {
  language: 'esc-pos',
  dots: 576,
  dpi: 203,
  feedUnit: 406,
  paperSensor: () => 0,
  knowsProcessId: true,
  startsInChinese: true,
}

/** A printer's settings, as `ESC @` sets them back. */
export interface Settings {
  align: 0 | 1 | 2
  feedUnit: number
  lineFeed: number
  letters: TextSettings
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
  tell(event: PaperEvent): void
  error(problem: string): void
  /** Feeds in units of `GS P`. */
  feed(units: number): void
  printLine(): void
  cut(how: 'full' | 'partial'): void
  reset(): void
}

export interface Interpreter {
  push(bytes: Uint8Array): void
  /** Rows that went past the head so far. */
  rowsFed(): number
  /** True in the middle of a command: what comes next is its data. */
  isWithinCommand(): boolean
  /** The strip hanging out, torn off by hand; nothing when there is none. */
  tearOff(): void
  /** Power off and on: what was half read is forgotten, the strip stays. */
  restart(): void
}

/**
 * Reads ESC/POS, or Star's language, as the manuals write it, strictly, and puts it on paper. Written from the manuals' tables and not
 * from our encoder, so that the two check one another. Real-time commands (`DLE …`) are carried out on arrival by
 * the device around this; here they are passed over between commands and reported inside of pictures.
 */
export function createInterpreter(
  tell: (event: PaperEvent) => void,
  given: Partial<InterpreterOptions> = {},
): Interpreter {
  const options = { ...usualPrinter, ...given }
  const strip = createStrip(options.dots)
  let offset = 0
  let held: Uint8Array = new Uint8Array()
  let wanted = 1
  let within = false

  const fresh = (): Settings => ({
    align: 0,
    feedUnit: options.feedUnit,
    lineFeed: Math.round(options.dpi / 6),
    letters: { ...plainText, chinese: options.startsInChinese },
    symbol: { ...noSymbol },
  })
  const machine: Machine = {
    options,
    strip,
    settings: fresh(),
    text: [],
    cells: [],
    at: 0,
    tell,
    error: (problem) => tell({ type: 'error', at: machine.at, problem }),
    feed(units) {
      strip.feed(Math.floor((units * options.dpi) / machine.settings.feedUnit))
      if (strip.rows() > limits.stripRowsMost) tearOff()
    },
    printLine() {
      const { text, cells } = machine
      const rows = lineRows(cells, machine.settings.lineFeed)
      machine.text = []
      machine.cells = []
      if (text.length > 0) tell({ type: 'text', bytes: Uint8Array.from(text), text: textOf(cells), cells })
      if (cells.length === 0 || !options.letters) return strip.feed(rows)
      const line = lineOf(cells, machine, rows, options.letters)
      for (let y = 0; y < rows; y++)
        strip.print(line.bits.subarray(y * line.stride, (y + 1) * line.stride), 0)
    },
    cut(how) {
      const picture = strip.take()
      tell({ type: 'paper', picture: picture ?? createBitmap(options.dots, 1), cut: how })
    },
    reset() {
      machine.settings = fresh()
      machine.text = []
      machine.cells = []
    },
  }

  function* reading(): Command {
    const commands = options.language === 'star' ? starCommandsFor(machine) : commandsFor(machine)
    for (;;) {
      within = false
      const [first = 0] = yield 1
      within = true
      machine.at = offset - 1
      yield* commands(first)
    }
  }

  function start(): Command {
    const command = reading()
    wanted = command.next().value || 1
    return command
  }

  function tearOff(): void {
    const picture = strip.take()
    if (picture) tell({ type: 'paper', picture, cut: 'none' })
  }

  let running = start()
  return {
    push(bytes) {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
      let at = 0
      while (held.length - at >= wanted) {
        const part = held.subarray(at, at + wanted)
        at += wanted
        offset += wanted
        wanted = running.next(part).value || 1
      }
      held = held.slice(at)
    },
    rowsFed: () => strip.rowsEver(),
    isWithinCommand: () => within || held.length > 0,
    tearOff,
    restart() {
      held = new Uint8Array()
      machine.reset()
      running = start()
    },
  }
}
