import { cpuMs } from '../hall-server.ts'
import { closeStand, openScreens, openStand, type Stand, seen } from '../load.ts'
import { type Bench, type Figures, median, type Part, ratioOf } from '../part.ts'
import type { Watching } from '../screens.ts'
import { Worker } from '../worker.ts'

/** The processor time of a frame to one more screen, beside the same bytes over bare TCP. */

/**
 * A hall that works all morning is warm: its code compiled, its memory settled. The cost of a command and its frames falls
 * for this many commands; an earlier measurement is one of the compiler.
 */
const morning = { commands: 1_500, everyMs: 17, gaps: 'even' } as const
const morningScreens = 100

/** Pace and number of commands per crowd: slow enough that nothing piles up. The fewer the screens, the more a round varies. */
const crowds = [
  { screens: 100, everyMs: 25, commands: 80, rounds: 15, warming: { commands: 300, everyMs: 17 } },
  { screens: 1_000, everyMs: 80, commands: 32, rounds: 5, warming: { commands: 60, everyMs: 40 } },
  { screens: 5_000, everyMs: 320, commands: 12, rounds: 5, warming: { commands: 12, everyMs: 160 } },
]

interface Cost {
  /** Processor time per frame (µs), without what the commands themselves cost. */
  readonly hall: number[]
  readonly raw: number[]
  bytes: number
  frames: number
}

async function cost(bench: Bench, crowd: (typeof crowds)[number], empty: Stand): Promise<Cost> {
  const { screens, everyMs, commands, warming } = crowd
  const rounds = bench.quick ? 2 : crowd.rounds
  const { hall } = await openStand(bench, 0)
  const pacers = await Promise.all(
    [hall, empty.hall].map(async ({ port: at }) => {
      const pacer = new Worker('pacer')
      await pacer.ask('open', { port: at })
      return pacer
    }),
  )
  const floor = new Worker('floors')
  const port = await floor.ask<number>('fanOut')
  const listeners = new Worker('screens')
  const result: Cost = { hall: [], raw: [], bytes: 0, frames: 0 }
  const spentBy = async (pid: number, work: () => Promise<unknown>): Promise<number> => {
    const before = cpuMs(pid)
    await work()
    return cpuMs(pid) - before
  }
  const paced = { commands, everyMs, gaps: 'even' } as const
  bench.say(`${screens} screens: warming up`)
  const watching = await openScreens(hall, morningScreens)
  await Promise.all(pacers.map((pacer) => pacer.ask('run', morning)))
  await watching.ask('open', { port: hall.port, screens, kind: 'hall' } satisfies Watching)
  for (const pacer of pacers) await pacer.ask('run', { ...warming, gaps: 'even' })
  await listeners.ask('open', { port, screens, kind: 'raw' } satisfies Watching)
  for (let round = 0; round <= rounds; round += 1) {
    bench.say(`${screens} screens: round ${round} of ${rounds}`)
    await watching.ask('begin')
    const told = await spentBy(hall.pid, () => pacers[0]!.ask('run', paced))
    const untold = await spentBy(empty.hall.pid, () => pacers[1]!.ask('run', paced))
    const { frames, bytes } = await seen(watching)
    const times = Math.round(frames / screens)
    const rawCost = await spentBy(floor.pid, () =>
      floor.ask('tell', { times, everyMs, bytes: Math.round(bytes / frames) }),
    )
    if (round === 0) continue
    result.hall.push(((told - untold) / frames) * 1000)
    result.raw.push((rawCost / (times * screens)) * 1000)
    result.bytes += bytes
    result.frames += frames
  }
  for (const worker of [...pacers, floor, listeners]) worker.close()
  await closeStand({ hall, screens: watching })
  return result
}

async function run(bench: Bench): Promise<Figures> {
  const empty = await openStand(bench, 0)
  const costs = new Map<number, Cost>()
  for (const crowd of crowds) costs.set(crowd.screens, await cost(bench, crowd, empty))
  await closeStand(empty)
  const rows = [...costs].map(([screens, { hall, raw, bytes, frames }]) => ({
    name: `${screens} screens`,
    values: [median(hall), median(raw), ratioOf(hall, raw), bytes / frames],
  }))
  return {
    tables: [
      {
        title: 'Processor time of the server per frame',
        columns: ['hall µs', 'bare TCP µs', 'ratio', 'bytes per frame'],
        rows,
      },
    ],
    marks: [...costs].map(([screens, { hall, raw }]) => ({
      what: `processor time per frame at ${screens} screens, of bare TCP`,
      value: ratioOf(hall, raw),
      must: 'at most',
      pass: 1.25,
      aim: 1.1,
    })),
  }
}

export const fanOut: Part = {
  name: 'fan-out',
  about: 'processor time per frame at 100, 1,000 and 5,000 screens against bare TCP',
  run,
}
