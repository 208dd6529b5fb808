import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { paper58, paper80 } from '../../../printers/dialects/esc-pos.ts'
import { packPixels } from '../../../printers/drawing/bitmap.ts'
import { canvas, createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { charactersOf } from '../../../printers/drawing/font-coverage.ts'
import { createFontSet } from '../../../printers/drawing/font-files.ts'
import type { Font } from '../../../printers/drawing/glyphs.ts'
import { layOut } from '../../../printers/drawing/layout.ts'
import { breakLines } from '../../../printers/drawing/line-breaks.ts'
import { setsRtl, textsOf } from '../../../printers/drawing/slip.ts'
import { ticketSlip } from '../../../printers/drawing/ticket-slip.ts'
import { otherPapers } from './other-papers.ts'
import { slips } from './sample-slips.ts'
import { languages, markedSlip, type SlipLanguage, worldSlips, worldWords } from './world-slips.ts'

const glyphs = createCanvasGlyphs()
const fonts = createFontSet()
const text = (size: number, more: Partial<Font> = {}): Font => ({
  face: 'text',
  size,
  weight: 400,
  ...more,
})
const bits = (letters: string, font: Font): string => {
  const { width, height, bits } = glyphs.paint(letters, font)
  return `${width}×${height} ${Buffer.from(bits).toString('base64')}`
}
const catalogues = join(import.meta.dirname, '../../../display/words')
const wordsOf = (language: SlipLanguage): string =>
  Object.values<string>(JSON.parse(readFileSync(join(catalogues, language, 'slip.json'), 'utf8'))).join('')

/** Characters from `first` to `last` that are written. */
function range(first: number, last: number, pattern = /[\p{L}\p{M}\p{N}]/u): string {
  const all = Array.from({ length: last - first + 1 }, (_, n) => String.fromCodePoint(first + n))
  return all.filter((character) => pattern.test(character)).join('')
}

describe('every letter that slips need', () => {
  it.each(languages)('is in the fonts that ship: all words of slips in %s', (language) => {
    expect(glyphs.missing(wordsOf(language), language)).toEqual([])
  })

  it('is in them for all sample slips', () => {
    const all = { ...slips, ...worldSlips, ...otherPapers }
    for (const slip of Object.values(all))
      for (const text of textsOf(slip)) expect(glyphs.missing(text, slip.language)).toEqual([])
  })

  it.each([
    ['Latin, with its accents', range(0x20, 0x24f), 'en'],
    ['Vietnamese', range(0x1ea0, 0x1ef9), 'vi'],
    ['Cyrillic', range(0x400, 0x4ff, /\p{L}/u), 'ru'],
    ['Greek', range(0x386, 0x3ce, /\p{L}/u), 'el'],
    ['Arabic', range(0x600, 0x6ff), 'ar'],
    ['Thai', range(0xe01, 0xe5b), 'th'],
    ['Devanagari', range(0x900, 0x97f), 'hi'],
    ['kana', range(0x3041, 0x30fe), 'ja'],
    ['Hangul', range(0xac00, 0xd7a3), 'ko'],
    ['punctuation and money', '–—‘’“”…·、。，；：？！（）《》【】％℃№€£¥₽₹₩฿①Ⅰ→★', 'zh-CN'],
  ])('is in them for the whole of %s', (_name, letters, language) => {
    expect([...letters].length).toBeGreaterThan(20)
    expect(fonts.missing(letters, language)).toEqual([])
  })

  it('is in them for the 6763 characters of GB 2312 but for 22 rare ones', () => {
    const reader = new TextDecoder('gb18030')
    let all = ''
    for (let first = 0xb0; first <= 0xf7; first++)
      for (let second = 0xa1; second <= 0xfe; second++) all += reader.decode(Uint8Array.of(first, second))
    const han = [...all].filter((character) => /\p{Script=Han}/u.test(character))
    expect(han).toHaveLength(6763)
    expect(fonts.missing(han.join(''), 'zh-CN').length).toBeLessThanOrEqual(22)
  })
})

describe('a letter that no font has', () => {
  it.each(['大厅 𓀀', 'Hall \ue000', 'ᚠ Hall'])('is never a silent box: %s', (given) => {
    const missing = [...given].filter((character) => fonts.missing(character, 'zh-CN').length > 0)
    expect(missing).toHaveLength(1)
    expect(bits(given, text(24))).toBe(bits(given.replace(missing[0]!, '〓'), text(24)))
  })

  it('is left out where it is an emoji, and so are the joiners that it was made of', () => {
    expect(fonts.drawable('大厅🏢 👨‍👩‍👧1️⃣', 'zh-CN').replace(/\p{Cf}|\p{M}|\ufe0f/gu, '')).toBe('大厅 1')
  })

  it('is told by the fonts themselves: every letter is in the map of the file that it is drawn from', () => {
    for (const language of languages) {
      for (const character of new Set(wordsOf(language))) {
        const [slice] = fonts.slicesOf(character, language)
        const point = character.codePointAt(0) ?? 0
        expect(slice && charactersOf(slice.file).has(point), character).toBe(slice && true)
      }
    }
  })

  it('is found by what it looks like: no letter of any slip is the box that a font draws for what it lacks', () => {
    // A font's own box, and those of fonts that the machine may have for what nobody writes.
    const nothing = ['\u{10ffff}', '\u{10fffe}', '\u{efffe}', '\u0378']
    const boxes = new Map<string, string[]>()
    for (const language of languages) {
      for (const character of new Set(wordsOf(language))) {
        if (/[\s\p{M}\p{Cf}{}]/u.test(character)) continue
        const [slice] = fonts.slicesOf(character, language)
        const found = boxes.get(slice!.name) ?? nothing.map((one) => plainly(slice!.name, one))
        boxes.set(slice!.name, found)
        expect(found, character).not.toContain(bits(character, text(24, { language })))
      }
    }
    expect(boxes.size).toBeGreaterThan(20)
    expect(plainly('noto-sans-thai/thai', 'ก')).toBe(bits('ก', text(24, { language: 'th' })))
  })

  /** A character as one font draws it, whether it has it or not. */
  function plainly(family: string, character: string): string {
    const context = canvas().createCanvas(120, 120).getContext('2d')
    context.font = `400 24px "${family}"`
    const found = context.measureText(character)
    const [left, right] = [Math.floor(-found.actualBoundingBoxLeft), Math.ceil(found.actualBoundingBoxRight)]
    const [up, down] = [Math.ceil(found.actualBoundingBoxAscent), Math.ceil(found.actualBoundingBoxDescent)]
    context.fillStyle = '#fff'
    context.fillRect(0, 0, 120, 120)
    context.fillStyle = '#000'
    context.fillText(character, 2 - left, 2 + up)
    const { data } = context.getImageData(2, 2, right - left, up + down)
    return `${right - left}×${up + down} ${Buffer.from(packPixels(data, right - left, up + down).bits).toString('base64')}`
  }
})

describe('letters of a language', () => {
  it('of Arabic are joined: a word is narrower than its letters one by one', () => {
    const word = 'تسجيل'
    const whole = glyphs.measure(word, text(40, { language: 'ar', rtl: true })).advance
    const apart = [...word].reduce(
      (sum, one) => sum + glyphs.measure(one, text(40, { language: 'ar' })).advance,
      0,
    )
    expect(whole).toBeLessThan(apart * 0.85)
  })

  it('of Hindi make conjuncts, and marks of Thai stand on their letter', () => {
    const wide = (letters: string, language: string): number =>
      glyphs.measure(letters, text(40, { language })).advance
    expect(wide('क्ष', 'hi')).toBeLessThan(wide('क', 'hi') + wide('ष', 'hi'))
    expect(wide('ที่', 'th')).toBe(wide('ท', 'th'))
    expect(glyphs.measure('ที่', text(40, { language: 'th' })).ascent).toBeGreaterThan(
      glyphs.measure('ท', text(40, { language: 'th' })).ascent + 8,
    )
  })

  it('are those of Japan for Japanese readers, of China for Chinese ones, of Korea for Korean ones', () => {
    const forms = ['zh-CN', 'ja', 'ko'].map((language) => bits('直骨', text(40, { language })))
    expect(forms[1]).not.toBe(forms[0])
    expect(forms[2]).not.toBe(forms[0])
  })

  it.each([
    ['أمامك 12 شخصًا', 'ar', true],
    ['A042', 'ar', false],
    ['12–25', 'ar', true],
    ['12–25', 'zh-CN', false],
    ['رقم A042', 'en', true],
    ['A042 رقم', 'ar', false],
  ])('%s on a slip in %s goes leftwards: %s', (given, language, rtl) => {
    expect(setsRtl(given, language)).toBe(rtl)
  })

  it('read from the right stand so: the first word of an Arabic text on the right, the number in it unturned', () => {
    const font = text(40, { language: 'ar', rtl: true })
    const whole = glyphs.paint('رقم 12', font)
    const number = glyphs.paint('12', text(40, { language: 'ar' }))
    const left = columnsOf(whole, 0, number.width)
    expect(left).toBe(columnsOf(number, 0, number.width))
  })

  function columnsOf(
    picture: { width: number; height: number; stride: number; bits: Uint8Array },
    from: number,
    to: number,
  ) {
    let rows = ''
    for (let y = 0; y < picture.height; y++) {
      let row = ''
      for (let x = from; x < to; x++)
        row += (picture.bits[y * picture.stride + (x >> 3)]! & (0x80 >> (x & 7))) === 0 ? '.' : '#'
      if (row.includes('#')) rows += `${row}\n`
    }
    return rows
  }
})

describe('a slip read from the right', () => {
  const paper = paper80
  it('is the mirror of one read from the left: QR and bullets on the right, texts end there', () => {
    const layout = layOut(ticketSlip(worldWords('ar')), paper, glyphs)
    const qr = layout.marks.find((mark) => mark.kind === 'qr')
    expect(qr?.box.x).toBe(paper.width - (qr?.box.width ?? 0))
    const bullets = layout.marks.filter((mark) => mark.kind === 'box' && mark.part === 'documents')
    expect(bullets.length).toBe(2)
    for (const bullet of bullets)
      expect(bullet.kind === 'box' && bullet.box.x).toBeGreaterThan(paper.width - 40)
    const items = layout.marks.filter((mark) => mark.kind === 'text' && mark.part === 'documents')
    for (const item of items)
      if (item.kind === 'text') expect(item.ink.x + item.ink.width).toBeGreaterThan(paper.width - 60)
  })

  it('has its copy mark and its number in the middle like any other', () => {
    const layout = layOut(markedSlip('ar'), paper58, glyphs)
    for (const mark of layout.marks) {
      if (mark.kind !== 'text' || (mark.part !== 'label' && mark.part !== 'copy-mark')) continue
      const middle = mark.ink.x + mark.ink.width / 2
      expect(Math.abs(middle - paper58.width / 2)).toBeLessThanOrEqual(2)
    }
  })
})

describe('lines of a language', () => {
  const count = (given: string): number => [...given].length

  it('of Thai break between words', () => {
    const sentence = 'โปรดดูหน้าจอและฟังเสียงเรียกหมายเลขของคุณ'
    const starts = new Set(
      [...new Intl.Segmenter('th', { granularity: 'word' }).segment(sentence)].map(({ index }) => index),
    )
    const lines = breakLines(sentence, 16, count)
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.join('')).toBe(sentence)
    let at = 0
    for (const line of lines) {
      expect(starts.has(at), line).toBe(true)
      at += line.length
    }
  })

  it.each([
    ['호출을 놓치셨다면 번호표를 들고', 8, ['호출을', '놓치셨다면', '번호표를 들고']],
    ['お呼び出しに遅れたっきり', 9, ['お呼び出しに遅れ', 'たっきり']],
    ['कृपया स्क्रीन देखें', 13, ['कृपया स्क्रीन', 'देखें']],
  ])('%s breaks where it may', (given, width, lines) => {
    expect(breakLines(given, width, count)).toEqual(lines)
  })
})
