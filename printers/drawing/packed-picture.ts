import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type Bitmap, createBitmap } from './bitmap.ts'

/** A small 1-bit picture as plain data: rows padded to bytes, deflated, in base64. */
export interface PackedPicture {
  width: number
  height: number
  bits: string
}

export function packPicture({ width, height, bits }: Bitmap): PackedPicture {
  return { width, height, bits: deflateRawSync(bits).toString('base64') }
}

/** Throws when the data is not a picture of its size. */
export function unpackPicture({ width, height, bits }: PackedPicture): Bitmap {
  const picture = createBitmap(width, height)
  const unpacked = inflateRawSync(Buffer.from(bits, 'base64'), { maxOutputLength: picture.bits.length })
  if (unpacked.length !== picture.bits.length)
    throw new Error(`a picture of ${width} × ${height} dots has ${unpacked.length} bytes; it was cut off`)
  picture.bits.set(unpacked)
  return picture
}
