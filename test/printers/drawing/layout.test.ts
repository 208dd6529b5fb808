import { describe, expect, it } from 'vitest'
import { paper58, paper80 } from '../../../printers/dialects/esc-pos.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { type Box, layOut, type Mark, type SlipLayout } from '../../../printers/drawing/layout.ts'
import { breakLines } from '../../../printers/drawing/line-breaks.ts'
import { drawLayout } from '../../../printers/drawing/slip-picture.ts'
import type { Paper } from '../../../printers/drawing/slip-sizes.ts'
import { ticketSlip } from '../../../printers/drawing/ticket-slip.ts'
import { limits } from '../../../printers/limits.ts'
import { slips, words } from './sample-slips.ts'
import { languages, markedSlip, ordinaryTicket, worldSlips } from './world-slips.ts'

const glyphs = createCanvasGlyphs()
const papers: [string, Paper][] = [
  ['80 mm', paper80],
  ['58 mm', paper58],
  ['80 mm at 180 dpi', { width: 512, dpi: 180 }],
  ['58 mm with 420 dots', { width: 420, dpi: 203 }],
]
const mm = (dots: number, { dpi }: Paper): number => (dots / dpi) * 25.4
const all = [
  ...Object.entries(slips),
  ...Object.entries(worldSlips),
  ...languages.map((language) => [`${language} copy`, markedSlip(language)] as const),
]

function boxOf(mark: Mark): Box {
  return mark.kind === 'text' ? mark.ink : mark.box
}

function textsOf(layout: SlipLayout, part: string): Extract<Mark, { kind: 'text' }>[] {
  return layout.marks.filter((mark) => mark.kind === 'text' && mark.part === part) as never
}

function written(layout: SlipLayout, part: string): string {
  return textsOf(layout, part)
    .map((mark) => mark.text)
    .join('')
    .replace(/ /g, '')
}

const stacked = ticketSlip({ ...words.full, phoneUrl: `https://hall.example/t/${'k'.repeat(220)}` })

describe.each(papers)('a slip on %s paper', (_name, paper) => {
  const { width } = paper

  it.each([...all, ['stackedSlip', stacked] as const])(
    'keeps every dot of the %s on the paper',
    (_slip, slip) => {
      const layout = layOut(slip, paper, glyphs)
      for (const mark of layout.marks) {
        const box = boxOf(mark)
        expect(box.x, JSON.stringify(mark)).toBeGreaterThanOrEqual(0)
        expect(box.y).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width, JSON.stringify(mark)).toBeLessThanOrEqual(width)
        expect(box.y + box.height).toBeLessThanOrEqual(layout.height)
      }
    },
  )

  it.each(all)('lets no two texts of the %s touch', (_slip, slip) => {
    const marks = layOut(slip, paper, glyphs).marks.filter(
      (mark) => mark.kind === 'text' || mark.kind === 'qr',
    )
    marks.forEach((one, index) => {
      for (const other of marks.slice(index + 1)) {
        const [a, b] = [boxOf(one), boxOf(other)]
        const apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
        expect(apart, `${JSON.stringify(one)} and ${JSON.stringify(other)}`).toBe(true)
      }
    })
  })

  it('says every word of a slip whose texts are long', () => {
    const slip = words.full
    const layout = layOut(slips.fullSlip, paper, glyphs)
    const squeezed = (text: string): string => text.replace(/ /g, '')
    expect(written(layout, 'hall')).toBe(squeezed(slip.hall))
    expect(written(layout, 'service')).toBe(squeezed(slip.service))
    expect(written(layout, 'hall-service')).toBe(squeezed(slip.serviceInHallLanguage ?? ''))
    expect(written(layout, 'call-rule')).toBe(squeezed(slip.lines.join('')))
    expect(written(layout, 'copy-mark')).toBe(squeezed(slip.copyMark ?? ''))
    expect(written(layout, 'label')).toBe('A1042')
  })

  it('goes from the hall over the number to the footer, and a copy says so last', () => {
    const tops = (
      [
        'hall',
        'label',
        'service',
        'hall-service',
        'ahead',
        'call-rule',
        'category',
        'footer',
        'copy-mark',
      ] as const
    ).map((part) => textsOf(layOut(slips.fullSlip, paper, glyphs), part)[0]?.ink.y ?? -1)
    expect(tops).toEqual([...tops].sort((a, b) => a - b))
    expect(tops[0]).toBeGreaterThanOrEqual(0)
  })

  it('gives the QR four dots a module or more, and four white modules around it', () => {
    for (const slip of [slips.ordinarySlip, slips.fullSlip, stacked]) {
      const qr = layOut(slip, paper, glyphs).marks.find((mark) => mark.kind === 'qr')
      if (qr?.kind !== 'qr') throw new Error('the slip has no QR')
      expect(qr.module).toBeGreaterThanOrEqual(4)
      expect(qr.box.width).toBe((qr.matrix.size + 8) * qr.module)
    }
  })

  it('writes nothing smaller than 24 dots', () => {
    for (const [, slip] of all) {
      for (const mark of layOut(slip, paper, glyphs).marks) {
        if (mark.kind === 'text') expect(mark.font.size).toBeGreaterThanOrEqual(24)
      }
    }
  })

  it('lays out nothing that is out of bounds, even when every text is as long as can be', async () => {
    const long = (letter: string): string => letter.repeat(400)
    for (const letter of ['W', '宽', 'Wort ', 'ﷺ', '👨‍👩‍👧']) {
      const slip = ticketSlip({
        ...words.full,
        hall: long(letter),
        label: long('W'),
        service: long(letter),
        serviceInHallLanguage: long(letter),
        ahead: long(letter),
        wait: long(letter),
        qrCaption: long(letter),
        category: long(letter),
        footer: long(letter),
        copyMark: long(letter),
        lines: Array.from({ length: 40 }, () => long(letter)),
      })
      const layout = layOut(slip, paper, glyphs)
      expect(layout.height).toBeLessThanOrEqual(limits.rowsMost)
      const over = layout.marks.filter(
        (mark) => boxOf(mark).x < 0 || boxOf(mark).x + boxOf(mark).width > width,
      )
      expect(over).toEqual([])
    }
  })
})

