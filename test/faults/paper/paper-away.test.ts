import { afterEach, describe, expect, test } from 'vitest'
import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { until } from '../../fakes/driver.ts'
import { MovedClock, openPaperHall, type PaperHall } from './paper-hall.ts'
import { paperDirectory, papersOf } from './paper-stage.ts'

/** A printer that is away for longer than people wait: a number that is too old never comes out by itself. */

const minutes = (count: number): number => count * 60_000

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

interface Place {
  readonly paper: TcpPrinter
  readonly clock: MovedClock
  hall: PaperHall
  open(): Promise<void>
}

async function place(): Promise<Place> {
  const paper = await startTcpPrinter({ rowsPerSecond: 2_000 })
  cleanUps.push(() => paper.close())
  const clock = new MovedClock()
  const directory = await paperDirectory(paper.address)
  const one: Place = {
    paper,
    clock,
    hall: undefined as unknown as PaperHall,
    async open() {
      one.hall = await openPaperHall(directory, clock)
    },
  }
  await one.open()
  cleanUps.push(() => one.hall.stop())
  await one.hall.give(
    { type: 'open-counter', body: { counter: '1' } },
    { kind: 'staff', badge: '1001', may: [] },
  )
  return one
}

describe('a printer that is away for 30 minutes', () => {
  test('[C14] prints nothing old when it is back, and what is new at once; every record is true', async () => {
    const { paper, hall, clock } = await place()
    const first = await hall.issue()
    await hall.becomes(first.ticket, 'printed')

    // The printer disappears in the middle of a slip.
    const before = paper.bytesRead
    const torn = await hall.issue()
    await until('half a slip', () => paper.bytesRead > before + 8_000)
    paper.powerOff()
    expect(await hall.becomes(torn.ticket, 'unsure')).toMatchObject({ copies: 1 })
    const old = await hall.issue()
    const called = await hall.issue()
    await hall.becomes(called.ticket, 'not-printed')
    expect(hall.paperOf(old.ticket)).toMatchObject({ print: 'not-printed', why: 'unreachable' })
    await hall.call(called.ticket)
    await hall.becomes(called.ticket, 'expired')

    clock.pass(minutes(15))
    await hall.becomes(old.ticket, 'expired')
    // A copy may hang out of the printer: people decide.
    await hall.becomes(torn.ticket, 'held')
    clock.pass(minutes(14))
    const young = await hall.issue()
    const youngCalled = await hall.issue()
    await hall.becomes(youngCalled.ticket, 'not-printed')
    await hall.call(youngCalled.ticket)
    await hall.becomes(youngCalled.ticket, 'expired')
    clock.pass(minutes(1))
    expect(hall.paperOf(young.ticket).print).toBe('not-printed')

    const gone = paper.strips.length
    paper.powerOn()
    await hall.becomes(young.ticket, 'printed')
    const next = await hall.issue()
    await hall.becomes(next.ticket, 'printed')
    const came = paper.strips.slice(gone)
    for (const { label } of [young, next])
      expect(await papersOf(label, came)).toMatchObject({ unmarked: 1, marked: 0, uncut: 0 })
    // The torn strip, cut off, and the two.
    expect(came).toHaveLength(3)
    const states = [first, torn, old, called, young, youngCalled, next].map(({ ticket }) =>
      hall.paperOf(ticket),
    )
    expect(states.map(({ print, copies = 0 }) => [print, copies])).toEqual([
      ['printed', 1],
      ['held', 1],
      ['expired', 0],
      ['expired', 0],
      ['printed', 1],
      ['expired', 0],
      ['printed', 1],
    ])
  })

  test('[C15] prints a copy that a person asks for shortly before it is back', async () => {
    const { paper, hall, clock } = await place()
    // A printer that never answered proves nothing, and would get slips.
    await hall.becomes((await hall.issue()).ticket, 'printed')
    paper.powerOff()
    const { ticket, label } = await hall.issue()
    await hall.becomes(ticket, 'not-printed')
    clock.pass(minutes(29))
    await hall.becomes(ticket, 'expired')
    await hall.give({ type: 'reprint', body: { ticket } }, { kind: 'staff', badge: '1001', may: [] })
    clock.pass(minutes(1))
    paper.powerOn()
    await hall.becomes(ticket, 'printed')
    expect(await papersOf(label, paper.strips.slice(1))).toEqual({
      unmarked: 1,
      marked: 0,
      torn: 0,
      uncut: 0,
    })
  })
})
