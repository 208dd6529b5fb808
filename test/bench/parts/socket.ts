import type { DurableWrites } from '../floors.ts'
import { clientsAt, closeStand, durableWrites, inTurn, openStand, type Runner, type Stand } from '../load.ts'
import { type Bench, type Figures, median, type Part, type Row, ratioOf } from '../part.ts'
import { Worker } from '../worker.ts'

/** Durable commands over the socket, beside an echo and a durable write of the same machine in the same minute. */

const crowds = [1, 8, 64, 256]
const bigCrowds = [1, 64]
/** Two commands of 5,000 screens fill a second: only told, and only in a full run. */
const audiences = ({ quick }: Bench): readonly number[] => (quick ? [0, 100] : [0, 100, 1_000, 5_000])

const nameOf = (screens: number, clients: number): string => `${screens} screens, ${clients} clients`

async function run(bench: Bench): Promise<Figures> {
  const floors = new Worker('floors')
  const echo = await floors.ask<number>('echo')
  const stands: Stand[] = []
  const runners: Runner[] = []
  for (const clients of crowds)
    runners.push(await clientsAt(`echo, ${clients} clients`, 'echo', echo, clients))
  for (const screens of audiences(bench)) {
    const stand = await openStand(bench, screens)
    stands.push(stand)
    for (const clients of screens > 100 ? bigCrowds : crowds)
      runners.push(await clientsAt(nameOf(screens, clients), 'visit', stand.hall.port, clients))
  }
  const writes: DurableWrites[] = []
  const results = await inTurn(bench, runners, {
    rounds: bench.quick ? 3 : 5,
    ms: bench.quick ? 300 : 600,
    between: async () => void writes.push(await durableWrites(floors, bench)),
  })
  for (const runner of runners) runner.close()
  for (const stand of stands) await closeStand(stand)
  floors.close()
  return figuresOf(bench, results, writes)
}

type Results = Awaited<ReturnType<typeof inTurn>>

function figuresOf(bench: Bench, results: Results, writes: readonly DurableWrites[]): Figures {
  const echoOf = (clients: number) => results.get(`echo, ${clients} clients`)!
  const rows: Row[] = crowds.map((clients) => rowOf(results, `echo, ${clients} clients`, clients))
  for (const screens of audiences(bench))
    for (const clients of screens > 100 ? bigCrowds : crowds)
      rows.push(rowOf(results, nameOf(screens, clients), clients))
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

  function rowOf(all: Results, name: string, clients: number): Row {
    const { rates, p50, p99 } = all.get(name)!
    return { name, values: [median(rates), median(p50), median(p99), ratioOf(rates, echoOf(clients).rates)] }
  }
}

export const socket: Part = {
  name: 'socket',
  about: 'durable commands over the socket against echo and durable write',
  run,
}
