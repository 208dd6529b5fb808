import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createStatusReader,
  noTrouble,
  type PrinterMessage,
  withAnswer,
} from '../../../printers/dialects/status.ts'

function words(...pieces: readonly number[][]): PrinterMessage[] {
  const heard: PrinterMessage[] = []
  const reader = createStatusReader((word) => heard.push(word))
  for (const piece of pieces) reader.push(Uint8Array.from(piece))
  return heard
}

describe('what a printer says', () => {
  it('four bytes of automatic status are one state', () => {
    expect(words([0x38, 0x08, 0x0f, 0x00])).toEqual([
      {
        type: 'state',
        state: {
          offline: true,
          coverOpen: true,
          paperEnd: true,
          nearEnd: true,
          cutterError: true,
          deadlyError: false,
          passingError: false,
        },
      },
    ])
  })

  it.each([
    [[0x12], { type: 'answer', byte: 0x12 }],
    [[0x00], { type: 'paper', nearEnd: false, end: false }],
    [[0x0f], { type: 'paper', nearEnd: true, end: true }],
    [[0x37, 0x22, 0x4e, 0x30, 0x30, 0x31, 0x00], { type: 'processed', id: 'N001' }],
    [[0x37, 0x25, 0x00], { type: 'cleared' }],
    [[0x5f, 0x54, 0x4d, 0x00], { type: 'block', head: 0x5f, body: 'TM' }],
    [[0x11], { type: 'go-on' }],
    [[0x13], { type: 'hold-on' }],
    [[0x90], { type: 'noise', byte: 0x90 }],
  ] as [number[], PrinterMessage][])('%j is understood', (bytes, word) => {
    expect(words(bytes)).toEqual([word])
  })

  it('answers to the four questions add up to a state', () => {
    const state = [0x12, 0x36, 0x1a, 0x72].reduce(
      (known, byte, index) => withAnswer(known, (index + 1) as 1 | 2 | 3 | 4, byte),
      noTrouble,
    )
    expect(state).toMatchObject({ coverOpen: true, paperEnd: true, cutterError: true, offline: false })
  })

  it('an automatic status that breaks off is noise and spoils nothing after it', () => {
    expect(words([0x18, 0x00, 0x10, 0x00, 0x00, 0x00]).map((word) => word.type)).toEqual([
      'noise',
      'noise',
      'state',
    ])
  })

  it('a block without an end is given up', () => {
    const heard = words([0x5f, ...new Array<number>(200).fill(0x41)])
    expect(heard.length).toBeGreaterThan(80)
    expect(heard.every((word) => word.type === 'noise' || word.type === 'paper')).toBe(true)
  })

  const whole = fc.oneof(
    fc.tuple(fc.nat(15), fc.nat(15), fc.nat(15), fc.nat(15)).map(([a, b, c, d]) => ({
      kind: 'state',
      bytes: [0x10 | ((a & 3) << 2) | ((a & 4) << 3), b | ((b & 6) << 4), c, d],
    })),
    fc.nat(15).map((n) => ({ kind: 'answer', bytes: [0x12 | ((n & 3) << 2) | ((n & 12) << 3)] })),
    fc.nat(15).map((n) => ({ kind: 'paper', bytes: [n] })),
    fc
      .stringMatching(/^[!-~]{4}$/)
      .map((id) => ({ kind: 'processed', bytes: [0x37, 0x22, ...Buffer.from(id), 0] })),
    fc.constant({ kind: 'cleared', bytes: [0x37, 0x25, 0] }),
    fc.constant({ kind: 'go-on', bytes: [0x11] }),
    fc.constant({ kind: 'hold-on', bytes: [0x13] }),
  )

  it('is the same however the line cuts it', () => {
    fc.assert(
      fc.property(
        fc.array(whole, { maxLength: 12 }),
        fc.array(fc.nat(80), { maxLength: 10 }),
        (said, cuts) => {
          const bytes = said.flatMap((one) => one.bytes)
          const at = [
            0,
            ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
            bytes.length,
          ]
          const pieces = at.slice(1).map((end, index) => bytes.slice(at[index], end))
          expect(words(...pieces)).toEqual(words(bytes))
          expect(words(...bytes.map((byte) => [byte]))).toEqual(words(bytes))
          expect(words(bytes).map((word) => word.type)).toEqual(said.map((one) => one.kind))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('is heard although flow control and answers come between its bytes', () => {
    const between = fc.constantFrom(0x11, 0x13, 0x12, 0x16)
    const saids = fc.array(
      whole.filter((one) => one.kind === 'state' || one.kind === 'processed'),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(saids, fc.array(fc.tuple(fc.nat(60), between), { maxLength: 8 }), (said, intruders) => {
        const bytes = said.flatMap((one) => one.bytes)
        for (const [at, byte] of intruders) bytes.splice(Math.min(at, bytes.length), 0, byte)
        const heard = words(bytes).filter((word) => word.type === 'state' || word.type === 'processed')
        expect(heard.map((word) => word.type)).toEqual(said.map((one) => one.kind))
      }),
      { numRuns: 400 },
    )
  })

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void words([...bytes])),
      { numRuns: 500 },
    )
  })
})
