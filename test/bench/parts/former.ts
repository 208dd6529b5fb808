import { cpuMs } from '../hall-server.ts'
import { clientsAt, closeStand, openStand, type Runner, type Stand } from '../load.ts'
import { type Bench, type Figures, type Mark, median, type Part, ratioOf } from '../part.ts'

/** This build beside a former one, round by round in turn: what a change costs, whatever the machine does meanwhile. */

interface Situation {
  readonly name: string
  readonly clients: number
  readonly screens: number
}

const situations: readonly Situation[] = [
  { name: '1 client', clients: 1, screens: 0 },
  { name: '64 clients', clients: 64, screens: 0 },
  { name: '1 client, 100 screens', clients: 1, screens: 100 },
  { name: '64 clients, 100 screens', clients: 64, screens: 100 },
]

/** Processor time of the server for one command (µs), and the median wait of its client (ms). */
interface Cost {
  readonly cpuUs: number[]
  readonly p50: number[]
}

class Side {
  readonly #stands = new Map<number, Stand>()
  readonly #runners = new Map<string, Runner>()
  readonly costs = new Map<string, Cost>(situations.map(({ name }) => [name, { cpuUs: [], p50: [] }]))

  async open(bench: Bench, build: string): Promise<void> {
    for (const { name, clients, screens } of situations) {
      const stand = this.#stands.get(screens) ?? (await openStand(bench, screens, { build }))
      this.#stands.set(screens, stand)
      this.#runners.set(name, await clientsAt(name, 'visit', stand.hall.port, clients))
    }
  }

  async run({ name, screens }: Situation, ms: number, counted: boolean): Promise<void> {
    const { pid } = this.#stands.get(screens)!.hall
    const before = cpuMs(pid)
    const { count, p50 } = await this.#runners.get(name)!.run(ms)
    if (!counted) return
    const cost = this.costs.get(name)!
    cost.cpuUs.push(((cpuMs(pid) - before) / count) * 1000)
    cost.p50.push(p50)
  }

  async close(): Promise<void> {
    for (const runner of this.#runners.values()) runner.close()
    for (const stand of this.#stands.values()) await closeStand(stand)
  }
}

/** Rounds that only warm up: the engine's compiler needs some thousand commands. */
const warmingRounds = 3

async function run(bench: Bench): Promise<Figures> {
  const build = process.env.NOWSERVING_FORMER
  if (build === undefined)
    throw new Error('name the former build: npm run bench -- --former DIR (a built checkout)')
  const former = new Side()
  const present = new Side()
  await former.open(bench, build)
  await present.open(bench, process.cwd())
  const rounds = bench.quick ? 3 : 20
  for (let round = 1 - warmingRounds; round <= rounds; round += 1) {
    bench.say(round < 1 ? 'warming up' : `round ${round} of ${rounds}`)
    // The order alternates, so that neither always follows the other's garbage.
    const sides = round % 2 === 0 ? [former, present] : [present, former]
    for (const situation of situations)
      for (const side of sides) await side.run(situation, bench.quick ? 300 : 700, round > 0)
  }
  await former.close()
  await present.close()
  return figuresOf(former, present)
}

function figuresOf(former: Side, present: Side): Figures {
  const both = situations.map(({ name }) => ({
    name,
    before: former.costs.get(name)!,
    now: present.costs.get(name)!,
  }))
  const mark = (what: string, value: number): Mark => ({ what, value, must: 'at most', pass: 1.05, aim: 1 })
  return {
    tables: [
      {
        title: 'This build beside a former one, in turn',
        columns: ['former µs', 'now µs', 'ratio', 'former p50 ms', 'now p50 ms', 'ratio'],
        rows: both.map(({ name, before, now }) => ({
          name,
          values: [
            median(before.cpuUs),
            median(now.cpuUs),
            ratioOf(now.cpuUs, before.cpuUs),
            median(before.p50),
            median(now.p50),
            ratioOf(now.p50, before.p50),
          ],
        })),
      },
    ],
    marks: both.flatMap(({ name, before, now }) => [
      mark(`processor time per command, ${name}, of the former build`, ratioOf(now.cpuUs, before.cpuUs)),
      ...(name === '1 client'
        ? [mark(`p50, ${name}, of the former build`, ratioOf(now.p50, before.p50))]
        : []),
    ]),
  }
}

export const former: Part = {
  name: 'former',
  about: 'this build against a former one (--former DIR), processor time and p50 per command',
  run,
}
