import { limits } from '../limits.ts'
import { type Bitmap, packPixels } from './bitmap.ts'
import { canvas } from './canvas-glyphs.ts'
import { logoFileProblem } from './logo-file.ts'
import { type PackedPicture, packPicture } from './packed-picture.ts'

/** The reason why a picture cannot be a logo. */
export interface LogoProblem {
  readonly problem: string
}

/**
 * Returns a PNG or SVG as the black dots of a logo, as large as it may be: 45 × 12 mm. Transparent dots are white,
 * those darker than the middle black, because thermal heads know no grey.
 */
export async function logoOf(file: Uint8Array): Promise<PackedPicture | LogoProblem> {
  const problem = logoFileProblem(file)
  if (problem !== undefined) return { problem }
  const image = await canvas()
    .loadImage(Buffer.from(file))
    .catch(() => undefined)
  if (!image) return { problem: 'it is no PNG and no SVG picture that can be read' }
  if (image.width < 1 || image.height < 1)
    return { problem: 'the picture has no size; give it a width and a height' }
  const scale = Math.min(limits.logoWidth / image.width, limits.logoHeight / image.height)
  const width = Math.max(1, Math.round(image.width * scale))
  const height = Math.max(1, Math.round(image.height * scale))
  const context = canvas().createCanvas(width, height).getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.drawImage(image, 0, 0, width, height)
  const picture = packPixels(luminance(context.getImageData(0, 0, width, height).data), width, height)
  const share = blackShare(picture)
  if (share === 0) return { problem: 'nothing in it is dark enough to be printed black' }
  if (share > limits.logoBlackMost)
    return {
      problem: 'most of it would be black, which heats the print head; turn it into dark lines on white',
    }
  return packPicture(picture)
}

/** Replaces the red of every dot by its brightness. */
function luminance(rgba: Uint8ClampedArray): Uint8ClampedArray {
  for (let at = 0; at < rgba.length; at += 4)
    rgba[at] = 0.2126 * (rgba[at] ?? 0) + 0.7152 * (rgba[at + 1] ?? 0) + 0.0722 * (rgba[at + 2] ?? 0)
  return rgba
}

function blackShare({ bits, width, height }: Bitmap): number {
  let black = 0
  for (let byte of bits) for (; byte !== 0; byte &= byte - 1) black += 1
  return black / (width * height)
}
