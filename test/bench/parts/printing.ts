import { createConnection } from 'node:net'
import { openPrinter } from '../../../printers/connection/open-printer.ts'
import { encodePicture, paper80 } from '../../../printers/dialects/esc-pos.ts'
import { createCanvasGlyphs } from '../../../printers/drawing/canvas-glyphs.ts'
import { drawSlip } from '../../../printers/drawing/slip-picture.ts'
import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { ordinarySlip } from '../../printers/drawing/sample-slips.ts'
import { type Bench, type Figures, median, type Part } from '../part.ts'

/** Time from a slip to its first byte at the printer, and to its proof, beside a bare socket. */

const slipOf = (n: number) => ({ ...ordinarySlip, job: `bench-${n}`, label: `A${100 + (n % 900)}` })

/** Milliseconds until the printer has read more than it had; looked at in every turn of the event loop. */
async function untilRead(printer: TcpPrinter, from: number): Promise<number> {
  const before = printer.bytesRead
  while (printer.bytesRead === before) await new Promise((next) => setImmediate(next))
  return performance.now() - from
}

/** Composing, asking the printer and journalling are all in it; the first bytes read are those of the questions. */
async function throughPrinter(count: number) {
  const paper = await startTcpPrinter({ rowsPerSecond: 100_000 })
  const printer = openPrinter(paper.address)
  const ready: number[] = []
  const proven: number[] = []
  await printer.print(slipOf(0))
  for (let n = 1; n <= count; n++) {
    const from = performance.now()
    await printer.print(slipOf(n), async () => {
      ready.push(performance.now() - from)
    })
    proven.push(performance.now() - from)
  }
  await printer.close()
  await paper.close()
  return { ready, proven }
}

async function bareSocket(count: number) {
  const paper = await startTcpPrinter({ rowsPerSecond: 100_000 })
  const socket = createConnection(paper.port, '127.0.0.1')
  await new Promise((done) => socket.once('connect', done))
  const picture = drawSlip(slipOf(0), paper80, createCanvasGlyphs())
  const { bytes } = encodePicture(picture, paper80)
  const first: number[] = []
  for (let n = 1; n <= count; n++) {
    const printed = paper.stripped(n)
    const from = performance.now()
    socket.write(bytes)
    first.push(await untilRead(paper, from))
    await printed
  }
  socket.destroy()
  await paper.close()
  return first
}

async function composing(count: number) {
  const glyphs = createCanvasGlyphs()
  drawSlip(slipOf(0), paper80, glyphs)
  const times: number[] = []
  for (let n = 1; n <= count; n++) {
    const from = performance.now()
    drawSlip(slipOf(n), paper80, glyphs)
    times.push(performance.now() - from)
  }
  return times
}

async function run(bench: Bench): Promise<Figures> {
  const count = bench.quick ? 20 : 100
  bench.say('composing')
  const composed = await composing(count)
  bench.say('a bare socket')
  const bare = await bareSocket(count)
  bench.say('a printer')
  const { ready, proven } = await throughPrinter(count)
  const row = (name: string, values: number[]) => ({
    name,
    values: [median(values), values.toSorted((one, two) => one - two)[Math.floor(values.length * 0.95)]],
  })
  return {
    tables: [
      {
        title: `One slip on 80 mm, ${count} times (ms)`,
        columns: ['median', 'p95'],
        rows: [
          row('composed (drawn, as dots)', composed),
          row('bare socket: first byte read', bare),
          row('ours: composed, printer asked and ready, first byte may leave', ready),
          row('ours: paper proven', proven),
        ],
      },
    ],
    marks: [],
  }
}

export const printing: Part = {
  name: 'printing',
  about: 'a slip composed, its first byte, its proof; beside a bare socket write',
  run,
}
