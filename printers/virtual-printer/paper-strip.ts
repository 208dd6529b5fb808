import { type Bitmap, createBitmap } from '../drawing/bitmap.ts'

/** The paper that hangs out of the printer since the last cut. */
export interface Strip {
  /** Prints one row of packed dots, beginning `indent` dots from the left; dots beyond the paper are lost. */
  print(row: Uint8Array, indent: number): void
  feed(rows: number): void
  rows(): number
  rowsEver(): number
  /** Takes the paper off; undefined when none came out since the last time. */
  take(): Bitmap | undefined
}

export function createStrip(dots: number): Strip {
  const stride = (dots + 7) >> 3
  let rows: (Uint8Array | undefined)[] = []
  let ever = 0

  return {
    print(row, indent) {
      const printed = new Uint8Array(stride)
      if (indent === 0 && dots % 8 === 0) printed.set(row.subarray(0, stride))
      else moved(row, indent, printed)
      rows.push(printed)
      ever += 1
    },
    feed(count) {
      for (let row = 0; row < count; row++) rows.push(undefined)
      ever += Math.max(0, count)
    },
    rows: () => rows.length,
    rowsEver: () => ever,
    take() {
      if (rows.length === 0) return undefined
      const picture = createBitmap(dots, rows.length)
      rows.forEach((row, y) => {
        if (row) picture.bits.set(row, y * stride)
      })
      rows = []
      return picture
    },
  }
}

function moved(row: Uint8Array, indent: number, printed: Uint8Array): void {
  for (let from = 0; from < row.length * 8; from++) {
    const x = from + indent
    if (((row[from >> 3] ?? 0) & (0x80 >> (from & 7))) === 0 || x >> 3 >= printed.length) continue
    printed[x >> 3] = (printed[x >> 3] ?? 0) | (0x80 >> (x & 7))
  }
}
