import { setImmediate as nextTurn } from 'node:timers/promises'
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import { type Bitmap, createBitmap, packPixels } from './bitmap.ts'
import {
  numberFontFile,
  readSliceTable,
  readSliceTableSync,
  type SliceTable,
  sliceFontFile,
} from './font-files.ts'
import type { GlyphPainter, Ink, Lettering } from './glyphs.ts'
import { limits } from './limits.ts'

/**
 * Letters by Skia. Loading a slice of the font takes about 2 ms and its first use as much again, once per process;
 * a text drawn before comes from memory. So a slip whose hall and service are known costs a few short strips.
 */

const NUMBER_FACE = 'Nowserving Number'
const TEXT_FACE = 'Nowserving Text'
/** Room around the ink while drawing, so that rounding clips nothing. */
const ROOM = 2

const registered = new Set<string>()
let table: SliceTable | undefined

/** What nearly every slip says: its slices are loaded before the first customer comes. */
const usual =
  '前面还有人约分钟请携带身份证原件复印扫码看叫号进度过三次作废留意取机补打第份优先办理业务服务中心窗口0A–:·'

let shared: GlyphPainter | undefined

/** The letters of this process, with their memory; the first call begins to load what is usual. */
export function sharedGlyphs(): GlyphPainter {
  if (shared) return shared
  shared = createCanvasGlyphs()
  const letterings: Lettering[] = [
    { face: 'text', size: 24, weight: 400 },
    { face: 'text', size: 38, weight: 700 },
    { face: 'number', size: 200, weight: 800 },
  ]
  const texts = [...usual].flatMap((text) => letterings.map((lettering) => ({ text, lettering })))
  // A font that cannot be read is told by the first slip, which needs it; here nobody could be told.
  shared.prepare(texts).catch(() => {})
  return shared
}

export function createCanvasGlyphs(): GlyphPainter {
  const pen = createCanvas(8, 8).getContext('2d')
  const measured = new Map<string, Ink>()
  const strips = new Map<string, Bitmap>()

  function measure(text: string, lettering: Lettering): Ink {
    const key = keyOf(text, lettering)
    const known = measured.get(key)
    if (known) return known
    const ink = inkOf(pen, runsOf(text, lettering), lettering.squeeze ?? 1)
    remember(measured, key, ink, limits.measuresKept)
    return ink
  }

  function paint(text: string, lettering: Lettering): Bitmap {
    const key = keyOf(text, lettering)
    const known = strips.get(key)
    if (known) {
      strips.delete(key)
      strips.set(key, known)
      return known
    }
    const strip = draw(text, lettering, measure(text, lettering))
    remember(strips, key, strip, limits.stripsKept)
    return strip
  }

  async function prepare(texts: readonly { text: string; lettering: Lettering }[]): Promise<void> {
    table ??= await readSliceTable()
    let since = performance.now()
    for (const { text, lettering } of texts) {
      for (const slice of slicesOf(text)) if (register(slice, lettering.weight)) await nextTurn()
      measure(text, lettering)
      if (performance.now() - since > limits.turnMost) {
        await nextTurn()
        since = performance.now()
      }
    }
  }

  return { measure, paint, prepare }
}

function draw(text: string, lettering: Lettering, ink: Ink): Bitmap {
  const width = ink.right - ink.left
  const height = ink.ascent + ink.descent
  if (width < 1 || height < 1) return createBitmap(1, 1)
  const context = createCanvas(width + 2 * ROOM, height + 2 * ROOM).getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width + 2 * ROOM, height + 2 * ROOM)
  context.fillStyle = '#000'
  context.translate(ROOM - ink.left, ROOM + ink.ascent)
  context.scale(lettering.squeeze ?? 1, 1)
  let x = 0
  for (const run of runsOf(text, lettering)) {
    context.font = run.font
    context.fillText(run.text, x, 0)
    x += context.measureText(run.text).width
  }
  return packPixels(context.getImageData(ROOM, ROOM, width, height).data, width, height)
}

