import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type AgentMessage, createPrintAgent, type PrintAgent } from '../../../printers/agent/print-agent.ts'
import type { PrintOutcome, TicketPrinter } from '../../../printers/printer.ts'
import { realFileSystem } from '../../../server/journal/file-system.ts'
import { openAgentLog } from '../../../server/print-agent/printed-store.ts'
import { device, shows, slipOf } from '../printer-rig.ts'
import { agentDirectory, agentHall, healthOf, startAgent } from './agent-rig.ts'

const copy = (label: string, n: number) => ({ ...slipOf(label), copy: n, copyMark: `copy ${n}` })

describe('a printer at another PC', () => {
  it.concurrent('prints what the hall hands over, and tells how it is', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const hall = await agentHall(clean)
    const paper = await device(clean)
    const health = healthOf()
    const printer = hall.printers.printerFor('agent-1', health.tell)
    expect(health.last).toMatchObject({ reachable: false, problem: /not connected/ })
    const agent = await startAgent(clean, hall, paper.address)
    await agent.connected(1)
    let begun = 0
    expect(
      await printer.print(slipOf('A001'), async () => {
        begun += 1
      }),
    ).toEqual({ printed: 'yes' })
    expect(begun).toBe(1)
    expect(await shows(slipOf('A001'), paper.strips[0]?.picture)).toBe(true)
    await expect.poll(() => health.last).toMatchObject({ reachable: true, level: 'process-id' })
    paper.device.takePaperOut()
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'no', why: 'no-paper' })
    await expect.poll(() => health.last?.state.paperEnd).toBe(true)
    paper.device.loadPaper(100_000)
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(2)
  })

  it.concurrent('prints a copy handed over twice once, and answers with what became of it', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const hall = await agentHall(clean)
    const paper = await device(clean)
    const directory = agentDirectory(clean)
    const agent = await startAgent(clean, hall, paper.address, { directory })
    await agent.connected(1)
    const printer = hall.printers.printerFor('agent-1')
    const twice = await Promise.all([printer.print(slipOf('A001')), printer.print(slipOf('A001'))])
    expect(twice).toEqual([{ printed: 'yes' }, { printed: 'yes' }])
    await agent.stop()
    const again = await startAgent(clean, hall, paper.address, { directory })
    await again.connected(1)
    expect(await printer.print(slipOf('A001'))).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(1)
    expect(await printer.print(copy('A001', 2))).toEqual({ printed: 'yes' })
    // A fresh process cuts off first what may hang out of the printer: nothing, this time.
    expect(paper.strips).toHaveLength(3)
    expect(paper.strips[1]?.picture.height).toBe(1)
    expect(await shows(copy('A001', 2), paper.strips[2]?.picture)).toBe(true)
  })

  it.concurrent('without a line is unreachable at once, and nothing comes out later', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const hall = await agentHall(clean)
    const paper = await device(clean)
    const printer = hall.printers.printerFor('agent-1')
    let begun = 0
    expect(
      await printer.print(slipOf('A001'), async () => {
        begun += 1
      }),
    ).toEqual({
      printed: 'no',
      why: 'unreachable',
    })
    expect(begun).toBe(0)
    const agent = await startAgent(clean, hall, paper.address)
    await agent.connected(1)
    expect(await printer.print(slipOf('A002'))).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(1)
    expect(await shows(slipOf('A002'), paper.strips[0]?.picture)).toBe(true)
  })

  it.concurrent('is asked again when the line broke while it printed: one paper, and the truth about it', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const hall = await agentHall(clean)
    const paper = await device(clean, { rowsPerSecond: 800 })
    const agent = await startAgent(clean, hall, paper.address)
    await agent.connected(1)
    const printer = hall.printers.printerFor('agent-1')
    const printed = printer.print(slipOf('A001'))
    await expect.poll(() => paper.bytesRead).toBeGreaterThan(8_000)
    hall.cut()
    await agent.connected(2)
    expect(await printed).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(1)
  })

  it.concurrent('that stays away with a slip in its hands makes it unsure, in time', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const hall = await agentHall(clean)
    const paper = await device(clean, { rowsPerSecond: 500 })
    const health = healthOf()
    const printer = hall.printers.printerFor('agent-1', health.tell)
    const agent = await startAgent(clean, hall, paper.address)
    await agent.connected(1)
    const printed = printer.print(slipOf('A001'))
    await expect.poll(() => paper.bytesRead).toBeGreaterThan(8_000)
    await hall.closeDoors()
    expect(await printed).toEqual({ printed: 'unsure', why: 'cut-off' })
    expect(health.last).toMatchObject({ reachable: false })
    // Back again: the marked copy comes out, the first one not a second time.
    await hall.openDoors()
    await agent.connected(2)
    expect(await printer.print(copy('A001', 2))).toEqual({ printed: 'yes' })
    let unmarked = 0
    for (const { picture } of paper.strips) if (await shows(slipOf('A001'), picture)) unmarked += 1
    expect(unmarked).toBeLessThanOrEqual(1)
    expect(await shows(copy('A001', 2), paper.strips.at(-1)?.picture)).toBe(true)
  })
})

