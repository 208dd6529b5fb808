import { crc32, deflateSync } from 'node:zlib'
import { createCanvas, loadImage } from '@napi-rs/canvas'

/** Most colours that a PNG of one byte per pixel can hold. */
const most = 256

/**
 * The same picture with at most 256 colours, one byte per pixel: about a third of what the browser writes. Screens are
 * flat colours and the edges between them, so nothing is dithered; a colour is replaced by the nearest that stays.
 */
export async function palettePng(png: Buffer): Promise<Buffer> {
  const image = await loadImage(png)
  const { width, height } = image
  const pen = createCanvas(width, height).getContext('2d')
  pen.drawImage(image, 0, 0)
  const { data } = pen.getImageData(0, 0, width, height)
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height)
  const counts = new Map<number, number>()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const palette = paletteOf(counts)
  const place = new Map<number, number>()
  for (const colour of counts.keys()) place.set(colour, nearest(colour, palette))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = place.get(pixels[y * width + x]!)!
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  // Eight bits per pixel, colours by palette.
  head.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Red, green and blue of a pixel as the canvas holds it. */
const parts = (pixel: number): [number, number, number] => [
  pixel & 255,
  (pixel >>> 8) & 255,
  (pixel >>> 16) & 255,
]

function distance(one: number, other: number): number {
  const [r, g, b] = parts(one)
  const [red, green, blue] = parts(other)
  return 2 * (r - red) ** 2 + 4 * (g - green) ** 2 + 3 * (b - blue) ** 2
}

/** The commonest colours that stand far enough apart, as near together as 256 allow. */
function paletteOf(counts: ReadonlyMap<number, number>): number[] {
  const common = [...counts].sort((one, other) => other[1] - one[1]).map(([colour]) => colour)
  if (common.length <= most) return common
  for (let apart = 8; ; apart *= 1.6) {
    const kept: number[] = []
    for (const colour of common) {
      if (kept.some((one) => distance(one, colour) < apart)) continue
      kept.push(colour)
      if (kept.length > most) break
    }
    if (kept.length <= most) return kept
  }
}

function nearest(colour: number, palette: readonly number[]): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at < palette.length && least > 0; at += 1) {
    const far = distance(colour, palette[at]!)
    if (far >= least) continue
    least = far
    best = at
  }
  return best
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(data.length, 0)
  around.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)])
}
