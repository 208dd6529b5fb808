import { describe, expect, it } from 'vitest'
import { createCounting } from '../../../printers/connection/completion.ts'
import type { PrinterHealth } from '../../../printers/connection/session.ts'
import { paper80 } from '../../../printers/dialects/esc-pos.ts'
import { starDialect } from '../../../printers/dialects/star.ts'
import { createStarReader } from '../../../printers/dialects/star-status.ts'
import type { PrinterMessage } from '../../../printers/dialects/status.ts'
import { createBitmap } from '../../../printers/drawing/bitmap.ts'
import { createInterpreter } from '../../../printers/virtual-printer/interpreter.ts'
import type { PaperEvent } from '../../../printers/virtual-printer/machine.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'
import { device, open, shows, slipOf } from '../printer-rig.ts'

const copy = (label: string, n: number) => ({ ...slipOf(label), copy: n, copyMark: `copy ${n}` })

describe('a slip sent to a Star printer', () => {
  it('is printed, cut and proven by the counter, over more slips than the counter has values', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, { dialect: 'star' })
    expect(paper.address).toMatch(/^star\+tcp:/)
    let health: PrinterHealth | undefined
    const printer = open(clean, paper.address, (next) => {
      health = next
    })
    for (let n = 1; n <= 34; n++) {
      expect(await printer.print(slipOf(`A${n}`)), `slip ${n}`).toEqual({ printed: 'yes' })
    }
    expect(health).toMatchObject({ level: 'etb-counter', speaks: true })
    expect(paper.errors).toEqual([])
    expect(paper.strips).toHaveLength(34)
    expect(paper.strips.every(({ cut }) => cut === 'partial')).toBe(true)
    for (const at of [0, 31, 33])
      expect(await shows(slipOf(`A${at + 1}`), paper.strips[at]?.picture, 'star')).toBe(true)
  })

  it('is unsure when the paper ends in it, and its marked copy comes out clean behind a cut', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, { dialect: 'star', roll: 300, nearEndRows: 200 })
    const printer = open(clean, paper.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'unsure', why: 'cut-off' })
    expect(await printer.print(copy('A001', 2))).toEqual({ printed: 'no', why: 'no-paper' })
    paper.device.loadPaper(100_000)
    expect(await printer.print(copy('A001', 2))).toEqual({ printed: 'yes' })
    expect(paper.errors).toEqual([])
    expect(paper.strips).toHaveLength(2)
    expect(await shows(copy('A001', 2), paper.strips[1]?.picture, 'star')).toBe(true)
  })

  it('is unsure when the line breaks in it, and is never printed twice without a mark', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, { dialect: 'star' })
    const printer = open(clean, paper.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    paper.resetAfter(20_000)
    expect(await printer.print(slipOf('A002'))).toMatchObject({ printed: 'unsure' })
    expect(await printer.print(copy('A002', 2))).toEqual({ printed: 'yes' })
    expect(await shows(copy('A002', 2), paper.strips.at(-1)?.picture, 'star')).toBe(true)
    let unmarked = 0
    for (const { picture } of paper.strips) if (await shows(slipOf('A002'), picture, 'star')) unmarked += 1
    expect(unmarked).toBeLessThanOrEqual(1)
  })

  it.each([
    ['openCover', 'cover-open'],
    ['takePaperOut', 'no-paper'],
    ['jamCutter', 'cutter-jam'],
    ['breakDown', 'printer-error'],
  ] as const)('after %s is not sent: %s', async (fault, why) => {
    const closers: (() => Promise<void>)[] = []
    const paper = await device((close) => void closers.unshift(close), { dialect: 'star' })
    paper.device[fault]()
    const printer = open((close) => void closers.unshift(close), paper.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'no', why })
    expect(paper.strips).toHaveLength(0)
    for (const close of closers) await close()
  })

  it('holds no command that a printer would carry out on arrival, and hides no dot', () => {
    const picture = createBitmap(576, 4)
    picture.bits.set([0x1b, 0x06, 0x01, 0x1b, 0x06, 0x18, 0x1b, 0x06, 0x02, 0x1b], 10)
    const { bytes } = starDialect.encode(picture, paper80)
    const events: PaperEvent[] = []
    createInterpreter((event) => events.push(event), { dialect: 'star' }).push(bytes)
    expect(events.filter(({ type }) => type === 'error')).toEqual([])
    const paper = events.find((event) => event.type === 'paper')
    expect([...(paper?.picture.bits.subarray(10, 20) ?? [])]).toEqual([
      0x3b, 0x06, 0x01, 0x3b, 0x06, 0x18, 0x1b, 0x06, 0x02, 0x1b,
    ])
    expect(picture.bits[10]).toBe(0x1b)
  })
})

