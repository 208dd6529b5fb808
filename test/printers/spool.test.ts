import { describe, expect, it } from 'vitest'
import { limits } from '../../printers/limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../../printers/printer.ts'
import { createSpool, type Spool } from '../../printers/spool.ts'
import type { JobRecord } from '../../printers/spool-job.ts'
import { chance } from './chance.ts'
import { ordinarySlip } from './sample-slips.ts'

/** A paper that lies in the tray. */
interface Paper {
  job: string
  mark: string
  whole: boolean
}

class PowerCut extends Error {}

/** A hall whose power may go at any moment: the log and the tray stay, the spool is lost. */
function hall(
  act: (slip: TicketSlip) => { paper: 'whole' | 'torn' | 'none'; outcome: PrintOutcome | 'power cut' },
) {
  const records: JobRecord[] = []
  const tray: Paper[] = []
  const clock = { now: 1_000_000 }
  const order: string[] = []
  let cutBefore: ((record: JobRecord) => boolean) | undefined
  const printer: TicketPrinter = {
    async print(slip) {
      order.push(`${slip.job} ${slip.copy}`)
      const { paper, outcome } = act(slip)
      const mark = slip.copy > 1 ? (slip.copyMark ?? '') : ''
      if (paper !== 'none') tray.push({ job: slip.job, mark, whole: paper === 'whole' })
      if (outcome === 'power cut') throw new PowerCut()
      return outcome
    },
    async close() {},
  }
  const log = {
    async append(record: JobRecord) {
      if (cutBefore?.(record)) throw new PowerCut()
      records.push(record)
    },
  }
  const start = (): Spool =>
    createSpool({
      printer,
      log,
      records: [...records],
      now: () => clock.now,
      copyMark: (_slip, copy) => `copy ${copy}`,
    })
  return {
    records,
    tray,
    clock,
    order,
    start,
    cutPowerBefore(condition?: (record: JobRecord) => boolean) {
      cutBefore = condition
    },
  }
}

const slipOf = (job: string): TicketSlip => ({ ...ordinarySlip, job })
const yes: PrintOutcome = { printed: 'yes' }

describe('the spool', () => {
  it('writes down that a copy is being sent before the printer hears of it', async () => {
    const place = hall(() => ({ paper: 'whole', outcome: yes }))
    const happened: string[] = []
    const spool = place.start()
    place.cutPowerBefore((record) => {
      happened.push(`${record.happened} after ${place.order.length} sent`)
      return false
    })
    expect((await spool.submit(slipOf('a'))).stage).toBe('printed')
    expect(happened).toEqual(['asked after 0 sent', 'sending after 0 sent', 'told after 1 sent'])
  })

  it('prints one paper for a job that is handed over twice', async () => {
    const place = hall(() => ({ paper: 'whole', outcome: yes }))
    const spool = place.start()
    const jobs = await Promise.all([spool.submit(slipOf('a')), spool.submit(slipOf('a'))])
    expect(jobs.map((job) => job.stage)).toEqual(['printed', 'printed'])
    expect((await place.start().submit(slipOf('a'))).stage).toBe('printed')
    expect(place.tray).toHaveLength(1)
  })

  it('prints again without a mark what a printer refused, and with a mark what broke off', async () => {
    const outcomes: PrintOutcome[] = [
      { printed: 'no', why: 'no-paper' },
      { printed: 'unsure', why: 'cut-off' },
      yes,
    ]
    const place = hall(() => ({
      paper: outcomes.length === 3 ? 'none' : 'whole',
      outcome: outcomes.shift() ?? yes,
    }))
    const spool = place.start()
    expect((await spool.submit(slipOf('a'))).stage).toBe('waiting-for-printer')
    await spool.wake()
    expect(place.order).toEqual(['a 1', 'a 1', 'a 2'])
    expect(place.tray.map((paper) => paper.mark)).toEqual(['', 'copy 2'])
    expect(spool.job('a')?.stage).toBe('printed')
  })

  it('prints nothing by itself after a printer that proves nothing; a person may ask for a marked copy', async () => {
    const place = hall(() => ({ paper: 'whole', outcome: { printed: 'unsure', why: 'no-proof' } }))
    const spool = place.start()
    expect((await spool.submit(slipOf('a'))).stage).toBe('unconfirmed')
    await spool.wake()
    expect(place.tray).toHaveLength(1)
    await spool.decide('a', 'reprint')
    expect(place.tray.map((paper) => paper.mark)).toEqual(['', 'copy 2'])
    await spool.decide('a', 'came-out')
    expect(spool.job('a')?.stage).toBe('printed')
  })

  it('marks the copy that follows a power cut in the middle of one', async () => {
    let cut = true
    const place = hall(() => {
      const outcome = cut ? ('power cut' as const) : yes
      cut = false
      return { paper: 'whole', outcome }
    })
    await expect(place.start().submit(slipOf('a'))).rejects.toThrow(PowerCut)
    const spool = place.start()
    await spool.wake()
    expect(spool.job('a')?.stage).toBe('printed')
    expect(place.tray.map((paper) => paper.mark)).toEqual(['', 'copy 2'])
  })

  it('never prints a stale number: never sent it expires, half sent a person decides', async () => {
    const place = hall(() => ({ paper: 'none', outcome: { printed: 'no', why: 'unreachable' } }))
    const spool = place.start()
    await spool.submit(slipOf('a'))
    place.clock.now += limits.reprintMost + 1
    await spool.wake()
    expect(spool.job('a')?.stage).toBe('expired')
    expect(place.order).toHaveLength(1)

    const torn = hall(() => {
      torn.clock.now += limits.reprintMost + 1
      return { paper: 'torn', outcome: { printed: 'unsure', why: 'timed-out' } }
    })
    const held = torn.start()
    expect((await held.submit(slipOf('b'))).stage).toBe('held')
    await held.wake()
    expect(torn.order).toHaveLength(1)
  })

  it('prints after a restart what is a minute old at most, and shows older jobs for a decision', async () => {
    for (const [age, stage] of [
      [limits.recoveredMost, 'printed'],
      [limits.recoveredMost + 1, 'held'],
    ] as const) {
      const place = hall(() => ({ paper: 'whole', outcome: yes }))
      place.cutPowerBefore((record) => record.happened === 'sending')
      await expect(place.start().submit(slipOf('a'))).rejects.toThrow(PowerCut)
      place.cutPowerBefore()
      place.clock.now += age
      const spool = place.start()
      await spool.wake()
      expect(spool.job('a')?.stage).toBe(stage)
    }
  })

  it('stops after three copies and asks a person, who may still get a marked one', async () => {
    const place = hall(() => ({ paper: 'torn', outcome: { printed: 'unsure', why: 'cut-off' } }))
    const spool = place.start()
    expect((await spool.submit(slipOf('a'))).stage).toBe('held')
    expect(place.order).toEqual(['a 1', 'a 2', 'a 3'])
    await spool.decide('a', 'reprint')
    expect(place.order).toEqual(['a 1', 'a 2', 'a 3', 'a 4'])
  })

  it('keeps a cancelled ticket off the paper', async () => {
    const place = hall(() => ({ paper: 'none', outcome: { printed: 'no', why: 'no-paper' } }))
    const spool = place.start()
    await spool.submit(slipOf('a'))
    await spool.cancel('a')
    await spool.wake()
    expect(place.order).toHaveLength(1)
    expect(place.start().job('a')?.stage).toBe('cancelled')
  })

  it('prints nothing when the log cannot be written', async () => {
    const place = hall(() => ({ paper: 'whole', outcome: yes }))
    place.cutPowerBefore((record) => record.happened === 'sending')
    await expect(place.start().submit(slipOf('a'))).rejects.toThrow(PowerCut)
    expect(place.tray).toEqual([])
  })
})

