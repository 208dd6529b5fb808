import { join } from 'node:path'
import type { Run } from '../clients.ts'
import { HallServer } from '../hall-server.ts'
import { furnishHall } from '../halls.ts'
import { type InstantPrinter, startInstantPrinter } from '../instant-printer.ts'
import { type Bench, type Figures, median, type Part, ratioOf } from '../part.ts'
import { Worker } from '../worker.ts'

/**
 * Tickets taken one after the other at a kiosk: how long each answer takes in a hall that prints them all, beside the
 * same hall without a printer, round by round in turn.
 */

/** From an answer to the next ticket, and how long a round lasts (ms). */
interface Pace {
  readonly name: string
  readonly pauseMs: number
  readonly roundMs: number
}

const paces: readonly Pace[] = [
  { name: 'as soon as answered', pauseMs: 0, roundMs: 60 },
  { name: 'every 20 ms', pauseMs: 20, roundMs: 1_000 },
]

interface Side {
  readonly hall: HallServer
  readonly client: Worker
  readonly printer: InstantPrinter | undefined
  tickets: number
}

async function openSide(directory: string, printer: InstantPrinter | undefined): Promise<Side> {
  const hall = await HallServer.start(await furnishHall(directory, printer?.address))
  const client = new Worker('clients')
  await client.ask('open', { doing: 'ticket', port: hall.port, clients: 1 })
  return { hall, client, printer, tickets: 0 }
}

async function round(side: Side, { roundMs, pauseMs }: Pace): Promise<Run> {
  const run = await side.client.ask<Run>('run', { ms: roundMs, pauseMs })
  side.tickets += run.count
  // The papers of this round must not be printed in the next one.
  const until = performance.now() + 60_000
  while (side.printer && side.printer.proven < side.tickets) {
    if (performance.now() > until)
      throw new Error(`${side.printer.proven} of ${side.tickets} papers came out within a minute`)
    await new Promise((settle) => setTimeout(settle, 20))
  }
  return run
}

async function measure(bench: Bench, pace: Pace, prints: Side, bare: Side) {
  const on = { p50: [] as number[], p99: [] as number[] }
  const off = { p50: [] as number[], p99: [] as number[] }
  const rounds = bench.quick ? 3 : 20
  for (let n = -1; n <= rounds; n += 1) {
    bench.say(n < 1 ? `${pace.name}: warming up` : `${pace.name}: round ${n} of ${rounds}`)
    const both = [
      [prints, on],
      [bare, off],
    ] as const
    for (const [side, figures] of n % 2 === 0 ? both : both.toReversed()) {
      const { p50, p99 } = await round(side, pace)
      if (n < 1) continue
      figures.p50.push(p50)
      figures.p99.push(p99)
    }
  }
  return { on, off }
}

async function run(bench: Bench): Promise<Figures> {
  const printer = await startInstantPrinter()
  const prints = await openSide(join(bench.directory, 'printing'), printer)
  const bare = await openSide(join(bench.directory, 'bare'), undefined)
  const rows = []
  const marks = []
  for (const pace of paces) {
    const { on, off } = await measure(bench, pace, prints, bare)
    const ratio = ratioOf(on.p50, off.p50)
    rows.push({
      name: pace.name,
      values: [median(off.p50), median(on.p50), ratio, median(off.p99), median(on.p99)],
    })
    marks.push({
      what: `p50 of a ticket's answer in a hall that prints, next one ${pace.name}, of one that does not`,
      value: ratio,
      must: 'at most' as const,
      pass: 1.1,
      aim: 1,
    })
  }
  for (const { client, hall } of [prints, bare]) {
    client.close()
    await hall.stop()
  }
  await printer.close()
  return {
    tables: [
      {
        title: 'Answers to one kiosk that takes ticket after ticket (ms)',
        columns: ['p50', 'p50 printing', 'ratio', 'p99', 'p99 printing'],
        rows,
      },
    ],
    marks,
  }
}

export const answersBesidePapers: Part = {
  name: 'answers-beside-papers',
  about: 'answers to ticket after ticket in a hall that prints them, beside one that does not',
  run,
}
