import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import type { Bitmap } from './bitmap.ts'

const deflateAside = promisify(deflate)

/** Returns a 1-bit picture as a PNG of one bit per dot. */
export async function pngOf(picture: Bitmap): Promise<Buffer> {
  const { width, height, stride, bits } = picture
  const rows = Buffer.alloc((stride + 1) * height)
  for (let y = 0; y < height; y++) {
    const to = y * (stride + 1) + 1
    for (let at = 0; at < stride; at++) rows[to + at] = ~(bits[y * stride + at] ?? 0) & 0xff
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', await deflateAside(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const result = Buffer.alloc(named.length + 8)
  result.writeUInt32BE(data.length, 0)
  named.copy(result, 4)
  result.writeUInt32BE(crc32(named), named.length + 4)
  return result
}
