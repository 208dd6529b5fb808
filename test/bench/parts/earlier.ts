import { join } from 'node:path'
import { writeEarlierTickets } from '../halls.ts'
import { clientsAt, closeStand, inTurn, openStand, type Runner, type Stand } from '../load.ts'
import { type Bench, type Figures, median, type Part, ratioOf } from '../part.ts'

/** Does a command cost more late on a full day? */

const crowds = [1, 64]
const nameOf = (tickets: number, clients: number): string => `${tickets} tickets before, ${clients} clients`

async function run(bench: Bench): Promise<Figures> {
  const days = bench.quick ? [0, 1_000, 20_000] : [0, 1_000, 100_000]
  const stands: Stand[] = []
  const runners: Runner[] = []
  for (const tickets of days) {
    bench.say(`writing a day of ${tickets} tickets`)
    const directory = join(bench.directory, `earlier-${tickets}`)
    await writeEarlierTickets(directory, tickets)
    const stand = await openStand(bench, 0, { directory })
    stands.push(stand)
    for (const clients of crowds)
      runners.push(await clientsAt(nameOf(tickets, clients), 'visit', stand.hall.port, clients))
  }
  const results = await inTurn(bench, runners, { rounds: bench.quick ? 3 : 21, ms: 300 })
  for (const runner of runners) runner.close()
  for (const stand of stands) await closeStand(stand)
  const ratio = (tickets: number, clients: number) =>
    ratioOf(results.get(nameOf(tickets, clients))!.rates, results.get(nameOf(0, clients))!.rates)
  const rows = days.flatMap((tickets) =>
    crowds.map((clients) => {
      const { rates, p50, p99 } = results.get(nameOf(tickets, clients))!
      return {
        name: nameOf(tickets, clients),
        values: [median(rates), median(p50), median(p99), ratio(tickets, clients)],
      }
    }),
  )
  const most = days.at(-1)!
  return {
    tables: [
      { title: 'Late on a full day', columns: ['per s', 'p50 ms', 'p99 ms', 'of an empty day'], rows },
    ],
    marks: crowds.map((clients) => ({
      what: `${most} tickets earlier that day, ${clients} clients, commands/s of an empty day`,
      value: ratio(most, clients),
      must: 'at least',
      pass: 0.9,
      aim: 0.95,
    })),
  }
}

export const earlier: Part = {
  name: 'earlier',
  about: 'commands after 0, 1,000 and 100,000 tickets of the same day',
  run,
}
