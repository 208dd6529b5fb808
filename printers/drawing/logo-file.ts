import { limits } from '../limits.ts'

/** Elements of an SVG that are drawn once each. Others draw parts many times over, or read other files. */
const drawnOnce = new Set([
  ...['svg', 'g', 'a', 'defs', 'title', 'desc', 'metadata', 'style', 'path', 'rect', 'circle', 'ellipse'],
  ...['line', 'polyline', 'polygon', 'text', 'tspan', 'linearGradient', 'radialGradient', 'stop', 'clipPath'],
])
const pngSignature = '89504e470d0a1a0a'
const asPng = 'save the picture as a PNG'

/**
 * The reason why the file of a logo is not drawn, from its bytes alone: drawing it could take minutes and gigabytes,
 * and no drawing can be interrupted.
 */
export function logoFileProblem(file: Uint8Array): string | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.toString('hex', 0, 8) === pngSignature) return pngProblem(bytes)
  const text = bytes.toString('utf8')
  return /^\uFEFF?\s*</u.test(text) ? svgProblem(text) : 'it is no PNG and no SVG picture that can be read'
}

/** The size stands in the header, which is the first part of every PNG. */
function pngProblem(bytes: Buffer): string | undefined {
  if (bytes.length < 24) return 'it is no PNG and no SVG picture that can be read'
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (width * height <= limits.logoPixels) return undefined
  return `it has ${width} × ${height} pixels, at most ${limits.logoPixels} in all: make it smaller`
}

function svgProblem(text: string): string | undefined {
  if (text.length > limits.logoSvgLength)
    return `an SVG has at most ${limits.logoSvgLength} characters, this one ${text.length}: simplify it, or ${asPng}`
  if (/<!(DOCTYPE|ENTITY)/iu.test(text))
    return `it declares a document type: take "<!DOCTYPE …>" out, or ${asPng}`
  const names = [...text.matchAll(/<([\w:.-]+)/gu)].map(([, name]) => name!)
  if (names.length > limits.logoElements)
    return `an SVG has at most ${limits.logoElements} elements, this one ${names.length}: simplify it, or ${asPng}`
  const elsewhere = /(?:href\s*=\s*["']|url\(\s*["']?)(?!\s*["'#]|\s*&quot;#)([^"')]{1,40})/iu.exec(text)
  if (elsewhere) return `it names another file, "${elsewhere[1]}": ${asPng}`
  // Elements of other name spaces, such as those of drawing programs, are not drawn at all.
  const other = names.find((name) => !name.includes(':') && !drawnOnce.has(name))
  if (other !== undefined) return `"${other}" is not drawn in a logo: convert all to paths, or ${asPng}`
  const clips = text.match(/<(clipPath|style)\b[\s\S]*?<\/\1>/gu) ?? []
  if (clips.some((clip) => clip.includes('clip-path'))) return `a clip path is clipped by another: ${asPng}`
  return undefined
}
