import { type Bitmap, createBitmap, dotAt, setDot, stamp } from '../drawing/bitmap.ts'
import type { Cell, Command, Machine, ResidentFonts, TextSettings } from './machine.ts'
export const plainText: TextSettings = { chinese: false, wide: 1, high: 1, space: 0, inverse: false }

const singleWidth = 12
const doubleWidth = 24
const letterHeight = 24
const chinese = new TextDecoder('gb18030', { fatal: true })

/**
 * Reads a character: one byte, or in Chinese mode from 0x81 on two or four, by GB 18030. Four when the second is a
 * digit. Outside of that mode a high byte belongs to a code page, which this printer does not know.
 */
export function* character(machine: Machine, first: number): Command {
  const { chinese: isChinese } = machine.settings.text
  if (first < 0x80) return put(machine, [first], String.fromCharCode(first), singleWidth)
  if (!isChinese) {
    machine.error(`the letter ${hex(first)} of a code page, outside of Chinese mode`)
    return put(machine, [first], '\ufffd', singleWidth)
  }
  if (first === 0x80 || first === 0xff) return machine.error(`${hex(first)} begins no Chinese character`)
  const [second = 0] = yield 1
  const bytes = [first, second]
  if (second >= 0x30 && second <= 0x39) bytes.push(...(yield 2))
  let text = ''
  try {
    text = chinese.decode(Uint8Array.from(bytes))
  } catch {
    return machine.error(`${bytes.map(hex).join(' ')} is no Chinese character: a double byte was cut`)
  }
  put(machine, bytes, text, doubleWidth)
}

function put(machine: Machine, bytes: readonly number[], text: string, width: number): void {
  const { wide, high, space, inverse } = machine.settings.text
  const cell = {
    character: text,
    width: width * wide,
    height: letterHeight * high,
    space: space * wide,
    inverse,
  }
  if (lineWidth(machine.cells) + cell.width > machine.options.dots) {
    machine.error('a line of text wider than the paper goes on in the next one')
    machine.printLine()
  }
  machine.cells.push(cell)
  machine.text.push(...bytes)
}

/** `GS !`: the high half of the byte is the width, the low half the height, each less one. */
export function sizeOf(n: number): { wide: number; high: number } {
  return { wide: (n >> 4) + 1, high: (n & 0x0f) + 1 }
}

function lineWidth(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width, space }) => sum + width + space, 0)
}

export function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.character).join('')
}

/** Rows of a line: its tallest character, or the line spacing where that is more. */
export function lineRows(cells: readonly Cell[], spacing: number): number {
  return Math.max(spacing, ...cells.map(({ height }) => height))
}

/** Returns the line as dots. */
export function lineOf(cells: readonly Cell[], machine: Machine, rows: number, draw: ResidentFonts): Bitmap {
  const { dots } = machine.options
  const line = createBitmap(dots, rows)
  let x = Math.max(0, Math.floor(((dots - lineWidth(cells)) * machine.settings.align) / 2))
  const baseline = Math.max(...cells.map(({ height }) => height))
  for (const { character, width, height, space, inverse } of cells) {
    const letter = draw(character, isDouble(character) ? doubleWidth : singleWidth)
    stamp(line, enlarged(letter, width, height, inverse), x, baseline - height)
    x += width + space
  }
  return line
}

function isDouble(character: string): boolean {
  return (character.codePointAt(0) ?? 0) >= 0x80
}

/** As printers do it: every dot becomes a block of dots. */
function enlarged(small: Bitmap, width: number, height: number, inverse: boolean): Bitmap {
  const large = createBitmap(width, height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const black = dotAt(
        small,
        Math.floor((x * small.width) / width),
        Math.floor((y * small.height) / height),
      )
      setDot(large, x, y, black !== inverse)
    }
  }
  return large
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0')
