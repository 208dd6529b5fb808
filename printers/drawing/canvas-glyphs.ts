import { createRequire } from 'node:module'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { limits } from '../limits.ts'
import { type Bitmap, createBitmap, packPixels } from './bitmap.ts'
import { createFontSet, type FontSet, numberFontFile, type Slice } from './font-files.ts'
import type { Font, GlyphPainter, Glyphs, Ink } from './glyphs.ts'

/**
 * Glyphs by Skia, which joins Arabic, stacks Thai and Hindi and sets right-to-left text. Loading a slice of a font
 * takes about 4 ms and its first use as much again, once per process. Texts drawn before come from memory, so the
 * slip of a known hall and service costs a few short strips.
 */

type Canvas = typeof import('@napi-rs/canvas')

const NUMBER_FACE = 'Nowserving Number'
/** Margin around the ink while drawing, so that rounding clips nothing. */
const ROOM = 2

const require = createRequire(import.meta.url)
const registered = new Set<string>()
let library: Canvas | undefined
let fonts: FontSet | undefined

/** Loads the library at the first call, 0.2 s of processor. */
export function canvas(): Canvas {
  library ??= require('@napi-rs/canvas') as Canvas
  return library
}

function fontSet(): FontSet {
  fonts ??= createFontSet()
  return fonts
}

/** Characters of nearly every slip. */
const usual =
  '前面还有人约分钟请携带身份证原件复印扫码看叫号进度过三次作废留意取机补打第份优先办理业务服务中心窗口0A–:·'

/** Loads the font slices of nearly every slip, about 0.2 s of processor, before the first slip needs them. */
export function loadUsualFonts(glyphs: Glyphs): void {
  glyphs.measure(usual, { face: 'text', size: 24, weight: 400 })
  glyphs.measure(usual, { face: 'text', size: 38, weight: 700 })
  glyphs.measure('A0', { face: 'number', size: 200, weight: 800 })
}

export function createCanvasGlyphs(): GlyphPainter {
  let ownPen: SKRSContext2D | undefined
  const measured = new Map<string, Ink>()
  const strips = new Map<string, Bitmap>()

  function pen(): SKRSContext2D {
    ownPen ??= canvas().createCanvas(8, 8).getContext('2d')
    return ownPen
  }

  function measure(text: string, font: Font): Ink {
    const key = keyOf(text, font)
    const known = measured.get(key)
    if (known) return known
    const ink = inkOf(pen(), runsOf(text, font), font)
    remember(measured, key, ink, limits.measuresKept)
    return ink
  }

  function paint(text: string, font: Font): Bitmap {
    const key = keyOf(text, font)
    const known = strips.get(key)
    if (known) {
      strips.delete(key)
      strips.set(key, known)
      return known
    }
    const strip = draw(text, font, measure(text, font))
    remember(strips, key, strip, limits.stripsKept)
    return strip
  }

  return { measure, paint, missing: (text, language) => fontSet().missing(text, language) }
}

function draw(text: string, font: Font, ink: Ink): Bitmap {
  const width = ink.right - ink.left
  const height = ink.ascent + ink.descent
  if (width < 1 || height < 1) return createBitmap(1, 1)
  const context = canvas()
    .createCanvas(width + 2 * ROOM, height + 2 * ROOM)
    .getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width + 2 * ROOM, height + 2 * ROOM)
  context.fillStyle = '#000'
  context.translate(ROOM - ink.left, ROOM + ink.ascent)
  context.scale(font.squeeze ?? 1, 1)
  let x = 0
  for (const run of runsOf(text, font)) {
    set(context, run, font)
    context.fillText(run.text, x, 0)
    x += context.measureText(run.text).width
  }
  return packPixels(context.getImageData(ROOM, ROOM, width, height).data, width, height)
}

/** A part of a text in one CSS font. */
interface Run {
  text: string
  css: string
}

/** The text is aligned to the left in both directions, because the layout knows boxes only. */
function set(context: SKRSContext2D, run: Run, { rtl }: Font): void {
  context.font = run.css
  context.textAlign = 'left'
  context.direction = rtl ? 'rtl' : 'ltr'
}

/**
 * Atkinson's zero is slashed and has no plain twin. Labels use no letter O, so the slash distinguishes nothing, and
 * readers take it for an 8 or a 9. As on the screens, the zero is Noto's at 91.5 %, which is Atkinson's height.
 */
function runsOf(text: string, font: Font): Run[] {
  if (font.face === 'text') {
    const drawable = fontSet().drawable(text, font.language)
    return [{ text: drawable, css: cssFontOf(drawable, font) }]
  }
  return (text.match(/0+|[^0]+/g) ?? []).map((part) =>
    part.startsWith('0')
      ? { text: part, css: cssFontOf(part, { face: 'text', size: font.size * 0.915, weight: 900 }) }
      : { text: part, css: cssFontOf(part, font) },
  )
}

function inkOf(pen: SKRSContext2D, runs: readonly Run[], font: Font): Ink {
  const squeeze = font.squeeze ?? 1
  let advance = 0
  const ink = { left: Number.POSITIVE_INFINITY, right: Number.NEGATIVE_INFINITY, ascent: 0, descent: 0 }
  for (const run of runs) {
    set(pen, run, font)
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

/** Returns the CSS font of a text, with only the slices that it needs, so that Skia searches no further. */
function cssFontOf(text: string, { face, weight, size, language }: Font): string {
  const slices = fontSet().slicesOf(text, language)
  for (const slice of slices) register(slice)
  const faces = slices.map(({ name }) => `"${name}"`)
  if (face === 'number') {
    register({ name: NUMBER_FACE, file: numberFontFile })
    faces.unshift(`"${NUMBER_FACE}"`)
  }
  return `${weight} ${size}px ${faces.join(', ') || 'sans-serif'}`
}

/** Throws when the file is missing or unreadable: a broken installation. */
function register({ name, file }: Slice): void {
  if (registered.has(name)) return
  if (!canvas().GlobalFonts.registerFromPath(file, name)) {
    throw new Error(`the font ${file} cannot be read; run npm ci to install the packages anew`)
  }
  registered.add(name)
}

function keyOf(text: string, { face, weight, size, squeeze, language, rtl }: Font): string {
  return `${face} ${weight} ${size} ${squeeze ?? 1} ${language ?? ''} ${rtl ? '<' : '>'} ${text}`
}

function remember<T>(memory: Map<string, T>, key: string, value: T, most: number): void {
  memory.set(key, value)
  if (memory.size <= most) return
  const oldest = memory.keys().next().value
  if (oldest !== undefined) memory.delete(oldest)
}