describe("a Star printer's counter", () => {
  it('is waited for at a value that no earlier question can bring it to', () => {
    const counting = createCounting()
    expect(counting.next()).toBe(1)
    counting.observe({ type: 'counted', count: 1 })
    // The counter stays at 1 until it begins anew: 1 would be trusted at once.
    expect(counting.next()).toBe(2)
    // Not answered yet: that question may still bring it to 2.
    expect(counting.next()).toBe(3)
    counting.observe({ type: 'counted', count: 2 })
    expect(counting.next()).toBe(4)
    counting.observe({ type: 'counted', count: 4 })
    expect(counting.next()).toBe(1)
    // Not answered, and the counter still stands at the earlier 2.
    counting.observe({ type: 'counted', count: 2 })
    expect(counting.next()).toBe(3)
    for (let n = 4; n <= 31; n++) expect(counting.next()).toBe(n)
    expect(counting.next()).toBe(1)
  })
})

describe('what a Star printer says', () => {
  const fine = [0x23, 0x06, 0, 0, 0, 0, 0, 0, 0]
  const ill = [0x23, 0x06, 0x2a, 0x68, 0, 0x0c, 0, 0x2a, 0]
  const illState = {
    offline: true,
    coverOpen: true,
    cutterError: true,
    deadlyError: true,
    passingError: true,
    paperEnd: true,
    nearEnd: true,
  }

  function words(...pieces: (readonly number[])[]): PrinterMessage[] {
    const heard: PrinterMessage[] = []
    const reader = createStarReader((word) => heard.push(word))
    for (const piece of pieces) reader.push(Uint8Array.from(piece))
    return heard
  }

  it('is its state and its counter', () => {
    expect(words(ill)).toEqual([
      // 00101010: bits 5, 3 and 1 are bits 3, 2 and 0 of the counter.
      { type: 'counted', count: 13 },
      { type: 'state', state: illState },
    ])
  })

  it('may have its length behind it, as network interfaces send it, with data', () => {
    const lan = [0x23, 0x86, ...ill.slice(2), 0, 0]
    const withData = [0x23, 0x86, ...fine.slice(2), 0, 3, 0x23, 0x86, 0x41]
    expect(words(withData, lan).filter(({ type }) => type === 'state')).toHaveLength(2)
    expect(words(withData, lan).at(-1)).toEqual({ type: 'state', state: illState })
  })

  it('is the same however the line cuts it, with flow control between its bytes', () => {
    const seed = 20261122
    const random = seededRandom(seed)
    const stream = [...fine, ...ill, 0x23, 0x86, ...ill.slice(2), 0, 0, ...fine]
    const expected = words(stream)
    expect(expected.filter(({ type }) => type === 'state')).toHaveLength(4)
    for (let at = 0; at <= stream.length; at++)
      expect(words(stream.slice(0, at), stream.slice(at)), `cut at ${at}`).toEqual(expected)
    for (let round = 0; round < 500; round++) {
      const pieces: number[][] = [[]]
      for (const byte of stream) {
        if (random() < 0.3) pieces.push([])
        if (random() < 0.2) pieces.at(-1)?.push(random() < 0.5 ? 0x11 : 0x13)
        pieces.at(-1)?.push(byte)
      }
      const heard = words(...pieces).filter(({ type }) => type !== 'go-on' && type !== 'hold-on')
      expect(heard, `seed ${seed}, round ${round}`).toEqual(expected)
    }
  })

  it('never throws, and is understood again after noise', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 300; round++) {
      const noise = Array.from({ length: 60 }, () => Math.floor(random() * 256))
      expect(words(noise, new Array(600).fill(0xff), fine).at(-1)?.type).toBe('state')
    }
  })

  it('that breaks off is noise, and what follows it is understood', () => {
    expect(words(ill.slice(0, 5), fine).filter(({ type }) => type === 'state')).toHaveLength(1)
  })
})
