import { join } from 'node:path'
import type { Doing, Run } from './clients.ts'
import type { DurableWrites } from './floors.ts'
import { HallServer } from './hall-server.ts'
import { furnishHall } from './halls.ts'
import type { Bench } from './part.ts'
import type { Seen, Watching } from './screens.ts'
import { Worker } from './worker.ts'

/** The setup that several parts share: a hall with screens before it, clients in front of it, rounds in turn. */

/** Approximate bytes of a journal line of an issued ticket. */
export const recordBytes = 420

export interface Stand {
  readonly hall: HallServer
  readonly screens: Worker | undefined
}

let stands = 0
/** A hall of its own, fresh or with the past that was written into `directory`, and screens that watch it. */
export async function openStand(
  bench: Bench,
  screens: number,
  { directory, build }: { directory?: string | undefined; build?: string | undefined } = {},
): Promise<Stand> {
  stands += 1
  const hall = await HallServer.start(
    directory ?? (await furnishHall(join(bench.directory, `hall-${stands}`))),
    build === undefined ? {} : { build },
  )
  return { hall, screens: screens === 0 ? undefined : await openScreens(hall, screens) }
}

/** A process of screens that watch a hall. */
export async function openScreens({ port }: HallServer, screens: number): Promise<Worker> {
  const worker = new Worker('screens')
  await worker.ask('open', { port, screens, kind: 'hall' } satisfies Watching)
  return worker
}

export async function closeStand({ hall, screens }: Stand): Promise<void> {
  screens?.close()
  await hall.stop()
}

export const seen = (worker: Worker): Promise<Seen & { last: { seq: number; at: number }[] }> =>
  worker.ask('seen')

/** A process of clients at one port. */
export async function openClients(doing: Doing, port: number, clients: number): Promise<Worker> {
  const worker = new Worker('clients')
  await worker.ask('open', { doing, port, clients })
  return worker
}

export interface Runner {
  readonly name: string
  run(ms: number): Promise<Run>
  close(): void
}

export async function clientsAt(name: string, doing: Doing, port: number, clients: number): Promise<Runner> {
  const worker = await openClients(doing, port, clients)
  return { name, run: (ms) => worker.ask<Run>('run', { ms }), close: () => worker.close() }
}

/** Every runner once per round, in turn; a first round warms up and is not counted. Rates are answers per second. */
export async function inTurn(
  bench: Bench,
  runners: readonly Runner[],
  { rounds, ms, between }: { rounds: number; ms: number; between?: (round: number) => Promise<void> },
): Promise<Map<string, { rates: number[]; p50: number[]; p99: number[] }>> {
  const results = new Map(
    runners.map(({ name }) => [name, { rates: [] as number[], p50: [] as number[], p99: [] as number[] }]),
  )
  for (let round = 0; round <= rounds; round += 1) {
    bench.say(round === 0 ? 'warming up' : `round ${round} of ${rounds}`)
    for (const { name, run } of runners) {
      const { count, ms: spent, p50, p99 } = await run(ms)
      if (round === 0) continue
      const result = results.get(name)!
      result.rates.push((count / spent) * 1000)
      result.p50.push(p50)
      result.p99.push(p99)
    }
    if (round > 0) await between?.(round)
  }
  return results
}

export const durableWrites = (floors: Worker, bench: Bench): Promise<DurableWrites> =>
  floors.ask('durableWrites', {
    directory: bench.directory,
    count: bench.quick ? 200 : 500,
    bytes: recordBytes,
  })
