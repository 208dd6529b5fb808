import { afterEach, describe, expect, it } from 'vitest'
import { paper58, paper80 } from '../../printers/dialects/esc-pos.ts'
import { createCanvasGlyphs } from '../../printers/drawing/canvas-glyphs.ts'
import { pngOf } from '../../printers/drawing/png.ts'
import { drawSlip } from '../../printers/drawing/slip-picture.ts'
import {
  createVirtualPrinter,
  type Paper,
  type VirtualPrinter,
} from '../../printers/virtual-printer/virtual-printer.ts'
import { copySlip, fullSlip, ordinarySlip } from './drawing/sample-slips.ts'

const open: VirtualPrinter[] = []

function paperPrinter(options: Parameters<typeof createVirtualPrinter>[0] = {}): VirtualPrinter {
  const printer = createVirtualPrinter(options)
  open.push(printer)
  return printer
}

afterEach(async () => {
  for (const printer of open.splice(0)) await printer.close()
})

/** Width and height as the PNG itself says. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('the printer without a printer', () => {
  it('keeps each slip as a picture and tells of it', async () => {
    const told: Paper[] = []
    const printer = paperPrinter({ onPaper: (paper) => told.push(paper) })
    expect(await printer.print(ordinarySlip)).toEqual({ printed: 'yes' })
    expect(await printer.print(copySlip)).toEqual({ printed: 'yes' })
    expect(printer.papers.map(({ job, label, copy }) => [job, label, copy])).toEqual([
      ['job-0001', 'A042', 1],
      ['job-0004', 'A042', 2],
    ])
    expect(told).toEqual(printer.papers)
    for (const paper of printer.papers) expect(sizeOf(paper.png)).toEqual([paper.width, paper.height])
  })

  it('shows the same picture as the preview, which is drawn in the process itself', async () => {
    const glyphs = createCanvasGlyphs()
    for (const profile of [paper80, paper58]) {
      const printer = paperPrinter({ profile })
      await printer.print(fullSlip)
      const preview = await pngOf(drawSlip(fullSlip, profile, glyphs))
      expect(printer.papers[0]?.png.equals(preview)).toBe(true)
    }
  })

  it('keeps the newest papers only', async () => {
    const printer = paperPrinter({ keep: 2 })
    for (const label of ['A001', 'A002', 'A003']) await printer.print({ ...ordinarySlip, label })
    expect(printer.papers.map((paper) => paper.label)).toEqual(['A002', 'A003'])
  })

  it('prints in the order of asking', async () => {
    const printer = paperPrinter()
    const labels = ['A001', 'A002', 'A003', 'A004']
    await Promise.all(labels.map((label) => printer.print({ ...ordinarySlip, label })))
    expect(printer.papers.map((paper) => paper.label)).toEqual(labels)
  })

  it('runs out of paper when told to, and prints again when all is well', async () => {
    const printer = paperPrinter()
    printer.setTrouble('no-paper')
    expect(await printer.print(ordinarySlip)).toEqual({ printed: 'no', why: 'no-paper' })
    printer.setTrouble(undefined)
    expect(await printer.print(ordinarySlip)).toEqual({ printed: 'yes' })
    expect(printer.papers).toHaveLength(1)
  })

  it('prints nothing more once it is closed', async () => {
    const printer = paperPrinter()
    await printer.close()
    expect(await printer.print(ordinarySlip)).toEqual({ printed: 'no', why: 'unreachable' })
  })
})
