import { limits } from '../limits.ts'
import type { PrinterMessage, PrinterState } from './status.ts'
import type { StatusReader } from './status-reader.ts'

/**
 * The messages of a Star printer: automatic status blocks, and nothing else that is used here. Bits 0 and 4 of every
 * byte show where a block begins; bit 7 is 0. XON and XOFF have bit 4 set and fit nowhere in a block.
 *
 *   1  `0nn0nnn1`, the length of the block with its two headers.
 *   2  the version; with bit 7 set (network interfaces) two bytes of length and that many bytes of data follow.
 *   3  08 offline, 20 cover open, 02 an ETB was executed.
 *   4  08 cutter, 04 mechanism, 20 needs the power switch, 40 the head is hot.
 *   6  08 paper end, 06 near end (inner and outer sensor).
 *   8  the ETB counter, five bits.
 */
export function createStarReader(listen: (message: PrinterMessage) => void): StatusReader {
  let block: number[] = []

  /** Length of the present block as far as it is known: the two headers first, then the whole. */
  function wanted(): number {
    const [first = 0, second = 0] = block
    const length = fiveBits(first)
    if (block.length < 2 || (second & 0x80) === 0) return Math.max(length, 2)
    if (block.length < length + 2) return length + 2
    return length + 2 + (block[length] ?? 0) * 256 + (block[length + 1] ?? 0)
  }

  function take(byte: number): void {
    if (byte === 0x11) return listen({ type: 'go-on' })
    if (byte === 0x13) return listen({ type: 'hold-on' })
    if (block.length === 0) {
      const isHeader = (byte & 0x91) === 0x01 && fiveBits(byte) >= limits.starBlockLeast
      if (isHeader) block = [byte]
      else listen({ type: 'noise', byte })
      return
    }
    // A header in the place of status: the block before was cut off.
    if (block.length > 1 && block.length < fiveBits(block[0] ?? 0) && (byte & 0x91) === 0x01) {
      for (const lost of block) listen({ type: 'noise', byte: lost })
      block = []
      return take(byte)
    }
    block.push(byte)
    if (block.length > limits.blockBytesMost) {
      const noise = block
      block = []
      for (const lost of noise) listen({ type: 'noise', byte: lost })
    } else if (block.length >= wanted()) {
      const whole = block
      block = []
      report(whole)
    }
  }

  function report(bytes: readonly number[]): void {
    const counter = fiveBits(bytes[0] ?? 0) > 7 ? bytes[7] : undefined
    if (counter !== undefined) listen({ type: 'counted', count: fiveBits(counter) })
    listen({ type: 'state', state: stateOf(bytes) })
  }

  return {
    push(bytes) {
      for (const byte of bytes) take(byte)
    },
    reset() {
      block = []
    },
  }
}

/** Five bits around the fixed ones: 6, 5, 3, 2, 1. */
function fiveBits(byte: number): number {
  return ((byte >> 2) & 0x18) | ((byte >> 1) & 0x07)
}

function stateOf(bytes: readonly number[]): PrinterState {
  const [, , printer = 0, error = 0, , paper = 0] = bytes
  return {
    offline: (printer & 0x08) !== 0,
    coverOpen: (printer & 0x20) !== 0,
    cutterError: (error & 0x0c) !== 0,
    deadlyError: (error & 0x20) !== 0,
    passingError: (error & 0x40) !== 0,
    paperEnd: (paper & 0x08) !== 0,
    nearEnd: (paper & 0x06) !== 0,
  }
}
