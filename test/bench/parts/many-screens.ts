import { clientsAt, closeStand, inTurn, openStand, type Runner, type Stand } from '../load.ts'
import { type Bench, type Figures, median, type Part, ratioOf } from '../part.ts'
import { callsTo, p99 } from './last-screen.ts'

/** Commands beside thousands of screens, against 100 screens: a round of frames leaves them most of a busy loop. */

const few = 100
const many = 5_000
const crowds = [1, 64]
/** After a run the screens still get its last rounds. */
const roundsMs = 600
const seed = 20_262

const nameOf = (screens: number, clients: number): string => `${screens} screens, ${clients} clients`

async function commands(bench: Bench, rounds: number) {
  const stands: Stand[] = []
  const runners: Runner[] = []
  for (const screens of [few, many]) {
    bench.say(`opening ${screens} screens`)
    const stand = await openStand(bench, screens)
    stands.push(stand)
    for (const clients of crowds) {
      const runner = await clientsAt(nameOf(screens, clients), 'visit', stand.hall.port, clients)
      runners.push({
        ...runner,
        async run(ms) {
          const run = await runner.run(ms)
          await new Promise((settle) => setTimeout(settle, roundsMs))
          return run
        },
      })
    }
  }
  const results = await inTurn(bench, runners, { rounds, ms: bench.quick ? 400 : 800 })
  for (const runner of runners) runner.close()
  for (const stand of stands) await closeStand(stand)
  return results
}

async function run(bench: Bench): Promise<Figures> {
  const results = await commands(bench, bench.quick ? 3 : 10)
  const { answers, screens } = await callsTo(bench, many, seed)
  const of = (screenCount: number, clients: number) => results.get(nameOf(screenCount, clients))!
  return {
    tables: [
      {
        title: 'Commands beside few and many screens, in turn',
        columns: ['per s', 'p50 ms', 'p99 ms'],
        rows: [...results].map(([name, { rates, p50, p99: last }]) => ({
          name,
          values: [median(rates), median(p50), median(last)],
        })),
      },
      {
        title: `A call to the last of ${many} screens, 20 commands/s (seed ${seed})`,
        columns: ['answer p50 ms', 'answer p99 ms', 'last screen p50 ms', 'p99 ms'],
        rows: [{ name: '', values: [median(answers), p99(answers), median(screens), p99(screens)] }],
      },
    ],
    marks: [
      {
        what: `p50 of one client beside ${many} screens, of beside ${few}`,
        value: ratioOf(of(many, 1).p50, of(few, 1).p50),
        must: 'at most',
        pass: 3,
        aim: 1.5,
      },
      {
        what: `commands/s of 64 clients beside ${many} screens, of beside ${few}`,
        value: ratioOf(of(many, 64).rates, of(few, 64).rates),
        must: 'at least',
        pass: 0.5,
        aim: 0.6,
      },
      {
        what: `a call to the last of ${many} screens, p99 (ms)`,
        value: p99(screens),
        must: 'at most',
        pass: 400,
        aim: 300,
      },
    ],
  }
}

export const manyScreens: Part = {
  name: 'many-screens',
  about: 'commands beside 5,000 screens against 100; the last of 5,000 screens',
  run,
}
