import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Proof, SlipBytes } from '../../../printers/dialects/dialect.ts'
import {
  encodePicture,
  escPosDialect,
  paper58,
  paper80,
  withoutRealTime,
} from '../../../printers/dialects/esc-pos.ts'
import { type Bitmap, createBitmap, dotAt, setDot } from '../../../printers/drawing/bitmap.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { drawSlip } from '../../../printers/drawing/slip-picture.ts'
import { createInterpreter } from '../../../printers/virtual-printer/interpreter.ts'
import type { InterpreterOptions, PaperEvent } from '../../../printers/virtual-printer/machine.ts'
import { slips } from '../drawing/sample-slips.ts'

const glyphs = createCanvasGlyphs()

function read(bytes: Uint8Array, options: Partial<InterpreterOptions> = {}): PaperEvent[] {
  const events: PaperEvent[] = []
  createInterpreter((event) => events.push(event), options).push(bytes)
  return events
}

/** A job as it leaves: with the question for proof behind it. */
function asking(proof: Proof, { bytes }: SlipBytes): Uint8Array {
  return Buffer.concat([bytes, escPosDialect.ask(proof)])
}

function encoded(picture: Bitmap, profile = paper80): Uint8Array {
  return asking({ by: 'paper-sensor' }, encodePicture(picture, profile))
}

/** Where each raster command begins, with its rows; read without the interpreter. */
function bandsOf(bytes: Uint8Array): number[] {
  const rows: number[] = []
  for (let at = 0; at + 8 <= bytes.length; at++) {
    if (bytes[at] !== 0x1d || bytes[at + 1] !== 0x76 || bytes[at + 2] !== 0x30) continue
    const stride = (bytes[at + 4] ?? 0) + 256 * (bytes[at + 5] ?? 0)
    const count = (bytes[at + 6] ?? 0) + 256 * (bytes[at + 7] ?? 0)
    rows.push(count)
    at += 7 + stride * count
  }
  return rows
}

