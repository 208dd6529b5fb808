import { clientsAt, closeStand, inTurn, openStand, type Runner } from '../load.ts'
import { type Bench, type Figures, median, type Part, ratioOf } from '../part.ts'

/** The same commands over HTTP, beside the socket. */

const crowds = [1, 8, 64, 256]

async function run(bench: Bench): Promise<Figures> {
  const quiet = await openStand(bench, 0)
  const watched = await openStand(bench, 100)
  const runners: Runner[] = []
  for (const clients of crowds) {
    runners.push(await clientsAt(`socket, ${clients} clients`, 'visit', quiet.hall.port, clients))
    runners.push(await clientsAt(`HTTP, ${clients} clients`, 'visit-http', quiet.hall.port, clients))
    runners.push(
      await clientsAt(`HTTP, 100 screens, ${clients} clients`, 'visit-http', watched.hall.port, clients),
    )
  }
  const results = await inTurn(bench, runners, { rounds: bench.quick ? 3 : 5, ms: bench.quick ? 300 : 600 })
  for (const runner of runners) runner.close()
  await closeStand(quiet)
  await closeStand(watched)
  const rows = runners.map(({ name }) => {
    const { rates, p50, p99 } = results.get(name)!
    const beside = results.get(name.replace(/^HTTP(, 100 screens)?/u, 'socket'))!
    return { name, values: [median(rates), median(p50), median(p99), ratioOf(rates, beside.rates)] }
  })
  const columns = ['per s', 'p50 ms', 'p99 ms', 'of the socket']
  return {
    tables: [{ title: 'Commands over HTTP, each on disk before it is answered', columns, rows }],
    marks: [],
  }
}

export const http: Part = { name: 'http', about: 'durable commands over HTTP, beside the socket', run }
