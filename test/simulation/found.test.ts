import { expect, test } from 'vitest'
import type { TicketPrinter } from '../../printers/printer.ts'
import { createSpool } from '../../printers/spool/spool.ts'
import { type Clock, realClock } from '../../server/clock.ts'
import { keeperOf } from '../../server/data/open-hall.ts'
import { nextStep, type PrintJob } from '../../server/hall/print-job.ts'
import { type JournalRecord, openJournal } from '../../server/journal/journal.ts'
import type { Journal } from '../../server/journal/journal-types.ts'
import { TicketPrinting } from '../../server/printing/ticket-printing.ts'
import { openHall } from '../fakes/hall/hall-floor.ts'
import { furnish } from './actors/people.ts'
import { Chances } from './faults/chances.ts'
import { Disk } from './faults/disk.ts'
import { planDay } from './halls.ts'
import { Process } from './process.ts'
import { Scheduler } from './scheduler.ts'
import { Staging } from './staging.ts'
import { World } from './world.ts'

/** Faults that days of the simulation found, each with the smallest case that shows it. */

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

test('[C13] after a start the record of a paper whose ticket has ended meanwhile says that it comes no more', async () => {
  const floor = openHall({ printingDevices: ['kiosk-1'] })
  const id = floor.issue()
  floor.serve('1')
  floor.take('finish', { counter: '1' }, floor.whoAt('1'))
  // Here the program was killed: the printer had been busy all the time.
  expect(floor.hall.ended.get(id)?.printing.print).toBe('queued')
  const clock: Clock = {
    now: () => floor.at,
    monotonicMs: () => floor.at,
    after: realClock.after,
    soon: (task) => task(),
  }
  const keeper = keeperOf({
    id: 'hall-1',
    machine: floor.machine,
    journal: { write: (_entries, done) => done(undefined), room: 'enough', canWrite: () => true },
    clock,
    onFailure: (error) => {
      throw error
    },
  })
  const printed: string[] = []
  const printer: TicketPrinter = {
    print: async ({ job }) => {
      printed.push(job)
      return { printed: 'yes' }
    },
    close: async () => {},
  }
  const slip = (job: string, label: string) => ({ job, label, copy: 1, language: 'en', blocks: [] })
  const desk = new TicketPrinting({
    keeper,
    clock,
    slips: { write: ({ label }, job) => slip(job, label), testPage: () => slip('test', 'test') },
    printers: new Map([['kiosk-1', () => printer]]),
    onError: (error) => {
      throw error
    },
  })
  desk.begin()
  await expect.poll(() => floor.hall.ended.get(id)?.printing.print).toBe('expired')
  expect(printed).toEqual([])
  await desk.close()
})

test.each([
  ['the printer was asked whether it is ready', 'asked', ['expired']],
  ['its record was on the way to the disk', 'written', ['sending', 'not-printed', 'expired']],
] as const)(
  '[C14] a machine that slept for an hour while %s prints no number of an hour ago',
  async (_, sleeps, records) => {
    let now = Date.UTC(2026, 2, 5)
    const issuedAt = now
    const told: string[] = []
    const printed: string[] = []
    let print: PrintJob['print'] = 'queued'
    const spool = createSpool({
      printer: {
        print: async ({ job }, begin) => {
          if (sleeps === 'asked') now += 3_600_000
          await begin?.()
          printed.push(job)
          return { printed: 'yes' }
        },
        close: async () => {},
      },
      log: {
        job: () => ({ print, copies: 0, askedAt: issuedAt, isStale: false }),
        append: async ({ happened }) => {
          if (happened === 'sending') now += 3_600_000
          told.push(happened)
          print = happened === 'sending' ? 'printing' : happened
        },
      },
      next: nextStep,
      now: () => now,
      slipOf: (job, copy) => ({ job, label: 'A001', copy, language: 'en', blocks: [] }),
      onError: (error) => {
        throw error
      },
    })
    await spool.submit('t1')
    expect(printed).toEqual([])
    expect(told).toEqual(records)
    await spool.close()
  },
)

test('[C13] a paper that could not be written down, for the clock was in doubt, is looked at again', async () => {
  let isInDoubt = true
  let print: PrintJob['print'] = 'queued'
  let again: () => void = () => {}
  const spool = createSpool({
    printer: {
      print: async (_slip, begin) => {
        await begin?.()
        return { printed: 'yes' }
      },
      close: async () => {},
    },
    log: {
      job: () => ({ print, copies: 0, askedAt: 0, isStale: false }),
      append: async ({ happened }) => {
        if (isInDoubt) throw new Error('no records just now')
        print = happened === 'sending' ? 'printing' : happened
      },
    },
    next: nextStep,
    now: () => 0,
    after: (_ms, work) => {
      again = work
      return () => {}
    },
    slipOf: (job, copy) => ({ job, label: 'A001', copy, language: 'en', blocks: [] }),
    onError: () => undefined,
  })
  await expect(spool.submit('t1')).rejects.toThrow('no records just now')
  isInDoubt = false
  again()
  await expect.poll(() => print).toBe('printed')
  await spool.close()
})