describe('a slip as bytes', () => {
  it.each(
    Object.entries(slips).flatMap(([name, slip]) => [
      [name, slip, paper80] as const,
      [name, slip, paper58] as const,
    ]),
  )('%s comes out of the interpreter as it was drawn', async (_name, slip, profile) => {
    const picture = drawSlip(slip, profile, glyphs)
    for (const feedUnit of [203, 360, 406]) {
      const events = read(encoded(picture, profile), { dots: profile.width, feedUnit })
      expect(events.filter((event) => event.type === 'error')).toEqual([])
      const papers = events.filter((event) => event.type === 'paper')
      expect(papers).toHaveLength(1)
      expect(papers[0]?.cut).toBe('partial')
      expect(papers[0]?.picture.height).toBe(picture.height)
      expect(Buffer.from(papers[0]?.picture.bits ?? []).equals(withoutRealTime(picture).bits)).toBe(true)
    }
  })

  it('begins with a reset, the dot as the unit of feed, and the left margin', async () => {
    const bytes = encoded(drawSlip(slips.ordinarySlip, paper80, glyphs))
    expect([...bytes.subarray(0, 9)]).toEqual([0x1b, 0x40, 0x1b, 0x61, 0, 0x1d, 0x50, 203, 203])
  })

  it('ends with the cut and the question for proof, and feeds nothing after the last row but the margin', async () => {
    const bytes = encoded(drawSlip(slips.ordinarySlip, paper80, glyphs))
    expect([...bytes.subarray(-7)]).toEqual([0x1d, 0x56, 66, 0, 0x1d, 0x72, 1])
    const id = asking({ by: 'process-id', id: 'N0A1' }, encodePicture(createBitmap(8, 8), paper80))
    expect([...id.subarray(-11)]).toEqual([0x1d, 0x28, 0x48, 6, 0, 48, 48, 0x4e, 0x30, 0x41, 0x31])
  })

  it('never holds a band of more than 200 rows', () => {
    const black = createBitmap(576, 1500)
    black.bits.fill(0xff)
    const rows = bandsOf(encoded(black))
    expect(Math.max(...rows)).toBe(200)
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(1500)
  })

  it('feeds blank rows instead of sending them', async () => {
    const picture = drawSlip(slips.ordinarySlip, paper80, glyphs)
    expect(encoded(picture).length).toBeLessThan(picture.bits.length * 0.85)
  })

  it('keeps every picture as it is, for any picture', () => {
    const pictures = fc
      .record({ width: fc.integer({ min: 1, max: 200 }), height: fc.integer({ min: 1, max: 450 }) })
      .chain(({ width, height }) =>
        fc
          .array(fc.record({ x: fc.nat(width - 1), y: fc.nat(height - 1) }), { maxLength: 60 })
          .map((dots) => {
            const picture = createBitmap(width, height)
            for (const { x, y } of dots) setDot(picture, x, y, true)
            return picture
          }),
      )
    fc.assert(
      fc.property(pictures, (picture) => {
        const [paper] = read(encoded(picture)).filter((event) => event.type === 'paper')
        expect(paper?.picture.height).toBe(picture.height)
        const safe = withoutRealTime(picture)
        for (let y = 0; y < picture.height; y++) {
          for (let x = 0; x < picture.width; x++) {
            if (dotAt(safe, x, y) !== dotAt(paper?.picture ?? safe, x, y))
              throw new Error(`dot ${x}, ${y} differs`)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('refuses a picture wider than the paper', () => {
    expect(() => encoded(createBitmap(576, 8), paper58)).toThrow(/576 dots does not fit on a paper of 384/)
  })

  it('feeds a slip out to the edge where the printer has no cutter', () => {
    const picture = createBitmap(384, 40)
    setDot(picture, 3, 39, true)
    const bytes = encoded(picture, { ...paper58, cuts: false })
    expect(read(bytes, { dots: 384 }).filter((event) => event.type === 'paper')).toEqual([])
    expect([...bytes.subarray(-6)]).toEqual([0x1b, 0x4a, 102, 0x1d, 0x72, 1])
  })
})

describe('real-time commands in a picture', () => {
  const planted = [
    [0x10, 0x04, 0x01],
    [0x10, 0x05, 0x02],
    [0x10, 0x14, 0x08],
    [0x10, 0x10, 0x04],
  ]

  it('are reported by the interpreter when a picture holds them', () => {
    const bytes = Uint8Array.of(0x1d, 0x76, 0x30, 0, 4, 0, 1, 0, 0, 0x10, 0x04, 0x01)
    expect(read(bytes)).toMatchObject([{ type: 'error', problem: /10 04 01/ }])
  })

  it.each(planted)('%i %i %i is broken by one more dot beside a black one', (...triple) => {
    const picture = createBitmap(64, 30)
    picture.bits.set(triple, 8 * 9 + 3)
    picture.bits.set(triple, 8 * 20 + 6)
    const before = picture.bits.slice()
    const bytes = Buffer.from(encoded(picture))
    for (const second of [0x04, 0x05, 0x14]) expect(bytes.includes(Buffer.of(0x10, second))).toBe(false)
    expect(read(bytes).filter((event) => event.type === 'error')).toEqual([])
    expect(picture.bits).toEqual(before)
    const safe = withoutRealTime(picture)
    let more = 0
    for (let y = 0; y < 30; y++) {
      for (let x = 0; x < 64; x++) {
        if (dotAt(safe, x, y) === dotAt(picture, x, y)) continue
        more += 1
        expect(dotAt(safe, x, y)).toBe(true)
        expect(dotAt(picture, x + 1, y)).toBe(true)
      }
    }
    expect(more).toBe(2)
  })

  it('are gone from any picture', () => {
    const risky = fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x01, 0x30, 0), {
      minLength: 64,
      maxLength: 64,
    })
    fc.assert(
      fc.property(risky, (bits) => {
        const picture = createBitmap(64, 8)
        picture.bits.set(bits)
        const bytes = Buffer.from(encoded(picture))
        for (const second of [0x04, 0x05, 0x14]) expect(bytes.includes(Buffer.of(0x10, second))).toBe(false)
      }),
    )
  })
})

describe('the interpreter', () => {
  it.each([
    ['an unknown control byte', [0x03], /03 is no command/],
    ['an unknown ESC', [0x1b, 0x7e], /ESC 7e/],
    ['an unknown GS', [0x1d, 0x7e], /GS 7e/],
    ['a band that is too high', [0x1d, 0x76, 0x30, 0, 1, 0, 0, 1, ...new Array(256).fill(0)], /256 rows/],
    [
      'a picture wider than the paper',
      [0x1d, 0x76, 0x30, 0, 80, 0, 1, 0, ...new Array(80).fill(0)],
      /beyond 576/,
    ],
    ['a cut it does not know', [0x1d, 0x56, 7], /GS V 7/],
  ])('reports %s', (_name, bytes, problem) => {
    const [event] = read(Uint8Array.from(bytes))
    expect(event).toMatchObject({ type: 'error', at: 0, problem })
  })

  it('feeds half as much before the unit of feed is set, as manuals with 1/406 inch say', () => {
    const feedAndCut = [0x1b, 0x4a, 200, 0x1d, 0x56, 66, 0]
    const height = (bytes: number[]): number | undefined => {
      const [event] = read(Uint8Array.from(bytes), { feedUnit: 406 })
      return event?.type === 'paper' ? event.picture.height : undefined
    }
    expect(height(feedAndCut)).toBe(100)
    expect(height([0x1d, 0x50, 203, 203, ...feedAndCut])).toBe(200)
  })

  it('reads the same from any pieces', async () => {
    const bytes = encoded(drawSlip(slips.englishSlip, paper58, glyphs), paper58)
    const whole = read(bytes, { dots: 384 })
    for (const size of [1, 7, 72, 4096]) {
      const events: PaperEvent[] = []
      const interpreter = createInterpreter((event) => events.push(event), { dots: 384 })
      for (let at = 0; at < bytes.length; at += size) interpreter.push(bytes.subarray(at, at + size))
      expect(events).toEqual(whole)
    }
  })
})
