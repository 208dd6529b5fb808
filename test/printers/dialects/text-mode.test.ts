import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openPrinter } from '../../../printers/connection/open-printer.ts'
import type { PaperProfile } from '../../../printers/dialects/dialect.ts'
import { closingOf, encodePicture, paper58, paper80 } from '../../../printers/dialects/esc-pos.ts'
import { gb18030Of, isPrintersOwn } from '../../../printers/dialects/gb18030.ts'
import { profileOf } from '../../../printers/dialects/paper-profiles.ts'
import { canBeText, encodeText } from '../../../printers/dialects/text-mode.ts'
import { type Bitmap, createBitmap, isBlankRow, stamp } from '../../../printers/drawing/bitmap.ts'
import { pngOf } from '../../../printers/drawing/png.ts'
import type { Slip } from '../../../printers/drawing/slip.ts'
import { ticketSlip } from '../../../printers/drawing/ticket-slip.ts'
import { createInterpreter } from '../../../printers/virtual-printer/interpreter.ts'
import type { InterpreterOptions, PaperEvent } from '../../../printers/virtual-printer/machine.ts'
import { startTcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { hasProgram, skippedAloud } from '../drawing/readers.ts'
import { slips, words } from '../drawing/sample-slips.ts'
import { markedSlip, worldSlips, worldWords } from '../drawing/world-slips.ts'

const folder = mkdtempSync(join(tmpdir(), 'nowserving-text-'))
afterAll(() => rmSync(folder, { recursive: true }))

const papers: [string, PaperProfile][] = [
  ['80 mm', paper80],
  ['58 mm', paper58],
  ['80 mm at 180 dpi', profileOf({ width: 80, dpi: 180 })],
  ['58 mm without a cutter', { ...paper58, cuts: false }],
]

function read(
  bytes: Uint8Array,
  profile: PaperProfile,
  more: Partial<InterpreterOptions> = {},
): PaperEvent[] {
  const events: PaperEvent[] = []
  const interpreter = createInterpreter((event) => events.push(event), {
    dots: profile.width,
    dpi: profile.dpi,
    ...more,
  })
  interpreter.push(bytes)
  if (!profile.cuts) interpreter.tearOff()
  return events
}

const linesOf = (events: readonly PaperEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'text' ? [event.text] : []))
const errorsOf = (events: readonly PaperEvent[]) => events.filter((event) => event.type === 'error')
const closed = (text: string): string => text.replace(/\s/g, '')

function paperOf(events: readonly PaperEvent[]): Bitmap {
  const papers = events.filter((event) => event.type === 'paper')
  expect(papers).toHaveLength(1)
  return papers[0]!.picture
}

