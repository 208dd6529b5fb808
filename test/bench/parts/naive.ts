import { join } from 'node:path'
import { writeEarlierTickets } from '../halls.ts'
import { clientsAt, closeStand, inTurn, openStand, type Runner, type Stand } from '../load.ts'
import { type Bench, type Figures, median, type Part, ratioOf } from '../part.ts'
import type { Watching } from '../screens.ts'
import { Worker } from '../worker.ts'

/** Beside the server one would write in an afternoon: one client, 100 screens, and a day that grows. */

const screens = 100

async function run(bench: Bench): Promise<Figures> {
  const days = bench.quick ? [0, 1_000] : [0, 1_000, 10_000]
  const stands: Stand[] = []
  const workers: Worker[] = []
  const runners: Runner[] = []
  for (const tickets of days) {
    const directory = join(bench.directory, `naive-day-${tickets}`)
    await writeEarlierTickets(directory, tickets)
    const stand = await openStand(bench, screens, { directory })
    stands.push(stand)
    runners.push(await clientsAt(`hall, ${tickets} tickets`, 'visit', stand.hall.port, 1))
    const peer = new Worker('naive-peer')
    const port = await peer.ask<number>('serve', { directory: bench.directory, tickets })
    const watching = new Worker('screens')
    await watching.ask('open', { port, screens, kind: 'socket' } satisfies Watching)
    workers.push(peer, watching)
    runners.push(await clientsAt(`naive, ${tickets} tickets`, 'naive', port, 1))
  }
  const results = await inTurn(bench, runners, { rounds: bench.quick ? 3 : 5, ms: bench.quick ? 400 : 700 })
  for (const one of [...runners, ...workers]) one.close()
  for (const stand of stands) await closeStand(stand)
  const ratio = (tickets: number) =>
    ratioOf(results.get(`hall, ${tickets} tickets`)!.rates, results.get(`naive, ${tickets} tickets`)!.rates)
  const rows = days.flatMap((tickets) =>
    ['hall', 'naive'].map((who) => {
      const { rates, p50, p99 } = results.get(`${who}, ${tickets} tickets`)!
      const faster = who === 'hall' ? ratio(tickets) : undefined
      return {
        name: `${who}, ${tickets} tickets at the start`,
        values: [median(rates), median(p50), median(p99), faster],
      }
    }),
  )
  const columns = ['per s', 'p50 ms', 'p99 ms', 'times as fast']
  return {
    tables: [
      {
        title: `One client, ${screens} screens; the naive peer is not even on disk when it answers`,
        columns,
        rows,
      },
    ],
    marks: [
      {
        what: 'the naive peer is slower at 1,000 tickets',
        value: ratio(1_000),
        must: 'at least',
        pass: 20,
        aim: 20,
      },
    ],
  }
}

export const naive: Part = {
  name: 'naive',
  about: 'beside express + lowdb.write() + whole state to every screen',
  run,
}
