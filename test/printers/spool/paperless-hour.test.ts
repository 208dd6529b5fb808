import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPrintAgent } from '../../../printers/agent/print-agent.ts'
import type { TicketPrinter } from '../../../printers/printer.ts'
import { realClock as clock } from '../../../server/clock.ts'
import { emptyMachine, keeperOf } from '../../../server/data/open-hall.ts'
import type { Entry } from '../../../server/hall/events.ts'
import { AgentPrinters } from '../../../server/printing/agent-printers.ts'
import { TicketPrinting } from '../../../server/printing/ticket-printing.ts'
import { newKey } from '../../fakes/driver.ts'
import { furnished, minutes, monday9, seconds } from '../../fakes/hall/hall-settings.ts'
import { slipOf } from '../printer-rig.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: monday9 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A keeper whose journal is a list, and a desk whose printer is an agent's, out of paper. */
function hallWithAgent() {
  const entries: Entry[] = []
  const journal = {
    room: 'enough',
    canWrite: () => true,
    write(records: readonly Entry[], done: () => void) {
      entries.push(...records)
      queueMicrotask(done)
    },
  } as const
  const onFailure = (error: unknown): never => {
    throw error
  }
  const keeper = keeperOf({
    machine: emptyMachine(),
    id: furnished.hall,
    journal,
    clock,
    onFailure,
  })
  const agents = new AgentPrinters()
  let tries = 0
  let hasPaper = false
  const printer: TicketPrinter = {
    async print(_slip, begin) {
      tries += 1
      if (!hasPaper) return { printed: 'no', why: 'no-paper' }
      await begin?.()
      return { printed: 'yes' }
    },
    close: async () => {},
  }
  const log = { find: () => undefined, note: async () => {} }
  const line = agents.connect('agent-1', {
    send: (message) => agent.receive(message),
    close: () => {},
  })
  const agent = createPrintAgent({
    printer,
    log,
    send: (message) => line.receive(message),
    onError: onFailure,
  })
  const desk = new TicketPrinting({
    keeper,
    clock,
    slips: { write: ({ label }) => slipOf(label), testPage: () => slipOf('TEST') },
    printers: new Map([['kiosk-1', (tell) => agents.printerFor('agent-1', tell)]]),
    onError: onFailure,
  })
  keeper.askAsKeeper({ type: 'change-settings', body: { base: 0, settings: furnished } })
  desk.begin()
  return {
    entries,
    get tries() {
      return tries
    },
    loadPaper() {
      hasPaper = true
    },
    issue() {
      const asker = { actor: { kind: 'device' }, device: 'kiosk-1', key: newKey(), hash: 'x' } as const
      keeper.ask({ type: 'issue-ticket', body: { service: 'a' } }, asker, () => {})
    },
    async close() {
      await desk.close()
      await keeper.stop()
    },
  }
}

test('an hour without paper at an agent costs two records a ticket, however often the printer is tried', async () => {
  const hall = hallWithAgent()
  const tickets = 60
  for (let n = 0; n < tickets; n += 1) {
    hall.issue()
    await vi.advanceTimersByTimeAsync(minutes(1))
  }
  // A round every two seconds as long as a ticket waits for its paper.
  expect(hall.tries).toBeGreaterThan(1_000)
  const records = hall.entries.filter(({ command }) => command === 'report-print')
  const told = new Map<string, string[]>()
  for (const { events } of records)
    for (const event of events)
      if (event.type === 'print-reported')
        told.set(event.ticket, [...(told.get(event.ticket) ?? []), event.printing.print])
  expect(told.size).toBe(tickets)
  for (const states of told.values())
    expect(['not-printed', 'not-printed expired']).toContain(states.join(' '))
  // When there is paper, the two that are younger than three minutes come out.
  hall.loadPaper()
  await vi.advanceTimersByTimeAsync(seconds(10))
  const ends = [...hall.entries].flatMap(({ events }) =>
    events.flatMap((event) => (event.type === 'print-reported' ? [event.printing.print] : [])),
  )
  expect(ends.filter((print) => print === 'printing').length).toBe(2)
  expect(ends.filter((print) => print === 'printed').length).toBe(2)
  await hall.close()
})