describe.each(papers)('a slip in the letters of a printer with %s paper', (_name, paper) => {
  it.each(Object.entries(slips))('reads as it should: the %s', (_slip, slip) => {
    for (const startsInChinese of [true, false]) {
      const { bytes, rows } = encodeText(slip, paper)
      const events = read(bytes, paper, { startsInChinese })
      expect(errorsOf(events)).toEqual([])
      const said = closed(linesOf(events).join(''))
      for (const block of slip.blocks) {
        if (block.block === 'text' || block.block === 'mark') expect(said).toContain(closed(block.text))
        if (block.block === 'list') for (const item of block.items) expect(said).toContain(closed(item))
      }
      expect(said).toContain(slip.label)
      const fedOut = paper.cuts ? 0 : Math.round(paper.dpi / 2)
      expect(paperOf(events).height).toBe(rows + fedOut)
    }
  })

  it('ends as a drawn one does: cut, or fed to the edge where it is torn off', () => {
    const ending = Buffer.from(closingOf(paper))
    const drawn = Buffer.from(encodePicture(createBitmap(8, 8), paper).bytes)
    const { bytes } = encodeText(slips.ordinarySlip, paper)
    expect(drawn.subarray(-ending.length).equals(ending)).toBe(true)
    expect(Buffer.from(bytes).subarray(-ending.length).equals(ending)).toBe(true)
    if (paper.cuts) expect([...ending]).toEqual([0x1d, 0x56, 66, 0])
  })

  it('shows the number 15 to 20 mm high, with room between its letters', () => {
    const events = read(encodeText(slips.ordinarySlip, paper).bytes, paper)
    const number = events.find((event) => event.type === 'text' && event.text === 'A042')
    if (number?.type !== 'text') throw new Error('there is no number')
    // A capital of these printers takes 17 to 18 of the 24 rows of its cell.
    const millimetres = ((number.cells[0]!.height * 17) / 24 / paper.dpi) * 25.4
    expect(millimetres).toBeGreaterThanOrEqual(14.5)
    expect(millimetres).toBeLessThanOrEqual(20)
    expect(number.cells.every(({ space }) => space >= 4)).toBe(true)
  })

  it('folds by the width of letters on paper, whatever is written', () => {
    const letter = fc.constantFrom(...'社会保险综合受理、（）—–·：Aa1 .,㐂𠮷℃Ⅷあж'.match(/./gu)!)
    const sentence = fc.array(letter, { minLength: 1, maxLength: 110 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(sentence, sentence, (service, line) => {
        const slip = ticketSlip({ ...words.ordinary, service, lines: [line] })
        const events = read(encodeText(slip, paper).bytes, paper)
        expect(errorsOf(events)).toEqual([])
        expect(closed(linesOf(events).join(''))).toContain(closed(service))
        expect(closed(linesOf(events).join(''))).toContain(closed(line))
      }),
      { numRuns: 60 },
    )
  })
})

describe('a slip in text', () => {
  it('is small enough for a serial line: at 9600 baud on the way within 1.5 s', () => {
    for (const slip of [slips.ordinarySlip, slips.englishSlip]) {
      const { bytes } = encodeText(slip, paper80)
      expect((bytes.length * 10) / 9600).toBeLessThan(1.5)
    }
  })

  it('puts Chinese between FS & and FS ., and nothing else', () => {
    const { bytes } = encodeText(slips.ordinarySlip, paper80)
    let isChinese = true
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] === 0x1c) isChinese = bytes[at + 1] === 0x26
      // The numbers of `GS P` and `ESC 3` are no letters.
      const isNumber = bytes[at - 1] === 0x50 || bytes[at - 2] === 0x50 || bytes[at - 1] === 0x33
      if ((bytes[at] ?? 0) >= 0x81 && !isNumber) expect(isChinese, `byte ${at}`).toBe(true)
    }
    expect(isChinese).toBe(false)
  })

  it('says on a copy that it is one, in white on black and twice as large', () => {
    const slip = slips.copySlip
    const events = read(encodeText(slip, paper58).bytes, paper58)
    const marks = events.flatMap((event) =>
      event.type === 'text' && event.cells.some(({ inverse }) => inverse) ? [event] : [],
    )
    expect(closed(marks.map(({ text }) => text).join(''))).toBe(closed(slip.copyMark ?? ''))
    expect(marks.every(({ cells }) => cells.every(({ inverse, height }) => inverse && height === 48))).toBe(
      true,
    )
  })

  it('is a picture instead where the printer lacks the letters', () => {
    const able = Object.fromEntries(Object.entries(worldSlips).map(([name, slip]) => [name, canBeText(slip)]))
    expect(able).toEqual({
      'zh-CN': true,
      en: true,
      ar: false,
      th: false,
      ja: true,
      // Cyrillic is there, the quotation marks « » are not.
      ru: false,
      hi: false,
      ko: false,
      mixed: false,
    })
    expect(() => encodeText(ticketSlip(worldWords('ar')), paper80)).toThrow(
      /slip job-ar holds characters that the resident fonts lack/,
    )
  })

  const withQr: [string, Slip, PaperProfile][] = [
    ['first paper on 80 mm', slips.ordinarySlip, paper80],
    ['first paper on 58 mm', slips.ordinarySlip, paper58],
    ['copy on 58 mm', markedSlip('zh-CN'), paper58],
  ]
  const readsQr = hasProgram('zbarimg')
  skippedAloud('text-mode', readsQr ? 0 : withQr.length, 'zbar-tools')

  it.skipIf(!readsQr).each(withQr)("leads a phone by the printer's own QR: %s", async (name, slip, paper) => {
    const picture = paperOf(read(encodeText(slip, paper).bytes, paper))
    const framed = createBitmap(picture.width + 64, picture.height + 64)
    stamp(framed, picture, 32, 32)
    const file = join(folder, `${name.replace(/\W+/g, '-')}.png`)
    writeFileSync(file, await pngOf(framed))
    const found = execFileSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', file], {
      encoding: 'utf8',
    })
    expect(found.trim()).toBe(
      `https://hall.example/t/4oXr8Zk2QmW9vB1cD7eFgH${slip.copy > 1 ? '#copy=2' : ''}`,
    )
  })

  it("is printed and proven like a drawn one, and drawn when its letters are not the printer's", async ({
    onTestFinished,
  }) => {
    const device = await startTcpPrinter()
    onTestFinished(() => device.close())
    const printer = openPrinter(device.address, { profile: { ...paper80, fonts: 'resident' } })
    onTestFinished(() => printer.close())
    expect(await printer.print(slips.ordinarySlip)).toEqual({ printed: 'yes' })
    const text = device.bytesRead
    expect(text).toBeLessThan(2_000)
    expect(await printer.print(ticketSlip(worldWords('ar')))).toEqual({ printed: 'yes' })
    expect(device.bytesRead - text).toBeGreaterThan(20_000)
    expect(device.strips).toHaveLength(2)
    expect(device.errors).toEqual([])
    // The virtual printer shows its own letters: the number is some 80 rows of ink, in the first 40 mm.
    const [strip] = device.strips
    const inked = Array.from({ length: 320 }, (_, y) => !isBlankRow(strip!.picture, y)).filter(Boolean)
    expect(inked.length).toBeGreaterThan(120)
  })

  it('leaves the QR out for printers that draw none', () => {
    const bytes = Buffer.from(encodeText(slips.ordinarySlip, paper80, { ownQr: false }).bytes)
    expect(bytes.includes(Buffer.of(0x1d, 0x28, 0x6b))).toBe(false)
  })
})

