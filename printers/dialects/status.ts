import { limits } from '../limits.ts'
import type { StatusReader } from './status-reader.ts'
/**
 * The messages of an ESC/POS printer. Fixed bits tell the bytes apart, by the manuals' table of transmission status:
 *
 * - answer to `DLE EOT n`  `0xx1xx10`, one byte; only the order of asking gives its `n`
 * - automatic status       `0xx1xx00`, then three of `0xx0xxxx`
 * - answer to `GS r`       `0xx0xxxx`, one byte, the same bits as the last three above
 * - blocks                 begin with 35, 37, 3B, 3D or 5F and end in 00
 * - XON 11, XOFF 13
 */
export type PrinterMessage =
  | { type: 'answer'; byte: number }
  | { type: 'state'; state: PrinterState }
  | { type: 'paper'; nearEnd: boolean; end: boolean }
  | { type: 'processed'; id: string }
  | { type: 'cleared' }
  /** The counter that Star printers raise once everything before it is on paper. */
  | { type: 'counted'; count: number }
  | { type: 'block'; head: number; body: string }
  | { type: 'go-on' }
  | { type: 'hold-on' }
  | { type: 'noise'; byte: number }

/** The state of a printer, in any language of printers. */
export interface PrinterState {
  offline: boolean
  coverOpen: boolean
  paperEnd: boolean
  nearEnd: boolean
  cutterError: boolean
  /** Needs the power switch. */
  deadlyError: boolean
  /** Ends by itself: the head is hot. */
  passingError: boolean
}

export const noTrouble: PrinterState = {
  offline: false,
  coverOpen: false,
  paperEnd: false,
  nearEnd: false,
  cutterError: false,
  deadlyError: false,
  passingError: false,
}

const XON = 0x11
const XOFF = 0x13
const blockHeads = new Set([0x35, 0x37, 0x3b, 0x3d, 0x5f])

/**
 * Reads the back channel, in pieces of any size. Real-time bytes may come between the bytes of an automatic status or
 * of a block, as on serial connections. Never throws; bytes that fit nothing are noise.
 */
export function createStatusReader(listen: (message: PrinterMessage) => void): StatusReader {
  let automatic: number[] = []
  let block: number[] = []

  function push(bytes: Uint8Array): void {
    for (const byte of bytes) take(byte)
  }

  function take(byte: number): void {
    if (block.length > 0) return takeInBlock(byte)
    if (byte === XON) return listen({ type: 'go-on' })
    if (byte === XOFF) return listen({ type: 'hold-on' })
    if (blockHeads.has(byte)) {
      dropAutomatic()
      block = [byte]
      return
    }
    if ((byte & 0x93) === 0x12) return listen({ type: 'answer', byte })
    if ((byte & 0x93) === 0x10) {
      dropAutomatic()
      automatic = [byte]
      return
    }
    if ((byte & 0x90) !== 0) return listen({ type: 'noise', byte })
    if (automatic.length === 0) {
      return listen({ type: 'paper', nearEnd: (byte & 0x03) !== 0, end: (byte & 0x0c) !== 0 })
    }
    automatic.push(byte)
    if (automatic.length < 4) return
    const state = automaticState(automatic)
    automatic = []
    listen({ type: 'state', state })
  }

  function takeInBlock(byte: number): void {
    if (byte === XON) return listen({ type: 'go-on' })
    if (byte === XOFF) return listen({ type: 'hold-on' })
    if (byte !== 0 && byte < 0x20 && (byte & 0x93) === 0x12) return listen({ type: 'answer', byte })
    block.push(byte)
    if (byte === 0) {
      const whole = block
      block = []
      return listen(blockMessage(whole))
    }
    if (block.length <= limits.blockBytesMost) return
    const noise = block
    block = []
    for (const lost of noise) listen({ type: 'noise', byte: lost })
  }

  function dropAutomatic(): void {
    for (const byte of automatic) listen({ type: 'noise', byte })
    automatic = []
  }

  return {
    push,
    reset() {
      automatic = []
      block = []
    },
  }
}

function blockMessage(bytes: readonly number[]): PrinterMessage {
  const [head = 0, second = 0] = bytes
  const body = String.fromCharCode(...bytes.slice(1, -1))
  if (head === 0x37 && second === 0x22 && bytes.length === 7) return { type: 'processed', id: body.slice(1) }
  if (head === 0x37 && second === 0x25) return { type: 'cleared' }
  return { type: 'block', head, body }
}

function automaticState(bytes: readonly number[]): PrinterState {
  const [b1 = 0, b2 = 0, b3 = 0] = bytes
  return {
    offline: (b1 & 0x08) !== 0,
    coverOpen: (b1 & 0x20) !== 0,
    nearEnd: (b3 & 0x03) !== 0,
    paperEnd: (b3 & 0x0c) !== 0,
    cutterError: (b2 & 0x08) !== 0,
    deadlyError: (b2 & 0x20) !== 0,
    passingError: (b2 & 0x40) !== 0,
  }
}

/** Returns the state with one answer to `DLE EOT n` added. */
export function withAnswer(state: PrinterState, n: 1 | 2 | 3 | 4, byte: number): PrinterState {
  switch (n) {
    case 1:
      return { ...state, offline: (byte & 0x08) !== 0 }
    case 2:
      return {
        ...state,
        coverOpen: (byte & 0x04) !== 0,
        // Replaced here and added to by 4: the questions are always asked in order.
        paperEnd: (byte & 0x20) !== 0,
      }
    case 3:
      return {
        ...state,
        cutterError: (byte & 0x08) !== 0,
        deadlyError: (byte & 0x20) !== 0,
        passingError: (byte & 0x40) !== 0,
      }
    case 4:
      return {
        ...state,
        nearEnd: (byte & 0x0c) !== 0,
        paperEnd: state.paperEnd || (byte & 0x60) !== 0,
      }
    default:
      return n satisfies never
  }
}
