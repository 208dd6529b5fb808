import { describe, expect, it } from 'vitest'
import { limits } from '../../../printers/limits.ts'
import type { startTcpPrinter, TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { busyMs } from '../../fakes/watch.ts'
import { type Cleaner, device, open, shows, slipOf } from '../printer-rig.ts'

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
    // A question that reaches a printer in the middle of a picture cut off becomes part of that torn picture.
    expect(paper.errors.filter((error) => !error.includes('real-time command'))).toEqual([])
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
    // Told when what broke off is thrown away, or cannot be.
    const thrownAway = limits.reconnectMost + limits.answerMost
    expect(tookMs).toBeLessThan(limits.jobGrace + 3 * 2_000 + thrownAway + busyMs)
    expect(third).toEqual({ printed: 'yes' })
  })

  it.concurrent('because the power goes is unsure within its deadline', async ({ onTestFinished: clean }) => {
    const { second, third } = await threeSlips(
      clean,
      (paper) => begun(paper).then(() => paper.powerOff()),
      (paper) => paper.powerOn(),
    )
    expect(second).toEqual({ printed: 'unsure', why: 'timed-out' })
    expect(third).toEqual({ printed: 'yes' })
  })

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
