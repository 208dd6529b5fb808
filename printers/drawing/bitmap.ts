/** A 1-bit picture: 1 is black, the leftmost dot is the highest bit, rows padded to whole bytes with white. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  /** Bytes per row. */
  readonly stride: number
  readonly bits: Uint8Array
}

/**
 * Returns a white picture. Throws for sizes that are not whole and positive, because they come from a broken layout.
 */
export function createBitmap(width: number, height: number): Bitmap {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new Error(`a picture of ${width} × ${height} dots cannot be; both must be whole numbers above 0`)
  }
  const stride = (width + 7) >> 3
  return { width, height, stride, bits: new Uint8Array(stride * height) }
}

export function dotAt(picture: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return false
  return ((picture.bits[y * picture.stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0
}

export function setDot(picture: Bitmap, x: number, y: number, black: boolean): void {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return
  const at = y * picture.stride + (x >> 3)
  const bit = 0x80 >> (x & 7)
  const old = picture.bits[at] ?? 0
  picture.bits[at] = black ? old | bit : old & ~bit
}

/** Fills a rectangle; parts outside of the picture are ignored. */
export function fillBox(
  picture: Bitmap,
  box: { x: number; y: number; width: number; height: number },
  black = true,
): void {
  const right = Math.min(picture.width, box.x + box.width)
  const bottom = Math.min(picture.height, box.y + box.height)
  for (let y = Math.max(0, box.y); y < bottom; y++) {
    let x = Math.max(0, box.x)
    while (x < right) {
      if ((x & 7) === 0 && right - x >= 8) {
        picture.bits[y * picture.stride + (x >> 3)] = black ? 0xff : 0
        x += 8
      } else {
        setDot(picture, x, y, black)
        x += 1
      }
    }
  }
}

/**
 * Puts `source` on `target` with its upper left dot at x, y. Black dots print black, or white when `erase` is set
 * (text on a black ground). White dots change nothing; dots outside of the target are ignored.
 */
export function stamp(target: Bitmap, source: Bitmap, x: number, y: number, erase = false): void {
  const shift = ((x % 8) + 8) % 8
  const firstByte = (x - shift) / 8
  const lastBits = target.width & 7
  const edge = lastBits === 0 ? 0xff : (0xff << (8 - lastBits)) & 0xff
  for (let row = 0; row < source.height; row++) {
    const to = y + row
    if (to < 0 || to >= target.height) continue
    let carry = 0
    for (let column = 0; column <= source.stride; column++) {
      const byte = column < source.stride ? (source.bits[row * source.stride + column] ?? 0) : 0
      let ink = (carry | (byte >> shift)) & 0xff
      carry = (byte << (8 - shift)) & 0xff
      const at = firstByte + column
      if (ink === 0 || at < 0 || at >= target.stride) continue
      if (at === target.stride - 1) ink &= edge
      const index = to * target.stride + at
      const old = target.bits[index] ?? 0
      target.bits[index] = erase ? old & ~ink : old | ink
    }
  }
}

export function isBlankRow(picture: Bitmap, y: number): boolean {
  const from = y * picture.stride
  for (let at = from; at < from + picture.stride; at++) if (picture.bits[at] !== 0) return false
  return true
}

/**
 * Packs the red channel of RGBA pixels (white ground, black ink) into dots: darker than the threshold is black.
 * Thermal heads know no grey; 150 keeps thin strokes of Chinese text at 24 dots whole.
 */
export function packPixels(rgba: Uint8ClampedArray, width: number, height: number, threshold = 150): Bitmap {
  const picture = createBitmap(width, height)
  const { bits, stride } = picture
  let from = 0
  for (let y = 0; y < height; y++) {
    let at = y * stride
    let byte = 0
    let bit = 0x80
    for (let x = 0; x < width; x++, from += 4) {
      if ((rgba[from] ?? 255) < threshold) byte |= bit
      bit >>= 1
      if (bit === 0) {
        bits[at++] = byte
        byte = 0
        bit = 0x80
      }
    }
    if (bit !== 0x80) bits[at] = byte
  }
  return picture
}
