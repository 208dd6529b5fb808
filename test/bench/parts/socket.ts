import type { DurableWrites } from '../floors.ts'
import { clientsAt, closeStand, durableWrites, inTurn, openStand, type Runner, type Stand } from '../load.ts'
import { type Bench, type Figures, median, type Part, type Row, ratioOf } from '../part.ts'
import { Worker } from '../worker.ts'

/** Durable commands over the socket, beside an echo and a durable write of the same machine in the same minute. */

const allCrowds = [1, 8, 64, 256]
const bigCrowds = [1, 64]
const nameOf = (screens: number, clients: number): string => `${screens} screens, ${clients} clients`
const echoName = (clients: number): string => `echo, ${clients} clients`

interface Measured {
  readonly audiences: readonly number[]
  readonly crowds: readonly number[]
  readonly results: Results
  readonly writes: readonly DurableWrites[]
}

async function measure(
  bench: Bench,
  { audiences, crowds, rounds }: { audiences: readonly number[]; crowds: readonly number[]; rounds: number },
): Promise<Measured> {
  const floors = new Worker('floors')
  const echo = await floors.ask<number>('echo')
  const stands: Stand[] = []
  const runners: Runner[] = []
  for (const clients of crowds) runners.push(await clientsAt(echoName(clients), 'echo', echo, clients))
  for (const screens of audiences) {
    const stand = await openStand(bench, screens)
    stands.push(stand)
    for (const clients of crowds)
      runners.push(await clientsAt(nameOf(screens, clients), 'visit', stand.hall.port, clients))
  }
  const writes: DurableWrites[] = []
  const results = await inTurn(bench, runners, {
    rounds,
    ms: bench.quick ? 300 : 400,
    between: async () => void writes.push(await durableWrites(floors, bench)),
  })
  for (const runner of runners) runner.close()
  for (const stand of stands) await closeStand(stand)
  floors.close()
  return { audiences, crowds, results, writes }
}

async function run(bench: Bench): Promise<Figures> {
  const hall = await measure(bench, { audiences: [0, 100], crowds: allCrowds, rounds: bench.quick ? 3 : 15 })
  // By themselves: what thousands of screens still have to read would be measured with the others.
  const big = bench.quick ? [] : [1_000, 5_000]
  const crowded: Measured[] = []
  for (const screens of big)
    crowded.push(await measure(bench, { audiences: [screens], crowds: bigCrowds, rounds: 3 }))
  return figuresOf(hall, [hall, ...crowded])
}

type Results = Awaited<ReturnType<typeof inTurn>>

function rowsOf({ audiences, crowds, results }: Measured): Row[] {
  const row = (name: string, clients: number): Row => {
    const { rates, p50, p99 } = results.get(name)!
    const echo = results.get(echoName(clients))!
    return { name, values: [median(rates), median(p50), median(p99), ratioOf(rates, echo.rates)] }
  }
  return [
    ...crowds.map((clients) => row(echoName(clients), clients)),
    ...audiences.flatMap((screens) => crowds.map((clients) => row(nameOf(screens, clients), clients))),
  ]
}

function figuresOf({ results, writes }: Measured, all: readonly Measured[]): Figures {
  const echoOf = (clients: number) => results.get(echoName(clients))!
  const rows = all.flatMap(rowsOf)
  const one = results.get(nameOf(0, 1))!
  const sums = (kind: keyof DurableWrites) => echoOf(1).p50.map((p50, round) => p50 + writes[round]![kind])
  const overEcho = (screens: number) => ratioOf(results.get(nameOf(screens, 64))!.rates, echoOf(64).rates)
  return {
    tables: [
      {
        title: 'Commands over the socket, each on disk before it is answered',
        columns: ['per s', 'p50 ms', 'p99 ms', 'of the echo'],
        rows,
      },
      {
        title: 'Floors of one command',
        columns: ['ms'],
        rows: [
          {
            name: 'durable write, blocking call, p50',
            values: [median(writes.map(({ blocking }) => blocking))],
          },
          {
            name: 'durable write, through the thread pool, p50',
            values: [median(writes.map(({ callback }) => callback))],
          },
          { name: 'echo, 1 client, p50', values: [median(echoOf(1).p50)] },
          { name: 'durable command, 1 client, p50', values: [median(one.p50)] },
          { name: 'of echo + blocking write', values: [ratioOf(one.p50, sums('blocking'))] },
        ],
      },
    ],
    marks: [
      {
        what: 'durable command over the socket, 1 client, p50, of echo + durable write',
        value: ratioOf(one.p50, sums('callback')),
        must: 'at most',
        pass: 1.5,
        aim: 1.15,
      },
      {
        what: '64 clients, no screens, commands/s of the echo',
        value: overEcho(0),
        must: 'at least',
        pass: 0.5,
        aim: 0.75,
      },
      {
        what: '64 clients, 100 screens, commands/s of the echo',
        value: overEcho(100),
        must: 'at least',
        pass: 0.35,
        aim: 0.6,
      },
    ],
  }
}

export const socket: Part = {
  name: 'socket',
  about: 'durable commands over the socket against echo and durable write',
  run,
}
