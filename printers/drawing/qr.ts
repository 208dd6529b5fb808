import { encode } from 'uqr'
import { limits } from '../limits.ts'

/** A QR without its quiet zone. */
export interface QrMatrix {
  /** Modules on a side. */
  readonly size: number
  isDark(column: number, row: number): boolean
}

/** The standard asks for four white modules on every side; phones fail without them. */
export const quietModules = 4

/**
 * Returns the QR of a text at error level M, raised to Q or H when that needs no larger symbol. Undefined for a text
 * that is too long to be readable on a slip: then it carries no QR.
 */
export function qrOf(text: string): QrMatrix | undefined {
  if (Buffer.byteLength(text) > limits.qrBytesMost) return undefined
  const found = encode(text, { ecc: 'M', boostEcc: true, border: 0 })
  return { size: found.size, isDark: (column, row) => found.data[row]?.[column] === true }
}