describe('GB 18030', () => {
  it('is written as Node reads it, every character of the first three planes but those of private use', () => {
    const reader = new TextDecoder('gb18030', { fatal: true })
    const wrong: string[] = []
    for (let point = 0; point < 0x30000; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue
      const character = String.fromCodePoint(point)
      const isPrivate = /\p{Co}/u.test(character)
      const isRight = isPrivate
        ? !isPrintersOwn(character)
        : reader.decode(gb18030Of(character)) === character
      if (!isRight) wrong.push(point.toString(16))
    }
    expect(wrong).toEqual([])
  })

  it('writes the space between Chinese characters as printers know it', () => {
    expect(gb18030Of('\u3000')).toEqual(Buffer.of(0xa1, 0xa1))
  })

  it('counts what Chinese printers draw: Latin, Greek, Cyrillic, kana and all Chinese, no Arabic and no emoji', () => {
    expect([...'Aя£あ中㐂𠮷℃'].map(isPrintersOwn)).toEqual([true, true, false, true, true, true, true, true])
    expect([...'اกक한é👍\n'].map(isPrintersOwn)).toEqual([false, false, false, false, true, false, false])
  })
})

describe('the interpreter', () => {
  const bare = { dots: 576, startsInChinese: false } as const
  const reading = (...bytes: number[]): PaperEvent[] => read(Uint8Array.from(bytes), paper80, bare)

  it.each([
    ['a double byte that a line break cuts', [0x1c, 0x26, 0xd6, 0x0a], /d6 0a is no Chinese character/],
    ['a high byte outside of Chinese mode', [0xd6], /letter d6 of a code page, outside of Chinese mode/],
    ['a line of text wider than the paper', [...new Array(49).fill(0x41)], /wider than the paper/],
    ['a cut in the middle of a line', [0x41, 0x1d, 0x56, 66, 0], /middle of a line/],
    ['a QR that was never stored', [0x1d, 0x28, 0x6b, 3, 0, 49, 81, 48], /none was stored/],
    ['letters enlarged more than 8 times', [0x1d, 0x21, 0x08], /up to 8 times/],
  ])('reports %s', (_name, bytes, problem) => {
    expect(errorsOf(reading(...bytes))[0]).toMatchObject({ problem })
  })

  it('takes the high half of GS ! for the width, the low half for the height', () => {
    const [event] = reading(0x1d, 0x21, 0x31, 0x41, 0x0a)
    expect(event).toMatchObject({ type: 'text', text: 'A', cells: [{ width: 48, height: 48 }] })
  })

  it('reads a letter of a code page and the next one as one Chinese character when nobody leaves Chinese mode', () => {
    const events = read(Uint8Array.of(0xe1, 0x65, 0x0a), paper80, { dots: 576, startsInChinese: true })
    expect(linesOf(events)).toEqual(['醗'])
  })
})
