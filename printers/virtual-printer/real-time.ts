/** The commands that a printer executes on arrival, at any place in the stream. */
type RealTime = { command: 'status'; n: number; end: number } | { command: 'clear'; end: number }

const clearBytes = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]

export interface RealTimeScanner {
  /** `end` is the offset after the command within the bytes given. */
  scan(bytes: Uint8Array): RealTime[]
}

/** Finds `DLE EOT n` and `DLE DC4` 8 in a stream cut into any pieces. */
export function createRealTimeScanner(): RealTimeScanner {
  let tail: number[] = []
  return {
    scan(bytes) {
      const found: RealTime[] = []
      bytes.forEach((byte, at) => {
        tail.push(byte)
        if (tail.length > clearBytes.length) tail = tail.slice(1)
        const [dle, eot, n] = tail.slice(-3)
        if (dle === 0x10 && eot === 0x04 && n !== undefined && n >= 1 && n <= 4) {
          found.push({ command: 'status', n, end: at + 1 })
        }
        if (byte === 0x08 && clearBytes.every((wanted, index) => tail[index] === wanted)) {
          found.push({ command: 'clear', end: at + 1 })
        }
      })
      return found
    },
  }
}

/** Finds `ESC ACK SOH` and `ESC ACK CAN` of Star printers. */
export function createStarScanner(): RealTimeScanner {
  let tail: number[] = []
  return {
    scan(bytes) {
      const found: RealTime[] = []
      bytes.forEach((byte, at) => {
        tail = [...tail.slice(-2), byte]
        const [esc, ack, n] = tail
        if (esc !== 0x1b || ack !== 0x06) return
        if (n === 0x01) found.push({ command: 'status', n: 1, end: at + 1 })
        if (n === 0x18) found.push({ command: 'clear', end: at + 1 })
      })
      return found
    },
  }
}