describe("an agent's record", () => {
  /** Never ends a slip; `begun` hears when its first byte may leave. */
  const never = (begun: () => void): TicketPrinter => ({
    print: async (_slip, begin) => {
      await begin?.()
      begun()
      return new Promise<PrintOutcome>(() => {})
    },
    close: async () => {},
  })

  function talk(printer: TicketPrinter, log: Awaited<ReturnType<typeof openAgentLog>>) {
    const words: AgentMessage[] = []
    const errors: unknown[] = []
    const agent: PrintAgent = createPrintAgent({
      printer,
      log,
      send(message) {
        // This hall lets everything begin.
        if (message.type === 'ready') agent.receive({ type: 'begin', attempt: message.attempt })
        else words.push(message)
      },
      onError: (error) => errors.push(error),
    })
    return { agent, words, errors }
  }

  it('is on disk before the first byte: a copy begun when the power went is unsure, and not printed again', async ({
    onTestFinished: clean,
  }) => {
    const directory = agentDirectory(clean)
    const before = await openAgentLog(realFileSystem, directory)
    expect(before.isInterrupted).toBe(false)
    await new Promise<void>((begun) => {
      talk(never(begun), before).agent.receive({ type: 'print', attempt: 'one', slip: slipOf('A001') })
    })
    expect(before.find('job-A001', 1)).toMatchObject({ attempt: 'one' })
    const after = await openAgentLog(realFileSystem, directory)
    expect(after.isInterrupted).toBe(true)
    let asked = 0
    const counting: TicketPrinter = {
      print: async () => {
        asked += 1
        return { printed: 'yes' }
      },
      close: async () => {},
    }
    const { agent, words } = talk(counting, after)
    agent.receive({ type: 'print', attempt: 'two', slip: slipOf('A001') })
    expect(words).toEqual([
      { type: 'outcome', attempt: 'two', outcome: { printed: 'unsure', why: 'cut-off' } },
    ])
    expect(asked).toBe(0)
    // Until something was proven after it: half a slip may hang out of the printer, however often the agent starts.
    const third = await openAgentLog(realFileSystem, directory)
    expect(third.isInterrupted).toBe(true)
    await third.note({ job: 'job-A001', copy: 2, attempt: 'three', outcome: { printed: 'yes' } })
    expect((await openAgentLog(realFileSystem, directory)).isInterrupted).toBe(false)
    // The content of slips is not stored at the kiosk's PC.
    expect(readFileSync(join(directory, 'printed.json'), 'utf8')).not.toContain('blocks')
  })

  it('that cannot be written lets nothing be printed', async () => {
    let sent = 0
    const printer: TicketPrinter = {
      print: async (_slip, begin) => {
        await begin?.()
        sent += 1
        return { printed: 'yes' }
      },
      close: async () => {},
    }
    const full = async (): Promise<never> => {
      throw new Error('ENOSPC')
    }
    const { agent, words, errors } = talk(printer, {
      isInterrupted: false,
      find: () => undefined,
      note: full,
    })
    agent.receive({ type: 'print', attempt: 'one', slip: slipOf('A001') })
    await agent.idle()
    expect(sent).toBe(0)
    expect(words).toEqual([
      { type: 'outcome', attempt: 'one', outcome: { printed: 'no', why: 'printer-error' } },
    ])
    expect(String(errors[0])).toContain('ENOSPC')
  })

  it('is not made of a copy that was never begun: it is tried anew', async ({ onTestFinished: clean }) => {
    const log = await openAgentLog(realFileSystem, agentDirectory(clean))
    let isReady = false
    let asked = 0
    const printer: TicketPrinter = {
      async print(_slip, begin) {
        asked += 1
        if (!isReady) return { printed: 'no', why: 'no-paper' }
        await begin?.()
        return { printed: 'yes' }
      },
      close: async () => {},
    }
    const { agent, words } = talk(printer, log)
    for (const attempt of ['one', 'one', 'two']) {
      isReady = attempt === 'two'
      agent.receive({ type: 'print', attempt, slip: slipOf('A001') })
      await agent.idle()
      expect(log.find('job-A001', 1)?.outcome).toEqual(isReady ? { printed: 'yes' } : undefined)
    }
    agent.receive({ type: 'print', attempt: 'three', slip: slipOf('A001') })
    await agent.idle()
    expect(words.map((message) => message.type === 'outcome' && message.outcome.printed)).toEqual([
      'no',
      'no',
      'yes',
      'yes',
    ])
    expect(asked).toBe(3)
  })
})

