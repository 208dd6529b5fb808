import { createConnection } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openPrinter } from '../../../printers/connection/open-printer.ts'
import type { PrinterHealth } from '../../../printers/connection/session.ts'
import { paper80 } from '../../../printers/dialects/esc-pos.ts'
import { sharedDrawingThread } from '../../../printers/drawing-thread/drawing-thread.ts'
import { limits } from '../../../printers/limits.ts'
import { device, open, shows, slipOf } from '../printer-rig.ts'

const all = { realTime: true, processId: true, paperSensor: true, statusBack: true, clear: true }
const copy = (label: string, n: number) => ({ ...slipOf(label), copy: n, copyMark: `copy ${n}` })

describe('a printer that is met', () => {
  const models = [
    ['knows everything', all, 'process-id'],
    ['knows no process id', { ...all, processId: false }, 'paper-sensor'],
    ['clears nothing', { ...all, clear: false }, 'process-id'],
    ['clears nothing and knows no process id', { ...all, clear: false, processId: false }, 'paper-sensor'],
    ['proves nothing', { ...all, processId: false, paperSensor: false }, 'none'],
    [
      'answers questions and nothing else',
      { ...all, processId: false, paperSensor: false, statusBack: false, clear: false },
      'none',
    ],
    [
      'says nothing',
      { realTime: false, processId: false, paperSensor: false, statusBack: false, clear: false },
      'unknown',
    ],
  ] as const

  it.each(models)('and %s is known in time, and prints', async (_, answers, level) => {
    const closers: (() => Promise<void>)[] = []
    const clean = (close: () => Promise<void>): void => void closers.unshift(close)
    const paper = await device(clean, { answers })
    const seen: PrinterHealth[] = []
    const printer = open(clean, paper.address, (health) => seen.push(health))
    // Drawing the first slip starts a thread, which loads fonts; it is no part of meeting the printer.
    await sharedDrawingThread().draw('job', { slip: slipOf('A001'), profile: paper80, dialect: 'esc-pos' })
    const from = performance.now()
    let met = Number.POSITIVE_INFINITY
    await printer.print(slipOf('A001'), async () => {
      met = performance.now() - from
    })
    expect(seen.at(-1)?.level).toBe(level)
    // As long again for drawing, connecting, and a machine that does other things.
    expect(met).toBeLessThan(2 * limits.firstContactMost)
    await paper.stripped(1)
    expect(await shows(slipOf('A001'), paper.strips[0]?.picture)).toBe(true)
    expect(paper.errors).toEqual([])
    for (const close of closers) await close()
  })

  it('is given 1.5 s for all questions together, those that it cannot answer included', () => {
    const { answerMost, firstClearMost, firstContactMost } = limits
    expect(answerMost + firstClearMost).toBeLessThan(firstContactMost)
    expect(firstContactMost).toBeLessThanOrEqual(1_500)
  })

  it.concurrent('and stops giving its proof is asked for a lesser one from the next slip on', async ({
    onTestFinished: clean,
  }) => {
    const answers = { ...all }
    const paper = await device(clean, { answers })
    const seen: PrinterHealth[] = []
    const printer = open(clean, paper.address, (health) => seen.push(health))
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    answers.processId = false
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'unsure', why: 'timed-out' })
    expect(await printer.print(copy('A002', 2))).toEqual({ printed: 'yes' })
    expect(seen.at(-1)?.level).toBe('paper-sensor')
  })

  it.concurrent('holding half a slip of a process that was killed is emptied and cut before the next', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const killed = createConnection(paper.port, '127.0.0.1')
    await new Promise((done) => killed.once('connect', done))
    const half = Buffer.concat([
      Buffer.from([0x1d, 0x76, 0x30, 0, 72, 0, 200, 0]),
      Buffer.alloc(72 * 50, 0xaa),
    ])
    await new Promise((done) => killed.write(half, done))
    await expect.poll(() => paper.bytesRead).toBe(half.length)
    killed.resetAndDestroy()
    const printer = openPrinter(paper.address, { isInterrupted: true })
    clean(() => printer.close())
    await expect.poll(() => printer.print(slipOf('A002'))).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(2)
    expect(paper.strips[0]?.cut).toBe('partial')
    expect(await shows(slipOf('A002'), paper.strips[1]?.picture)).toBe(true)
  })

  it.concurrent.for([1, 2, 3, 4, 5, 8, 11])(
    'in the middle of a picture that lacks %i bytes takes them from the questions, and prints the next slip clean',
    async (lacking, { expect, onTestFinished: clean }) => {
      const paper = await device(clean)
      const killed = createConnection(paper.port, '127.0.0.1')
      await new Promise((done) => killed.once('connect', done))
      const picture = [
        Buffer.from([0x1d, 0x76, 0x30, 0, 72, 0, 30, 0]),
        Buffer.alloc(72 * 30 - lacking, 0xaa),
      ]
      await new Promise((done) => killed.write(Buffer.concat(picture), done))
      await expect.poll(() => paper.bytesRead).toBe(8 + 72 * 30 - lacking)
      killed.resetAndDestroy()
      const printer = openPrinter(paper.address, { isInterrupted: true })
      clean(() => printer.close())
      await expect.poll(() => printer.print(slipOf('A002'))).toEqual({ printed: 'yes' })
      expect(paper.strips.map(({ cut }) => cut)).toEqual(['partial', 'partial'])
      expect(await shows(slipOf('A002'), paper.strips[1]?.picture)).toBe(true)
    },
  )
})

