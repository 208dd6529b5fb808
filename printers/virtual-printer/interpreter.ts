import { createBitmap } from '../drawing/bitmap.ts'
import { limits } from '../limits.ts'
import { emulations } from './emulations.ts'
import type { Command, InterpreterOptions, Machine, PaperEvent, Settings } from './machine.ts'
import { createStrip } from './paper-strip.ts'
import { noSymbol } from './symbol.ts'
import { lineOf, lineRows, plainText, textOf } from './text-line.ts'

const usualPrinter: InterpreterOptions = {
  dialect: 'esc-pos',
  dots: 576,
  dpi: 203,
  feedUnit: 406,
  paperSensor: () => 0,
  knowsProcessId: true,
  startsInChinese: true,
}

interface Interpreter {
  push(bytes: Uint8Array): void
  /** Rows that went past the head so far. */
  rowsFed(): number
  /** True in the middle of a command, whose data comes next. */
  isWithinCommand(): boolean
  /** The strip hanging out, torn off by hand; nothing when there is none. */
  tearOff(): void
  /** Power off and on: a half-read command is forgotten, the strip stays. */
  restart(): void
}

/**
 * Reads a dialect strictly as the manuals write it, and puts it on paper. Written from the manuals' tables and not from
 * our encoder, so that the two check one another. Real-time commands (`DLE …`) are carried out on arrival by
 * the device around this; here they are passed over between commands and reported inside of pictures.
 */
export function createInterpreter(
  emit: (event: PaperEvent) => void,
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
    text: { ...plainText, chinese: options.startsInChinese },
    symbol: { ...noSymbol },
  })
  const machine: Machine = {
    options,
    strip,
    settings: fresh(),
    text: [],
    cells: [],
    at: 0,
    emit,
    error: (problem) => emit({ type: 'error', at: machine.at, problem }),
    feed(units) {
      strip.feed(Math.floor((units * options.dpi) / machine.settings.feedUnit))
      if (strip.rows() > limits.stripRowsMost) tearOff()
    },
    printLine() {
      const { text, cells } = machine
      const rows = lineRows(cells, machine.settings.lineFeed)
      machine.text = []
      machine.cells = []
      if (text.length > 0) emit({ type: 'text', bytes: Uint8Array.from(text), text: textOf(cells), cells })
      if (cells.length === 0 || !options.fonts) return strip.feed(rows)
      const line = lineOf(cells, machine, rows, options.fonts)
      for (let y = 0; y < rows; y++)
        strip.print(line.bits.subarray(y * line.stride, (y + 1) * line.stride), 0)
    },
    cut(how) {
      const picture = strip.take()
      emit({ type: 'paper', picture: picture ?? createBitmap(options.dots, 1), cut: how })
    },
    reset() {
      machine.settings = fresh()
      machine.text = []
      machine.cells = []
    },
  }

  function* reading(): Command {
    const commands = emulations[options.dialect].commandsFor(machine)
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
    if (picture) emit({ type: 'paper', picture, cut: 'none' })
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