describe('a hall and its agent', () => {
  it.concurrent('write nothing down while the printer cannot print, and once before the first byte', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const hall = await agentHall(clean)
    const paper = await device(clean)
    const directory = agentDirectory(clean)
    const agent = await startAgent(clean, hall, paper.address, { directory })
    await agent.connected(1)
    const printer = hall.printers.printerFor('agent-1')
    paper.device.takePaperOut()
    let begun = 0
    const begin = async (): Promise<void> => {
      expect(paper.strips).toHaveLength(0)
      begun += 1
    }
    for (let n = 0; n < 5; n += 1)
      expect(await printer.print(slipOf('A001'), begin)).toEqual({ printed: 'no', why: 'no-paper' })
    expect(begun).toBe(0)
    expect(existsSync(join(directory, 'printed.json'))).toBe(false)
    paper.device.loadPaper(100_000)
    expect(await printer.print(slipOf('A001'), begin)).toEqual({ printed: 'yes' })
    expect(begun).toBe(1)
  })

  it.concurrent('send nothing when the hall cannot write it down, or has given the slip up', async ({
    expect,
    onTestFinished: clean,
  }) => {
    const hall = await agentHall(clean)
    const paper = await device(clean)
    const agent = await startAgent(clean, hall, paper.address)
    await agent.connected(1)
    const printer = hall.printers.printerFor('agent-1')
    const refused = printer.print(slipOf('A001'), async () => {
      throw new Error('no longer wanted')
    })
    await expect(refused).rejects.toThrow('no longer wanted')
    // Given up while it is written down: true is what is told, for the word to begin never goes out.
    const outcome = printer.print(slipOf('A002'), () => printer.close())
    expect(await outcome).toEqual({ printed: 'no', why: 'unreachable' })
    expect(await hall.printers.printerFor('agent-1').print(slipOf('A003'))).toEqual({ printed: 'yes' })
    expect(paper.strips).toHaveLength(1)
    expect(await shows(slipOf('A003'), paper.strips[0]?.picture)).toBe(true)
  })
})
