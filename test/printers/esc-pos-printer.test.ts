import { createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createCanvasGlyphs } from '../../printers/canvas-glyphs.ts'
import { withoutRealTime } from '../../printers/esc-pos.ts'
import { openPrinter } from '../../printers/esc-pos-printer.ts'
import { limits } from '../../printers/limits.ts'
import { createInterpreter, type PaperEvent } from '../../printers/paper-printer/interpreter.ts'
import { startTcpPrinter, type TcpPrinter } from '../../printers/paper-printer/tcp-printer.ts'
import type { TicketPrinter, TicketSlip } from '../../printers/printer.ts'
import type { PrinterHealth } from '../../printers/session.ts'
import { drawSlip } from '../../printers/slip-picture.ts'
import { ordinarySlip } from './sample-slips.ts'

/** Closes what a test opened, newest first. */
type Cleaner = (close: () => Promise<void>) => void

async function device(
  clean: Cleaner,
  options: Parameters<typeof startTcpPrinter>[0] = {},
): Promise<TcpPrinter> {
  const printer = await startTcpPrinter(options)
  clean(() => printer.close())
  return printer
}

function open(clean: Cleaner, address: string, onHealth?: (health: PrinterHealth) => void): TicketPrinter {
  const printer = openPrinter(address, onHealth ? { onHealth } : {})
  clean(() => printer.close())
  return printer
}

const slipOf = (label: string): TicketSlip => ({ ...ordinarySlip, job: `job-${label}`, label })

/** True when a strip shows exactly this slip. */
async function shows(slip: TicketSlip, picture: { bits: Uint8Array } | undefined): Promise<boolean> {
  const drawn = await drawSlip(slip, 576, createCanvasGlyphs())
  return picture !== undefined && Buffer.from(withoutRealTime(drawn).bits).equals(picture.bits)
}

describe('a slip sent to a network printer', () => {
  it.concurrent('is printed, cut and proven by its process id', async ({ onTestFinished: clean }) => {
    const paper = await device(clean)
    const printer = open(clean, paper.address)
    expect(await printer.print(ordinarySlip)).toEqual({ printed: 'yes' })
    expect(paper.errors).toEqual([])
    expect(paper.strips).toHaveLength(1)
    expect(paper.strips[0]?.cut).toBe('partial')
    expect(await shows(ordinarySlip, paper.strips[0]?.picture)).toBe(true)
  })

  it.concurrent('is proven by the paper sensor where the printer knows no process id', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, {
      answers: { realTime: true, processId: false, paperSensor: true, statusBack: true, clear: true },
    })
    const seen: PrinterHealth[] = []
    const printer = open(clean, paper.address, (health) => seen.push(health))
    expect(await printer.print(ordinarySlip)).toEqual({ printed: 'yes' })
    expect(seen.at(-1)).toMatchObject({ reachable: true, speaks: true, level: 'paper-sensor' })
    expect(paper.strips).toHaveLength(1)
  })

  it.concurrent('is printed without proof by a printer that answers but proves nothing', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, {
      answers: { realTime: true, processId: false, paperSensor: false, statusBack: false, clear: false },
    })
    expect(await open(clean, paper.address).print(ordinarySlip)).toEqual({
      printed: 'unsure',
      why: 'no-proof',
    })
    expect(await shows(ordinarySlip, paper.strips[0]?.picture)).toBe(true)
  })

  it.concurrent('reaches a plain listener that never answers, whole, and nobody claims that it was printed', async ({
    onTestFinished: clean,
  }) => {
    const events: PaperEvent[] = []
    const interpreter = createInterpreter((event) => events.push(event))
    let socket: Socket | undefined
    const server = createServer((client) => {
      socket = client
      client.on('data', (bytes) => interpreter.push(bytes))
    })
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
    clean(() => new Promise((done) => void server.close(() => done())))
    clean(async () => void socket?.destroy())
    const printer = open(clean, `tcp://127.0.0.1:${port}`)
    expect(await printer.print(ordinarySlip)).toEqual({ printed: 'unsure', why: 'no-proof' })
    const papers = events.filter((event) => event.type === 'paper')
    expect(papers).toHaveLength(1)
    expect(events.filter((event) => event.type === 'error')).toEqual([])
    expect(await shows(ordinarySlip, papers[0]?.picture)).toBe(true)
  })

  it.concurrent('reaches a printer with a 4 KB buffer that reports its state all the while', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, { rowsPerSecond: 2_000 })
    const printer = open(clean, paper.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    const sent = printer.print(slipOf('A002'))
    const chatter = setInterval(() => paper.device.closeCover(), 2)
    expect(await sent).toEqual({ printed: 'yes' })
    clearInterval(chatter)
    expect(await shows(slipOf('A002'), paper.strips[1]?.picture)).toBe(true)
  })

  it.concurrent('takes its turn: many slips come out one by one, in order, over one connection', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const printer = open(clean, paper.address)
    const labels = ['A001', 'A002', 'A003', 'A004', 'A005']
    const outcomes = await Promise.all(labels.map((label) => printer.print(slipOf(label))))
    expect(outcomes).toEqual(labels.map(() => ({ printed: 'yes' })))
    for (const [index, label] of labels.entries()) {
      expect(await shows(slipOf(label), paper.strips[index]?.picture), label).toBe(true)
    }
    expect(paper.connections).toBe(1)
  })

  it.concurrent('is refused when too many wait already, and those that wait come out', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const printer = open(clean, paper.address)
    const all = await Promise.all(
      Array.from({ length: limits.waitingMost + 3 }, (_, n) => printer.print(slipOf(`B${n}`))),
    )
    expect(all.filter((outcome) => outcome.printed === 'yes')).toHaveLength(limits.waitingMost + 1)
    expect(all.slice(-2)).toEqual(new Array(2).fill({ printed: 'no', why: 'too-many-waiting' }))
    expect(paper.strips).toHaveLength(limits.waitingMost + 1)
  })
})

