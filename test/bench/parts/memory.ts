import { join } from 'node:path'
import { HallServer, residentBytes } from '../hall-server.ts'
import { furnishHall, writeEarlierTickets, writePast } from '../halls.ts'
import type { Bench, Figures, Part, Row } from '../part.ts'
import type { Watching } from '../screens.ts'
import { Worker } from '../worker.ts'

/** The memory of a screen, a ticket and a month: JavaScript and buffers after a full collection, and resident. */

const kilobytes = (bytes: number): number => bytes / 1024

async function run(bench: Bench): Promise<Figures> {
  const tickets = bench.quick ? 10_000 : 50_000
  const fresh = await HallServer.start(await furnishHall(join(bench.directory, 'memory')), {
    inspected: true,
  })
  const heap = await fresh.heapBytes()
  const resident = residentBytes(fresh.pid)
  const screens = bench.quick ? 1_000 : 5_000
  bench.say(`${screens} screens`)
  const watching = new Worker('screens')
  await watching.ask('open', { port: fresh.port, screens, kind: 'hall' } satisfies Watching)
  const watched = { heap: await fresh.heapBytes(), resident: residentBytes(fresh.pid) }
  watching.close()
  await fresh.stop()

  const directory = join(bench.directory, 'memory-day')
  bench.say(`a day of ${tickets} tickets`)
  await writeEarlierTickets(directory, tickets)
  const full = await weighed(directory)

  const month = join(bench.directory, 'memory-month')
  const events = bench.quick ? 60_000 : 300_000
  bench.say(`a month of ${events} events`)
  await writePast(month, events, 30)
  const after = await weighed(month)
  const rows: Row[] = [
    { name: 'a hall that just started', values: [kilobytes(heap), kilobytes(resident)] },
    {
      name: `a screen (of ${screens})`,
      values: [kilobytes(watched.heap - heap) / screens, kilobytes(watched.resident - resident) / screens],
    },
    {
      name: `an ended ticket of today (of ${tickets})`,
      values: [kilobytes(full.heap - heap) / tickets, kilobytes(full.resident - resident) / tickets],
    },
    { name: `after a month of ${events} events`, values: [kilobytes(after.heap), kilobytes(after.resident)] },
  ]
  return { tables: [{ title: 'Memory (kB)', columns: ['needed', 'resident'], rows }], marks: [] }
}

async function weighed(directory: string): Promise<{ heap: number; resident: number }> {
  const hall = await HallServer.start(directory, { inspected: true })
  // Once to let the start's garbage go, then again from its checkpoint, as on any morning.
  await hall.stop('SIGTERM')
  const again = await HallServer.start(directory, { inspected: true })
  const weights = { heap: await again.heapBytes(), resident: residentBytes(again.pid) }
  await again.stop()
  return weights
}

export const memory: Part = {
  name: 'memory',
  about: 'memory per screen, per ticket, after a month of days',
  run,
}
