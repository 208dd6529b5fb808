import { expect, test } from 'vitest'
import { type Journal, type JournalRecord, openJournal } from '../../server/journal/journal.ts'
import { Chances } from './chances.ts'
import { Disk } from './disk.ts'
import { planDay } from './halls.ts'
import { furnish } from './people.ts'
import { Process } from './process.ts'
import { Scheduler } from './scheduler.ts'
import { Staging } from './staging.ts'
import { World } from './world.ts'

/** What days of the simulation found, each with the least that shows it again. */

const folder = '/hall/journal'
const seeds = Array.from({ length: 24 }, (_, seed) => seed + 1)

class Machine {
  readonly scheduler = new Scheduler()
  readonly disk: Disk

  constructor(seed: number) {
    const mood = { syncMs: [1, 2] as [number, number], capacity: 2 ** 30, failing: 0, shortWrites: 0 }
    this.disk = new Disk(new Chances(seed, 'disk'), mood)
    this.disk.put('/hall/hall.json', Buffer.from('{}'))
  }

  async wait<T>(work: Promise<T>): Promise<T> {
    let isOver = false
    const settled = work.finally(() => {
      isOver = true
    })
    settled.catch(() => undefined)
    await this.scheduler.run(() => isOver)
    return settled
  }

  async open(process: Process): Promise<{ journal: Journal; found: number[] }> {
    const found: number[] = []
    const { journal } = await this.wait(
      openJournal({
        fs: this.disk.seenBy(process),
        directory: folder,
        hall: 'hall-1',
        newEpoch: () => 'epoch-1',
        segmentBytes: 16 * 1024,
        onRecord: ({ seq }) => found.push(seq),
      }),
    )
    return { journal, found }
  }
}

const batch = (first: number): JournalRecord[] =>
  [0, 1, 2].map((more) => ({
    seq: first + more,
    words: 'a record of some length, so that it fills sectors '.repeat(9),
  }))

const write = (journal: Journal, first: number): Promise<void> =>
  new Promise((resolve, reject) =>
    journal.write(batch(first), (error) => (error ? reject(error) : resolve())),
  )

for (const how of ['killed in the middle of its write', 'stopped by a failed sync'] as const) {
  test(`[I1] a batch of a process that was ${how} stays once a start has believed it, whatever the power does`, async () => {
    for (const seed of seeds) {
      const machine = new Machine(seed)
      const first = new Process(machine.scheduler)
      const { journal } = await machine.open(first)
      await machine.wait(write(journal, 1))
      // The next segment is ready, so that what fails is the write.
      await machine.wait(journal.checkRoom())
      if (how === 'stopped by a failed sync') {
        machine.disk.mood.failing = 1
        await expect(machine.wait(write(journal, 4))).rejects.toThrow('EIO')
      } else void write(journal, 4)
      first.die()
      const second = new Process(machine.scheduler)
      const again = await machine.open(second)
      expect(again.found).toEqual([1, 2, 3, 4, 5, 6])
      await machine.wait(write(again.journal, 7))
      second.die()
      machine.disk.powerCut()
      const third = await machine.open(new Process(machine.scheduler))
      expect(third.found, `seed ${seed}`).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    }
  })
}

test('a machine that is told to stop while it is frozen starts again once it is down', async () => {
  const chances = new Chances(1, 'plan')
  const world = new World({
    seed: 1,
    keepTrace: true,
    startsAt: Date.UTC(2026, 2, 5),
    looksFromOutside: false,
  })
  furnish(world, planDay(chances), chances, 1)
  const staging = new Staging(world)
  staging.start()
  const first = staging.life!
  await world.scheduler.run(() => first.isReady)
  staging.freeze(9_000)
  staging.stop(300)
  let isLate = false
  world.scheduler.after(60_000, () => {
    isLate = true
  })
  await world.scheduler.run(() => isLate || (staging.life !== first && staging.life?.isReady === true))
  expect(isLate, world.trace.lines.join('\n')).toBe(false)
  expect(staging.ended.stops).toBe(1)
})