describe('a printer that cannot print', () => {
  it.concurrent('with no paper says so before anything is sent, and prints when there is paper', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    paper.device.takePaperOut()
    const printer = open(clean, paper.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'no', why: 'no-paper' })
    paper.device.loadPaper(10_000)
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(1)
    expect(await shows(slipOf('A002'), paper.strips[0]?.picture)).toBe(true)
  })

  it.concurrent('with its cover open says so, and prints when it is closed', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    paper.device.openCover()
    const printer = open(clean, paper.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'no', why: 'cover-open' })
    paper.device.closeCover()
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(1)
  })

  it.concurrent('with a jammed cutter is not used', async ({ onTestFinished: clean }) => {
    const paper = await device(clean)
    paper.device.jamCutter()
    expect(await open(clean, paper.address).print(slipOf('A001'))).toMatchObject({ printed: 'no' })
    expect(paper.strips).toHaveLength(0)
  })

  it.concurrent('where nobody listens is unreachable, at once', async ({ onTestFinished: clean }) => {
    const paper = await device(clean)
    await paper.close()
    const from = Date.now()
    expect(await open(clean, paper.address).print(slipOf('A001'))).toEqual({
      printed: 'no',
      why: 'unreachable',
    })
    expect(Date.now() - from).toBeLessThan(limits.connectMost)
  })

  it.concurrent('that lost its power after it spoke is unreachable, and prints again when it is back', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const printer = open(clean, paper.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    paper.powerOff()
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'no', why: 'unreachable' })
    paper.powerOn()
    expect(await printer.print(slipOf('A003'))).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(2)
  })
})