/** A stretch of text in one CSS font. */
interface Run {
  text: string
  font: string
}

/**
 * Atkinson's zero is slashed and has no plain twin; labels use no letter O, so the slash tells nothing apart, and
 * readers take it for an 8 or a 9. As on the screens, the zero is Noto's at 91.5 %, which is Atkinson's height.
 */
function runsOf(text: string, lettering: Lettering): Run[] {
  if (lettering.face === 'text') return [{ text, font: fontOf(text, lettering) }]
  return (text.match(/0+|[^0]+/g) ?? []).map((part) =>
    part.startsWith('0')
      ? { text: part, font: fontOf(part, { face: 'text', size: lettering.size * 0.915, weight: 900 }) }
      : { text: part, font: fontOf(part, lettering) },
  )
}

function inkOf(pen: SKRSContext2D, runs: readonly Run[], squeeze: number): Ink {
  let advance = 0
  const ink = { left: Number.POSITIVE_INFINITY, right: Number.NEGATIVE_INFINITY, ascent: 0, descent: 0 }
  for (const run of runs) {
    pen.font = run.font
    const found = pen.measureText(run.text)
    ink.left = Math.min(ink.left, advance - found.actualBoundingBoxLeft)
    ink.right = Math.max(ink.right, advance + found.actualBoundingBoxRight)
    ink.ascent = Math.max(ink.ascent, found.actualBoundingBoxAscent)
    ink.descent = Math.max(ink.descent, found.actualBoundingBoxDescent)
    advance += found.width
  }
  if (runs.length === 0) return { advance: 0, left: 0, right: 0, ascent: 0, descent: 0 }
  return {
    advance: advance * squeeze,
    left: Math.floor(ink.left * squeeze),
    right: Math.ceil(ink.right * squeeze),
    ascent: Math.ceil(ink.ascent),
    descent: Math.ceil(ink.descent),
  }
}

/** The CSS font of a text: only the slices it needs, so that Skia looks no further. */
function fontOf(text: string, lettering: Lettering): string {
  const slices = slicesOf(text)
  for (const slice of slices) register(slice, lettering.weight)
  const faces = slices.map((slice) => `"${TEXT_FACE} ${slice}"`)
  if (lettering.face === 'number') {
    register('number', lettering.weight)
    faces.unshift(`"${NUMBER_FACE}"`)
  }
  return `${lettering.weight} ${lettering.size}px ${faces.join(', ') || 'sans-serif'}`
}

function slicesOf(text: string): string[] {
  table ??= readSliceTableSync()
  const slices = new Set<string>()
  for (const character of text) {
    const slice = table.sliceOf(character.codePointAt(0) ?? 0)
    if (slice !== undefined) slices.add(slice)
  }
  return [...slices].sort()
}

/** True when the font was not there yet. A file that npm did not install is a broken installation: thrown. */
function register(slice: string, weight: number): boolean {
  const name = slice === 'number' ? slice : `${slice}-${weight}`
  if (registered.has(name)) return false
  const file = slice === 'number' ? numberFontFile : sliceFontFile(slice, weight)
  const face = slice === 'number' ? NUMBER_FACE : `${TEXT_FACE} ${slice}`
  if (!GlobalFonts.registerFromPath(file, face)) {
    throw new Error(`the font ${file} cannot be read; run npm ci to install the packages anew`)
  }
  registered.add(name)
  return true
}

function keyOf(text: string, lettering: Lettering): string {
  return `${lettering.face} ${lettering.weight} ${lettering.size} ${lettering.squeeze ?? 1} ${text}`
}

function remember<T>(memory: Map<string, T>, key: string, value: T, most: number): void {
  memory.set(key, value)
  if (memory.size <= most) return
  const oldest = memory.keys().next().value
  if (oldest !== undefined) memory.delete(oldest)
}
