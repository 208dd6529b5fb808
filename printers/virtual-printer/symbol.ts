import { createBitmap, fillBox } from '../drawing/bitmap.ts'
import { qrOf } from '../drawing/qr.ts'
import type { Machine, SymbolSettings } from './machine.ts'
export const noSymbol: SymbolSettings = { module: 3, stored: undefined }

const model = 65
const size = 67
const correction = 69
const store = 80
const print = 81

/** `data` are the bytes behind `GS ( k pL pH`. */
export function symbolCommand(machine: Machine, data: Uint8Array): void {
  const [cn = 0, fn = 0, n = 0] = data
  const { symbol } = machine.settings
  if (cn !== 49) return machine.error(`GS ( k for symbol ${cn}: only QR, 49, is known`)
  switch (fn) {
    case model:
      if (n !== 49 && n !== 50 && n !== 51) machine.error(`QR model ${n} is none of 49 to 51`)
      return
    case size:
      if (n < 1 || n > 16) return machine.error(`a QR module of ${n} dots is not among 1 to 16`)
      symbol.module = n
      return
    case correction:
      if (n < 48 || n > 51) machine.error(`QR error correction ${n} is none of 48 to 51`)
      return
    case store:
      if (n !== 48) return machine.error(`GS ( k 49 80 with m ${n}, not 48`)
      symbol.stored = data.slice(3)
      return
    case print:
      if (n !== 48) return machine.error(`GS ( k 49 81 with m ${n}, not 48`)
      return printSymbol(machine)
    default:
      machine.error(`GS ( k 49 ${fn} is not known`)
  }
}

/** Prints it at its alignment, without a quiet zone, which the host has to leave. */
function printSymbol(machine: Machine): void {
  const { stored, module } = machine.settings.symbol
  const { dots } = machine.options
  if (!stored || stored.length === 0) return machine.error('a QR is to be printed and none was stored')
  const matrix = qrOf(new TextDecoder().decode(stored))
  if (!matrix) return machine.error(`a QR of ${stored.length} bytes is too long`)
  const side = matrix.size * module
  if (side > dots) return machine.error(`a QR of ${side} dots is wider than the paper of ${dots}`)
  const x = Math.floor(((dots - side) * machine.settings.align) / 2)
  const picture = createBitmap(dots, side)
  for (let row = 0; row < matrix.size; row++)
    for (let column = 0; column < matrix.size; column++)
      if (matrix.isDark(column, row))
        fillBox(picture, { x: x + column * module, y: row * module, width: module, height: module })
  for (let y = 0; y < side; y++)
    machine.strip.print(picture.bits.subarray(y * picture.stride, (y + 1) * picture.stride), 0)
}