describe('a slip that breaks off', () => {
  /** Waits until the printer has begun the slip. */
  async function begun(paper: TcpPrinter): Promise<void> {
    const from = paper.bytesRead
    while (paper.bytesRead < from + 12_000) await new Promise((done) => setImmediate(done))
  }

  /** A good slip, one with a fault in its middle, and one after the fault was mended. */
  async function threeSlips(
    clean: Cleaner,
    fault: (paper: TcpPrinter) => unknown,
    mend: (paper: TcpPrinter) => unknown,
    options: Parameters<typeof startTcpPrinter>[0] = {},
  ): Promise<{ paper: TcpPrinter; second: unknown; third: unknown; tookMs: number }> {
    const paper = await device(clean, { rowsPerSecond: 3_000, ...options })
    const printer = open(clean, paper.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    const from = Date.now()
    const pending = Promise.resolve(fault(paper)).then(() => undefined)
    const second = await printer.print(slipOf('A002'))
    await pending
    const tookMs = Date.now() - from
    mend(paper)
    const third = await printer.print(slipOf('A003'))
    expect(await shows(slipOf('A003'), paper.strips.at(-1)?.picture)).toBe(true)
    const seconds = await Promise.all(paper.strips.map(({ picture }) => shows(slipOf('A002'), picture)))
    expect(seconds.filter(Boolean)).toHaveLength(0)
    expect(paper.errors).toEqual([])
    return { paper, second, third, tookMs }
  }

  it.concurrent('because the paper ends is unsure; its rest never comes out and the next slip is whole', async ({
    onTestFinished: clean,
  }) => {
    const { paper, second, third } = await threeSlips(
      clean,
      ({ device }) => device.loadPaper(300),
      ({ device }) => device.loadPaper(100_000),
    )
    expect(second).toEqual({ printed: 'unsure', why: 'cut-off' })
    expect(third).toEqual({ printed: 'yes' })
    // The first slip, the torn half cut off by itself, the third.
    expect(paper.strips).toHaveLength(3)
  })

  it.concurrent('because the cover is opened is unsure', async ({ onTestFinished: clean }) => {
    const { second, third } = await threeSlips(
      clean,
      (paper) => begun(paper).then(() => paper.device.openCover()),
      ({ device }) => device.closeCover(),
    )
    expect(second).toEqual({ printed: 'unsure', why: 'cut-off' })
    expect(third).toEqual({ printed: 'yes' })
  })

  it.concurrent('because the connection is reset is unsure, and the torn strip is cut off before the next slip', async ({
    onTestFinished: clean,
  }) => {
    const { second, third } = await threeSlips(
      clean,
      (paper) => paper.resetAfter(20_000),
      () => {},
    )
    expect(second).toEqual({ printed: 'unsure', why: 'cut-off' })
    expect(third).toEqual({ printed: 'yes' })
  })

  it.concurrent('because the printer stops reading is unsure within its deadline', async ({
    onTestFinished: clean,
  }) => {
    const { second, third, tookMs } = await threeSlips(
      clean,
      (paper) => paper.stallAfter(20_000),
      (paper) => paper.goOn(),
    )
    expect(second).toEqual({ printed: 'unsure', why: 'timed-out' })
    expect(tookMs).toBeLessThan(limits.jobGrace + 3 * 2_000 + 1_000)
    expect(third).toEqual({ printed: 'yes' })
  }, 25_000)

  it.concurrent('because the power goes is unsure within its deadline', async ({ onTestFinished: clean }) => {
    const { second, third } = await threeSlips(
      clean,
      (paper) => begun(paper).then(() => paper.powerOff()),
      (paper) => paper.powerOn(),
    )
    expect(second).toEqual({ printed: 'unsure', why: 'timed-out' })
    expect(third).toEqual({ printed: 'yes' })
  }, 25_000)

  it.concurrent('in a printer that cannot be cleared is filled up, so that the next slip is whole', async ({
    onTestFinished: clean,
  }) => {
    const { second, third } = await threeSlips(
      clean,
      (paper) => paper.resetAfter(20_000),
      () => {},
      {
        answers: { realTime: true, processId: true, paperSensor: true, statusBack: true, clear: false },
      },
    )
    expect(second).toEqual({ printed: 'unsure', why: 'cut-off' })
    expect(third).toEqual({ printed: 'yes' })
  })
})

describe('a dead printer', () => {
  it.concurrent('settles every slip within its deadline, and closing settles too', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    paper.blackHole(true)
    const printer = open(clean, paper.address)
    const from = Date.now()
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'unsure', why: 'no-proof' })
    expect(Date.now() - from).toBeLessThan(5_000)
    await printer.close()
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'no', why: 'unreachable' })
  }, 12_000)
})