describe('600 jobs under faults and power cuts', () => {
  it.each([7, 11, 23])('seed %i: no silent loss and no silent duplicate', async (seed) => {
    const random = chance(seed)
    const faults = (): ReturnType<Parameters<typeof hall>[0]> => {
      const dice = random()
      const paper = random() < 0.5 ? ('whole' as const) : ('torn' as const)
      if (dice < 0.3) return { paper: 'whole', outcome: yes }
      if (dice < 0.5) return { paper: 'none', outcome: { printed: 'no', why: 'no-paper' } }
      if (dice < 0.65) return { paper, outcome: { printed: 'unsure', why: 'cut-off' } }
      if (dice < 0.8) return { paper, outcome: { printed: 'unsure', why: 'timed-out' } }
      if (dice < 0.9) return { paper, outcome: 'power cut' }
      return { paper: 'none', outcome: 'power cut' }
    }
    const place = hall(faults)
    let spool = place.start()
    const count = 200
    const survive = async (work: () => Promise<unknown>): Promise<void> => {
      place.cutPowerBefore(random() < 0.3 ? () => random() < 0.2 : undefined)
      try {
        await work()
      } catch (error) {
        if (!(error instanceof PowerCut)) throw error
        spool = place.start()
      }
    }
    for (let n = 0; n < count; n++) {
      const slip = slipOf(`job-${n}`)
      await survive(() => spool.submit(slip))
      // The kiosk did not hear an answer, or did: it hands the job over again.
      while (!spool.job(slip.job)) await survive(() => spool.submit(slip))
      place.clock.now += Math.floor(random() * 20_000)
      if (random() < 0.3) await survive(() => spool.wake())
    }
    place.clock.now += limits.reprintMost + 1
    place.cutPowerBefore()
    await spool.wake()

    const ends = { printed: 0, held: 0, expired: 0 }
    for (let n = 0; n < count; n++) {
      const id = `job-${n}`
      const job = spool.job(id)
      const papers = place.tray.filter((paper) => paper.job === id)
      const what = `seed ${seed}: ${id} is ${job?.stage}, papers ${JSON.stringify(papers)}`
      expect(['printed', 'held', 'expired'], what).toContain(job?.stage)
      ends[job?.stage as 'printed'] += 1
      if (job?.stage === 'printed')
        expect(
          papers.some((paper) => paper.whole),
          what,
        ).toBe(true)
      if (job?.stage === 'expired') expect(papers, what).toEqual([])
      const marks = papers.map((paper) => paper.mark)
      expect(new Set(marks).size, what).toBe(marks.length)
    }
    expect(ends.printed).toBeGreaterThan(count / 4)
    process.stdout.write(`spool, seed ${seed}: ${JSON.stringify(ends)}, ${place.tray.length} papers\n`)
  })
})