describe('an ordinary ticket', () => {
  it.each(papers)('is at most 90 mm long on %s paper', (_name, paper) => {
    const ordinary = [slips.ordinarySlip, slips.englishSlip, slips.prioritySlip, slips.bareSlip]
    for (const slip of [...ordinary, ...languages.map(ordinaryTicket)]) {
      expect(mm(layOut(slip, paper, glyphs).height, paper), slip.job).toBeLessThanOrEqual(90)
    }
  })

  it.each(
    papers.flatMap(([name, paper]) => [[name, 'A042', paper] as const, [name, 'B108', paper] as const]),
  )('on %s shows %s 15 to 20 mm high', (_name, label, paper) => {
    const mark = textsOf(layOut({ ...slips.ordinarySlip, label }, paper, glyphs), 'label')[0]
    expect(mm(mark?.ink.height ?? 0, paper)).toBeGreaterThanOrEqual(15)
    expect(mm(mark?.ink.height ?? 0, paper)).toBeLessThanOrEqual(20)
  })

  it('without an address carries no QR and still says who is ahead', () => {
    const { phoneUrl: _, ...without } = words.ordinary
    const layout = layOut(ticketSlip(without), paper80, glyphs)
    expect(layout.marks.some((mark) => mark.kind === 'qr')).toBe(false)
    expect(written(layout, 'ahead')).toBe('前面还有12人')
  })

  it('leaves ink in every text box and nowhere beyond the layout', async () => {
    const layout = layOut(slips.fullSlip, paper80, glyphs)
    const picture = drawLayout(layout, glyphs)
    expect([picture.width, picture.height]).toEqual([layout.width, layout.height])
    for (const mark of layout.marks) {
      if (mark.kind !== 'text') continue
      const strip = glyphs.paint(mark.text, mark.font)
      expect([strip.width, strip.height]).toEqual([mark.ink.width, mark.ink.height])
      expect(strip.bits.some((byte) => byte !== 0)).toBe(true)
    }
  })

  it('is refused on paper too narrow to read', () => {
    expect(() => layOut(slips.ordinarySlip, { width: 120, dpi: 203 }, glyphs)).toThrow(
      /120 dots is too narrow/,
    )
  })
})

describe('lines', () => {
  const ten = (text: string): number => [...text].length

  it.each([
    ['请携带身份证原件，并提前到场。', ['请携带身份证原', '件，并提前到场。']],
    ['one two three', ['one two', 'three']],
    ['（一）委托书（二）证明', ['（一）委托书', '（二）证明']],
    ['abcdefghijklmn', ['abcdefgh', 'ijklmn']],
    ['   ', []],
  ])('%s breaks where it may', (text, lines) => {
    expect(breakLines(text, 8, ten)).toEqual(lines)
  })
})
