import { join } from 'node:path'
import { startTcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import type { Run } from '../clients.ts'
import { HallServer } from '../hall-server.ts'
import { furnishHall } from '../halls.ts'
import { startInstantPrinter } from '../instant-printer.ts'
import { type Bench, type Figures, type Mark, median, type Part, type Row, ratioOf } from '../part.ts'
import { Worker } from '../worker.ts'

/**
 * Tickets taken one after the other at a kiosk: how long each answer takes in a hall that prints them all, beside the
 * same hall without a printer, round by round in turn. One printer has the speed of a fast real one, 250 mm a second
 * (research on printers, 8 rows per mm), so its papers go on printing through all rounds. The others need no time: a
 * paper is always being drawn, more than any hall prints.
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

const rowsPerSecond = 2_000

class Side {
  readonly name: string
  /** Whether the papers of a round are out before the next round. */
  readonly #isInstant: boolean
  readonly #hall: HallServer
  readonly #client: Worker
  p50: number[] = []
  p99: number[] = []

  private constructor(name: string, hall: HallServer, client: Worker, isInstant: boolean) {
    this.name = name
    this.#isInstant = isInstant
    this.#hall = hall
    this.#client = client
  }

  static async open(name: string, directory: string, printer?: string, isInstant = true): Promise<Side> {
    const hall = await HallServer.start(await furnishHall(directory, printer))
    const client = new Worker('clients')
    await client.ask('open', { doing: 'ticket', port: hall.port, clients: 1 })
    return new Side(name, hall, client, isInstant)
  }

  async round({ roundMs, pauseMs }: Pace, isCounted: boolean): Promise<void> {
    const { p50, p99 } = await this.#client.ask<Run>('run', { ms: roundMs, pauseMs })
    if (this.#isInstant) await this.#printed()
    if (!isCounted) return
    this.p50.push(p50)
    this.p99.push(p99)
  }

  /** The papers of this round must not be printed in the next one. They come in the order of their tickets. */
  async #printed(): Promise<void> {
    const until = performance.now() + 60_000
    for (;;) {
      const answer = await fetch(`${this.#hall.url}/api/views/kiosk?device=kiosk-1`)
      const { view } = (await answer.json()) as { view: { last?: { printing: { print: string } } } }
      const print = view.last?.printing.print
      if (print === 'none' || print === 'printed') return
      if (performance.now() > until) throw new Error(`${this.name}: a paper is ${print} after a minute`)
      await new Promise((settle) => setTimeout(settle, 20))
    }
  }

  async close(): Promise<void> {
    this.#client.close()
    await this.#hall.stop()
  }
}

async function measure(bench: Bench, pace: Pace, sides: readonly Side[]): Promise<void> {
  const rounds = bench.quick ? 3 : 20
  for (const side of sides) {
    side.p50 = []
    side.p99 = []
  }
  for (let n = -1; n <= rounds; n += 1) {
    bench.say(n < 1 ? `${pace.name}: warming up` : `${pace.name}: round ${n} of ${rounds}`)
    for (const side of n % 2 === 0 ? sides : sides.toReversed()) await side.round(pace, n > 0)
  }
}

async function run(bench: Bench): Promise<Figures> {
  const instant = await startInstantPrinter()
  const usual = await startTcpPrinter({ rowsPerSecond })
  const at = (name: string): string => join(bench.directory, name)
  const bare = await Side.open('without a printer', at('bare'))
  const printing = [
    await Side.open('a network printer of usual speed', at('usual'), usual.address, false),
    await Side.open('a network printer that needs no time', at('instant'), instant.address),
    await Side.open('the printer of the demo, which needs no time', at('paper'), 'paper'),
  ]
  const rows: Row[] = []
  const marks: Mark[] = []
  for (const pace of paces) {
    await measure(bench, pace, [bare, ...printing])
    for (const side of [bare, ...printing]) {
      const ratio = ratioOf(side.p50, bare.p50)
      rows.push({ name: `${pace.name}: ${side.name}`, values: [median(side.p50), ratio, median(side.p99)] })
      if (side === bare) continue
      const what = `p50 of answers to a kiosk that takes tickets ${pace.name}, with ${side.name}, of a hall without`
      marks.push({ what, value: ratio, must: 'at most', pass: 1.1, aim: 1 })
    }
  }
  for (const side of [bare, ...printing]) await side.close()
  await usual.close()
  await instant.close()
  return {
    tables: [
      {
        title: 'Answers to one kiosk that takes ticket after ticket (ms)',
        columns: ['p50', 'ratio', 'p99'],
        rows,
      },
    ],
    marks,
  }
}

export const answersBesidePapers: Part = {
  name: 'answers-beside-papers',
  about: 'answers to ticket after ticket in halls that print them, beside one that does not',
  run,
}
