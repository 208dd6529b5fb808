import { describe, expect, it } from 'vitest'
import { openPrinter } from '../../printers/connection/open-printer.ts'
import { paper80 } from '../../printers/dialects/esc-pos.ts'
import { createCanvasGlyphs } from '../../printers/drawing/canvas-glyphs.ts'
import { drawSlip } from '../../printers/drawing/slip-picture.ts'
import type { TicketSlip } from '../../printers/printer.ts'
import { usualDevice } from '../../printers/virtual-printer/device.ts'
import { startTcpPrinter, type TcpPrinter } from '../../printers/virtual-printer/tcp-printer.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { ordinarySlip } from './drawing/sample-slips.ts'
import { printable } from './printer-rig.ts'

/** Does something to the printer before a slip; returns what mends it. */
function fault(paper: TcpPrinter, random: () => number): { name: string; mend: () => void } {
  const kinds = [
    'none',
    'paper ends',
    'no paper',
    'cover',
    'cover in the middle',
    'cutter',
    'breaks down',
    'reset',
    'reset at once',
    'power',
  ] as const
  const name = kinds[Math.floor(random() * kinds.length)] ?? 'none'
  const { device } = paper
  switch (name) {
    case 'none':
      return { name, mend: () => {} }
    case 'paper ends':
      device.loadPaper(1 + Math.floor(random() * 640))
      return { name, mend: () => device.loadPaper(1_000_000) }
    case 'no paper':
      device.takePaperOut()
      return { name, mend: () => device.loadPaper(1_000_000) }
    case 'cover':
      device.openCover()
      return { name, mend: () => device.closeCover() }
    case 'cover in the middle': {
      const from = paper.bytesRead + Math.floor(random() * 20_000)
      const watch = setInterval(() => {
        if (paper.bytesRead > from) device.openCover()
      }, 1)
      return {
        name,
        mend: () => {
          clearInterval(watch)
          device.closeCover()
        },
      }
    }
    case 'cutter':
      device.jamCutter()
      return { name, mend: () => device.freeCutter() }
    case 'breaks down':
      device.breakDown()
      return {
        name,
        mend: () => {
          paper.powerOff()
          paper.powerOn()
        },
      }
    case 'reset':
      paper.resetAfter(100 + Math.floor(random() * 30_000))
      return { name, mend: () => paper.resetAfter(Number.POSITIVE_INFINITY) }
    case 'reset at once':
      paper.resetAfter(1)
      return { name, mend: () => paper.resetAfter(Number.POSITIVE_INFINITY) }
    case 'power':
      paper.powerOff()
      return { name, mend: () => paper.powerOn() }
    default:
      return name satisfies never
  }
}

const jobs = 25

describe('outcomes under faults', () => {
  it.concurrent.each([
    [7, 'esc-pos', usualDevice.answers],
    [11, 'esc-pos', usualDevice.answers],
    [23, 'esc-pos', { ...usualDevice.answers, processId: false }],
    [31, 'esc-pos', { ...usualDevice.answers, processId: false, clear: false }],
    [5, 'star', usualDevice.answers],
    [31, 'star', { ...usualDevice.answers, clear: false }],
  ] as const)(
    'seed %i, %s: yes means one whole paper, no means none, and nobody lies',
    async (seed, dialect, answers) => {
      const random = seededRandom(seed)
      const glyphs = createCanvasGlyphs()
      const paper = await startTcpPrinter({ rowsPerSecond: 8_000, dialect, answers })
      const printer = openPrinter(paper.address)
      const told: { slip: TicketSlip; printed: string; name: string }[] = []
      for (let n = 0; n < jobs; n++) {
        const { name, mend } = fault(paper, random)
        const slip = { ...ordinarySlip, job: `job-${n}`, label: `A${100 + n}` }
        const { printed } = await printer.print(slip)
        told.push({ slip, printed, name })
        mend()
      }
      // A last slip after all was mended shows that nothing old is left in the printer.
      const last = { ...ordinarySlip, job: 'job-last', label: 'Z999' }
      expect(await printer.print(last)).toEqual({ printed: 'yes' })
      await printer.close()
      await paper.close()

      const counts = { yes: 0, no: 0, unsure: 0 }
      // A cut where nothing hung out leaves a blank bit of paper.
      let merged = paper.strips.filter(({ picture }) => picture.bits.some((byte) => byte !== 0)).length
      for (const { slip, printed, name } of told) {
        const whole = Buffer.from(printable[dialect](drawSlip(slip, paper80, glyphs)).bits)
        const copies = paper.strips.filter(({ picture }) => whole.equals(picture.bits)).length
        merged -= copies
        const what = `seed ${seed}: ${slip.label} with "${name}" is told as ${printed}`
        if (printed === 'yes') expect(copies, what).toBe(1)
        if (printed === 'no') expect(copies, what).toBe(0)
        if (printed === 'unsure') expect(copies, what).toBeLessThanOrEqual(1)
        counts[printed as 'yes'] += 1
      }
      // A question that reaches a printer in the middle of a picture cut off becomes part of that torn picture.
      const errors = paper.errors.filter((error) => !error.includes('real-time command'))
      expect(errors, `seed ${seed}`).toEqual([])
      // Beside whole papers there are torn strips, each cut off by itself: one for each slip that broke off at most.
      expect(merged - 1, `seed ${seed}`).toBeLessThanOrEqual(counts.unsure)
      expect(counts.yes).toBeGreaterThan(0)
      process.stdout.write(`faults, seed ${seed}, ${dialect}: ${JSON.stringify(counts)} of ${jobs}\n`)
    },
  )
})
