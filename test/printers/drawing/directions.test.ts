import { expect, it } from 'vitest'
import { type Bitmap, dotAt } from '../../../printers/drawing/bitmap.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import type { Font } from '../../../printers/drawing/glyphs.ts'
import { fontFor } from '../../../printers/drawing/page.ts'
import { slipTime } from '../../../server/printing/slip-time.ts'
import { slipWords } from '../../../server/printing/slip-words.ts'

/** Runs of a slip's date line, read back from its picture column by column. */

const glyphs = createCanvasGlyphs()
const font: Font = { face: 'text', size: 28, weight: 400 }
const columnsOf = (picture: Bitmap): number[] =>
  Array.from({ length: picture.width }, (_, x) => {
    let black = 0
    for (let y = 0; y < picture.height; y += 1) if (dotAt(picture, x, y)) black += 1
    return black
  })
const painted = (text: string, language: string): number[] =>
  columnsOf(glyphs.paint(text, fontFor(font, text, language)))

/** Share of ink that differs; letters at another fraction of a dot differ by a little, other letters by most of it. */
function unlike(some: readonly number[], others: readonly number[]): number {
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0)
  return sum(others.map((ink, x) => Math.abs(ink - (some[x] ?? 0)))) / sum(others)
}

it.each([
  ['kiosk-1', 'ar'],
  ['Terminal 3 (A)', 'ar'],
  ['1 号取号机', 'ar'],
  ['جهاز 1', 'ar'],
])(
  'the date line of an Arabic slip ends, at the left, with the device %s; the date stands whole at the right',
  (device, language) => {
    const { date, time } = slipTime(language, 'Asia/Dubai', Date.UTC(2026, 10, 22, 5, 41))
    const line = painted(slipWords(language)('footer', { date, time, device }), language)
    const [name, day] = [painted(device, language), painted(date, language)]
    expect(line.slice(0, name.length - 1)).toEqual(name.slice(0, -1))
    expect(unlike(line.slice(-day.length), day)).toBeLessThan(0.35)
  },
)

it('the date line of an English slip has its order, also with an Arabic device', () => {
  const line = painted(
    slipWords('en')('footer', { date: '22 Nov 2026', time: '09:41', device: 'جهاز 1' }),
    'en',
  )
  const day = painted('22 Nov 2026', 'en')
  expect(line.slice(0, day.length - 1)).toEqual(day.slice(0, -1))
})
