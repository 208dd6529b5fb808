import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { HallServer } from '../hall-server.ts'
import { furnishHall, writePast } from '../halls.ts'
import { type Bench, type Figures, median, type Part, type Row, ratioOf } from '../part.ts'
import type { Replayed } from '../replay.ts'
import { Worker } from '../worker.ts'

/** How long a hall with a past needs until it answers, with and without its checkpoint. */

interface Past {
  readonly name: string
  readonly directory: string
}

async function startMs({ directory }: Past, how: 'with checkpoint' | 'without'): Promise<number> {
  if (how === 'without')
    for (const name of ['checkpoint.json', 'checkpoint.previous.json'])
      rmSync(join(directory, name), { force: true })
  const hall = await HallServer.start(directory)
  // A stop writes the checkpoint that the next start reads.
  await hall.stop('SIGTERM')
  return hall.readyMs
}

async function pasts(bench: Bench): Promise<Past[]> {
  const empty = { name: 'no events', directory: await furnishHall(join(bench.directory, 'start-0')) }
  const sizes = [
    [1_000, 1],
    [10_000, 1],
    [bench.quick ? 100_000 : 1_000_000, 30],
  ] as const
  const written = []
  for (const [events, days] of sizes) {
    bench.say(`writing ${events} events`)
    const directory = join(bench.directory, `start-${events}`)
    await writePast(directory, events, days)
    written.push({
      name: `${events.toLocaleString('en')} events in ${days === 1 ? 'a day' : `${days} days`}`,
      directory,
    })
  }
  return [empty, ...written]
}

async function replayed(
  bench: Bench,
  directory: string,
): Promise<{ checked: number[]; believing: number[]; records: number }> {
  const result = { checked: [] as number[], believing: [] as number[], records: 0 }
  const journal = join(directory, 'journal')
  for (let round = 0; round <= (bench.quick ? 3 : 5); round += 1) {
    bench.say(`replay, round ${round}`)
    for (const how of ['checked', 'believing'] as const) {
      // Each in a process of its own: neither inherits the other's garbage nor its compiled code.
      const worker = new Worker('replay')
      const { ms, records } = await worker.ask<Replayed>(how, { directory: journal })
      worker.close()
      result.records = records
      if (round > 0) result[how].push(ms)
    }
  }
  return result
}

async function run(bench: Bench): Promise<Figures> {
  const all = await pasts(bench)
  const rows: Row[] = []
  for (const past of all) {
    bench.say(`starting: ${past.name}`)
    const without: number[] = []
    const withOne: number[] = []
    for (let round = 0; round < (past === all.at(-1) ? 2 : 3); round += 1) {
      without.push(await startMs(past, 'without'))
      withOne.push(await startMs(past, 'with checkpoint'))
    }
    rows.push({ name: past.name, values: [median(withOne), median(without)] })
  }
  const journal = join(bench.directory, 'replay')
  bench.say('writing events to replay')
  await writePast(journal, 120_000, 4)
  const { checked, believing, records } = await replayed(bench, journal)
  return {
    tables: [
      {
        title: 'From the start of the process to its first answer (ms)',
        columns: ['with checkpoint', 'journal only'],
        rows,
      },
      {
        title: `Replay of ${records.toLocaleString('en')} entries into a hall`,
        columns: ['ms', 'entries per s'],
        rows: [
          {
            name: 'checksums, chain and batches checked',
            values: [median(checked), (records / median(checked)) * 1000],
          },
          { name: 'every byte believed', values: [median(believing), (records / median(believing)) * 1000] },
        ],
      },
    ],
    marks: [
      {
        what: 'replay with the check, of the time without',
        value: ratioOf(checked, believing),
        must: 'at most',
        pass: 1.15,
        aim: 1.15,
      },
    ],
  }
}

export const start: Part = {
  name: 'start',
  about: 'start with 1k, 10k and 1M events; replay with and without the check',
  run,
}
