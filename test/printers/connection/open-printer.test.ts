import { createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { PrinterHealth } from '../../../printers/connection/session.ts'
import { limits } from '../../../printers/limits.ts'
import { createInterpreter } from '../../../printers/virtual-printer/interpreter.ts'
import type { PaperEvent } from '../../../printers/virtual-printer/machine.ts'
import { busyMs } from '../../fakes/watch.ts'
import { ordinarySlip } from '../drawing/sample-slips.ts'
import { device, open, shows, slipOf } from '../printer-rig.ts'

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
    expect(Date.now() - from).toBeLessThan(limits.connectMost + busyMs)
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
    // Where its old line was turned away, what may hang out of it was cut off first: nothing, here.
    expect(paper.strips.filter(({ picture }) => picture.height > 1)).toHaveLength(2)
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
    expect(Date.now() - from).toBeLessThan(5_000 + busyMs)
    await printer.close()
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'no', why: 'unreachable' })
  })
})