describe('what keeps a printer from printing', () => {
  it.concurrent('is named: a jammed cutter, and an error that needs the power switch', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const printer = open(clean, paper.address)
    paper.device.jamCutter()
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'no', why: 'cutter-jam' })
    paper.device.freeCutter()
    paper.device.breakDown()
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'no', why: 'printer-error' })
    paper.powerOff()
    paper.powerOn()
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(1)
  })

  it.concurrent('is waited for when it is a hot head: before a slip, and in the middle of one', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, { rowsPerSecond: 1_000 })
    const printer = open(clean, paper.address)
    paper.device.heatHead()
    const first = printer.print(slipOf('A001'))
    setTimeout(() => paper.device.coolHead(), 600)
    expect(await first).toEqual({ printed: 'yes' })
    const seen = paper.bytesRead
    const second = printer.print(slipOf('A002'))
    await expect.poll(() => paper.bytesRead).toBeGreaterThan(seen + 4_096)
    paper.device.heatHead()
    // Longer than the slip was given before it became hot.
    setTimeout(() => paper.device.coolHead(), 8_000)
    expect(await second).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(2)
  })

  it.concurrent('is not waited for when the head stays hot', async ({ onTestFinished: clean }) => {
    const paper = await device(clean)
    paper.device.heatHead()
    expect(await open(clean, paper.address).print(slipOf('A001'))).toEqual({
      printed: 'no',
      why: 'head-hot',
    })
  })
})

describe('two senders', () => {
  it('in one process: the second is refused by name, until the first has closed', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const first = openPrinter(paper.address)
    expect(() => openPrinter(`TCP://127.0.0.1:${paper.port}`)).toThrow(
      new RegExp(`tcp://127\\.0\\.0\\.1:${paper.port} is in use by this process already`),
    )
    expect(await first.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    await first.close()
    const second = openPrinter(paper.address)
    clean(() => second.close())
    expect(await second.print(slipOf('A002'))).toEqual({ printed: 'yes' })
  })

  it('in two: while another host holds the printer nothing is sent, and slips come out when it is gone', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean)
    const other = createConnection(paper.port, '127.0.0.1')
    await new Promise((done) => other.once('connect', done))
    const printer = open(clean, paper.address)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'no', why: 'unreachable' })
    const gone = new Promise((done) => other.once('close', done))
    other.end()
    await gone
    await expect.poll(() => printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    // Paper of another sender that may hang out of the printer is cut off first.
    expect(paper.strips.map(({ picture }) => picture.height > 1)).toEqual([false, true])
  })
})

describe('a line whose slips are proven', () => {
  it('is closed in peace: the printer is never reset', async ({ onTestFinished: clean }) => {
    const paper = await device(clean)
    const printer = openPrinter(paper.address)
    for (const label of ['A001', 'A002', 'A003'])
      expect(await printer.print(slipOf(label))).toEqual({ printed: 'yes' })
    const chatter = setInterval(() => paper.device.closeCover(), 1)
    await printer.close()
    clearInterval(chatter)
    expect(paper.resets).toBe(0)
    expect(paper.strips).toHaveLength(3)
  })
})

describe('the roll', () => {
  it('that is nearly used up is told, and what was used is counted until a new one is in', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, { roll: 2_000, nearEndRows: 1_000 })
    let health: PrinterHealth | undefined
    const printer = open(clean, paper.address, (next) => {
      health = next
    })
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    const oneSlip = health?.paper.usedMm ?? 0
    // 70 to 90 mm of paper, and the way from the head to the cutter.
    expect(oneSlip).toBeGreaterThan(50)
    expect(oneSlip).toBeLessThan(110)
    expect(health?.state.nearEnd).toBe(false)
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'yes' })
    expect(health).toMatchObject({ state: { nearEnd: true }, paper: { changes: 0 } })
    expect(Math.abs((health?.paper.usedMm ?? 0) - 2 * oneSlip)).toBeLessThanOrEqual(1)
    paper.device.openCover()
    paper.device.loadPaper(100_000)
    paper.device.closeCover()
    expect(await printer.print(slipOf('A003'))).toEqual({ printed: 'yes' })
    expect(health).toMatchObject({ state: { nearEnd: false }, paper: { usedMm: oneSlip, changes: 1 } })
  })

  it('that ended in the middle of a slip is a new one when there is paper again', async ({
    onTestFinished: clean,
  }) => {
    const paper = await device(clean, { roll: 900 })
    let health: PrinterHealth | undefined
    const printer = openPrinter(paper.address, {
      paperUsedMm: 70_000,
      onHealth: (next) => {
        health = next
      },
    })
    clean(() => printer.close())
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    expect(health?.paper.usedMm).toBeGreaterThan(70_000)
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'unsure', why: 'cut-off' })
    expect(await printer.print(copy('A002', 2))).toEqual({ printed: 'no', why: 'no-paper' })
    paper.device.loadPaper(100_000)
    expect(await printer.print(copy('A002', 2))).toEqual({ printed: 'yes' })
    expect(health?.paper).toMatchObject({ changes: 1 })
    expect(health?.paper.usedMm).toBeLessThan(250)
  })
})
