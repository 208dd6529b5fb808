import { describe, expect, it } from 'vitest'
import { limits } from '../../printers/limits.ts'
import type { PrintOutcome, TicketPrinter, TicketSlip } from '../../printers/printer.ts'
import { createSpool, type Spool } from '../../printers/spool.ts'
import type { Job, JobRecord } from '../../printers/spool-job.ts'
import { type Floor, keeper, openHall } from '../fakes/hall-floor.ts'
import { chance } from './chance.ts'
import { jobOf } from './job-log.ts'
import { ordinarySlip } from './sample-slips.ts'

/** A paper that lies in the tray. */
interface Paper {
  job: string
  mark: string
  whole: boolean
}

class PowerCut extends Error {}

type Act = { paper: 'whole' | 'torn' | 'none'; outcome: PrintOutcome | 'power cut'; begin?: false }

/** A hall whose power may go at any moment: the heart's log and the tray stay, the spool is lost. */
function place(act: (slip: TicketSlip) => Act) {
  const floor = openHall({ hours: 'always' })
  const tray: Paper[] = []
  const order: string[] = []
  const happened: string[] = []
  let cutBefore: ((record: JobRecord) => boolean) | undefined
  const printer: TicketPrinter = {
    async print(slip, begin) {
      const { paper, outcome, begin: begins } = act(slip)
      if (begins !== false) await begin?.()
      order.push(`${slip.job} ${slip.copy}`)
      if (paper !== 'none') tray.push({ job: slip.job, mark: slip.copyMark ?? '', whole: paper === 'whole' })
      if (outcome === 'power cut') throw new PowerCut()
      return outcome
    },
    async close() {},
  }
  const job = (id: string): Job | undefined => jobOf(floor, id)
  const log = {
    job,
    async append({ job: ticket, ...news }: JobRecord) {
      happened.push(`${news.happened} after ${order.length} sent`)
      if (cutBefore?.({ job: ticket, ...news })) throw new PowerCut()
      floor.take('report-print', { ticket, job: `${ticket}-1`, ...news }, keeper)
    },
  }
  const start = (): Spool =>
    createSpool({
      printer,
      log,
      found: [...floor.hall.live.keys()],
      now: () => floor.at,
      slipOf: (id, copy) => ({
        ...ordinarySlip,
        job: id,
        copy,
        ...(copy > 1 ? { copyMark: `copy ${copy}` } : {}),
      }),
      // What breaks here is the power, and with it the spool.
      onError: () => undefined,
    })
  return {
    floor,
    tray,
    order,
    happened,
    job,
    start,
    issue: () => floor.issue('a'),
    cutPowerBefore(condition?: (record: JobRecord) => boolean) {
      cutBefore = condition
    },
  }
}

const yes: PrintOutcome = { printed: 'yes' }
const told = (command: 'reprint' | 'paper-came-out', floor: Floor, ticket: string) =>
  floor.take(command, { ticket }, floor.staff('1001'))

describe('the spool', () => {
  it('writes down that a copy is being sent before the printer is given a byte of it', async () => {
    const { start, issue, job, happened } = place(() => ({ paper: 'whole', outcome: yes }))
    const id = issue()
    await start().submit(id)
    expect(job(id)?.print).toBe('printed')
    expect(happened).toEqual(['sending after 0 sent', 'printed after 1 sent'])
  })

  it('prints one paper for a job that is handed over twice', async () => {
    const { start, issue, tray } = place(() => ({ paper: 'whole', outcome: yes }))
    const id = issue()
    const spool = start()
    await Promise.all([spool.submit(id), spool.submit(id)])
    await start().submit(id)
    expect(tray).toHaveLength(1)
  })

  it('[C15] prints one paper when a person asks again while the first is on its way', async () => {
    let goOn: () => void = () => {}
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const { start, issue, tray, floor, order } = place(() => ({ paper: 'whole', outcome: yes }))
    const id = issue()
    const spool = start()
    const first = spool.tryOut({ ...ordinarySlip, job: 'test' }).then(() => waiting)
    const late = spool.submit(id)
    told('reprint', floor, id)
    const again = spool.submit(id)
    goOn()
    await Promise.all([first, late, again])
    expect(order).toEqual(['test 1', `${id} 1`])
    expect(tray.filter(({ job }) => job === id)).toHaveLength(1)
    // Now that it came out, asking again gives a marked copy.
    told('reprint', floor, id)
    await spool.submit(id)
    expect(tray.at(-1)).toMatchObject({ job: id, mark: 'copy 2' })
  })

  it('prints again without a mark what a printer refused, and with a mark what broke off', async () => {
    const acts: Act[] = [
      { paper: 'none', outcome: { printed: 'no', why: 'no-paper' }, begin: false },
      { paper: 'whole', outcome: { printed: 'unsure', why: 'cut-off' } },
      { paper: 'whole', outcome: yes },
    ]
    const { start, issue, job, tray, happened } = place(() => acts.shift()!)
    const id = issue()
    const spool = start()
    await spool.submit(id)
    expect(job(id)).toMatchObject({ print: 'not-printed', why: 'no-paper' })
    await spool.wake()
    expect(tray.map((paper) => paper.mark)).toEqual(['', 'copy 2'])
    expect(job(id)?.print).toBe('printed')
    expect(happened.map((one) => one.split(' ')[0])).toEqual([
      'not-printed',
      'sending',
      'unsure',
      'sending',
      'printed',
    ])
    await spool.close()
  })

  it('tells once, not at every try, what a job waits for, and does not try the next in the same round', async () => {
    const { start, issue, order, happened } = place(() => ({
      paper: 'none',
      outcome: { printed: 'no', why: 'unreachable' },
      begin: false,
    }))
    const ids = [issue(), issue(), issue()]
    const spool = start()
    for (const id of ids) await spool.submit(id)
    expect(order).toHaveLength(1)
    for (let n = 0; n < 5; n += 1) await spool.wake()
    expect(order).toHaveLength(6)
    expect(happened.map((one) => one.split(' ')[0])).toEqual(['not-printed', 'not-printed', 'not-printed'])
    await spool.close()
  })

  it('tries by itself what waits for a printer', async () => {
    let isReady = false
    const { start, issue, job } = place(() =>
      isReady
        ? { paper: 'whole', outcome: yes }
        : { paper: 'none', outcome: { printed: 'no', why: 'cover-open' }, begin: false },
    )
    const id = issue()
    const spool = start()
    await spool.submit(id)
    isReady = true
    await expect.poll(() => job(id)?.print).toBe('printed')
    await spool.close()
  })

  it('prints nothing by itself after a printer that proves nothing; a person may ask for a marked copy', async () => {
    const { start, issue, job, tray, floor } = place(() => ({
      paper: 'whole',
      outcome: { printed: 'unsure', why: 'no-proof' },
    }))
    const id = issue()
    const spool = start()
    await spool.submit(id)
    expect(job(id)).toMatchObject({ print: 'unsure', why: 'no-proof' })
    await spool.wake()
    expect(tray).toHaveLength(1)
    told('reprint', floor, id)
    await spool.submit(id)
    expect(tray.map((paper) => paper.mark)).toEqual(['', 'copy 2'])
    told('paper-came-out', floor, id)
    expect(job(id)?.print).toBe('printed')
  })

  it('marks the copy that follows a power cut in the middle of one', async () => {
    let cut = true
    const hall = place(() => {
      const outcome = cut ? ('power cut' as const) : yes
      return { paper: 'whole', outcome }
    })
    const id = hall.issue()
    // The power is gone: the outcome is written by nobody.
    hall.cutPowerBefore(({ happened }) => happened !== 'sending')
    await expect(hall.start().submit(id)).rejects.toThrow(PowerCut)
    expect(hall.job(id)?.print).toBe('printing')
    hall.cutPowerBefore()
    cut = false
    await hall.start().wake()
    expect(hall.job(id)?.print).toBe('printed')
    expect(hall.tray.map((paper) => paper.mark)).toEqual(['', 'copy 2'])
  })

  it('never prints a stale number: never sent it expires, half sent a person decides', async () => {
    const hall = place(() => ({
      paper: 'none',
      outcome: { printed: 'no', why: 'unreachable' },
      begin: false,
    }))
    const id = hall.issue()
    const spool = hall.start()
    await spool.submit(id)
    hall.floor.at += limits.reprintMost + 1
    await spool.wake()
    expect(hall.job(id)?.print).toBe('expired')
    expect(hall.order).toHaveLength(1)

    const torn = place(() => {
      torn.floor.at += limits.reprintMost + 1
      return { paper: 'torn', outcome: { printed: 'unsure', why: 'timed-out' } }
    })
    const half = torn.issue()
    const held = torn.start()
    await held.submit(half)
    expect(torn.job(half)?.print).toBe('held')
    await held.wake()
    expect(torn.order).toHaveLength(1)
  })

  it('never prints a number that was called, unless a person asks for it', async () => {
    const hall = place(() => ({ paper: 'none', outcome: { printed: 'no', why: 'no-paper' }, begin: false }))
    const id = hall.issue()
    const spool = hall.start()
    await spool.submit(id)
    hall.floor.call('1')
    await spool.submit(id)
    expect(hall.job(id)?.print).toBe('expired')
    told('reprint', hall.floor, id)
    await spool.wake()
    await spool.submit(id)
    expect(hall.order.filter((one) => one === `${id} 1`)).toHaveLength(2)
    await spool.close()
  })

  it('prints after a restart what is a minute old at most, and shows older jobs for a decision', async () => {
    for (const [age, print] of [
      [limits.recoveredMost, 'printed'],
      [limits.recoveredMost + 1, 'held'],
    ] as const) {
      const hall = place(() => ({ paper: 'whole', outcome: yes }))
      const id = hall.issue()
      hall.floor.at += age
      await hall.start().wake()
      expect(hall.job(id)?.print).toBe(print)
    }
  })

  it('stops after three copies and asks a person, who may still get a marked one', async () => {
    const hall = place(() => ({ paper: 'torn', outcome: { printed: 'unsure', why: 'cut-off' } }))
    const id = hall.issue()
    const spool = hall.start()
    await spool.submit(id)
    expect(hall.job(id)?.print).toBe('held')
    expect(hall.order).toEqual([`${id} 1`, `${id} 2`, `${id} 3`])
    told('reprint', hall.floor, id)
    await spool.submit(id)
    expect(hall.order.at(-1)).toBe(`${id} 4`)
    expect(hall.job(id)?.print).toBe('held')
  })

  it('keeps a cancelled ticket off the paper', async () => {
    const hall = place(() => ({ paper: 'none', outcome: { printed: 'no', why: 'no-paper' }, begin: false }))
    const id = hall.issue()
    const spool = hall.start()
    await spool.submit(id)
    hall.floor.take('cancel-ticket', { ticket: id }, hall.floor.staff('1001'))
    await spool.wake()
    expect(hall.order).toHaveLength(1)
    expect(hall.job(id)?.print).toBe('expired')
    await spool.close()
  })

  it('prints nothing when the log cannot be written', async () => {
    const hall = place(() => ({ paper: 'whole', outcome: yes }))
    const id = hall.issue()
    hall.cutPowerBefore(() => true)
    await expect(hall.start().submit(id)).rejects.toThrow(PowerCut)
    expect(hall.tray).toEqual([])
  })
})

describe('600 jobs under faults and power cuts', () => {
  it.each([7, 11, 23])('seed %i: no silent loss and no silent duplicate', async (seed) => {
    const random = chance(seed)
    const faults = (): Act => {
      const dice = random()
      const paper = random() < 0.5 ? ('whole' as const) : ('torn' as const)
      if (dice < 0.3) return { paper: 'whole', outcome: yes }
      if (dice < 0.4) return { paper: 'none', outcome: { printed: 'no', why: 'no-paper' }, begin: false }
      if (dice < 0.5) return { paper: 'none', outcome: { printed: 'no', why: 'no-paper' } }
      if (dice < 0.65) return { paper, outcome: { printed: 'unsure', why: 'cut-off' } }
      if (dice < 0.8) return { paper, outcome: { printed: 'unsure', why: 'timed-out' } }
      if (dice < 0.9) return { paper, outcome: 'power cut' }
      return { paper: 'none', outcome: 'power cut' }
    }
    let isDark = false
    const hall = place(() => {
      const act = faults()
      // From here on nothing is written any more, until the next start.
      if (act.outcome === 'power cut') isDark = act.begin !== false
      return act
    })
    let spool = hall.start()
    const survive = async (work: () => Promise<unknown>): Promise<void> => {
      const cuts = random() < 0.3
      hall.cutPowerBefore(({ happened }) => (isDark && happened !== 'sending') || (cuts && random() < 0.2))
      await work().catch((error: unknown) => {
        if (!(error instanceof PowerCut)) throw error
      })
      if (!isDark && !cuts) return
      isDark = false
      await spool.close()
      spool = hall.start()
    }
    const count = 200
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      const id = hall.issue()
      ids.push(id)
      await survive(() => spool.submit(id))
      hall.floor.pass(Math.floor(random() * 20_000))
      if (random() < 0.3) await survive(() => spool.wake())
    }
    hall.floor.at += limits.reprintMost + 1
    hall.cutPowerBefore()
    await spool.wake()
    await spool.close()

    const ends = { printed: 0, held: 0, expired: 0 }
    for (const id of ids) {
      const job = hall.job(id)
      const papers = hall.tray.filter((paper) => paper.job === id)
      const what = `seed ${seed}: ${id} is ${JSON.stringify(job)}, papers ${JSON.stringify(papers)}`
      expect(['printed', 'held', 'expired'], what).toContain(job?.print)
      ends[job?.print as 'printed'] += 1
      if (job?.print === 'printed')
        expect(
          papers.some((paper) => paper.whole),
          what,
        ).toBe(true)
      if (job?.print === 'expired') expect(papers, what).toEqual([])
      const marks = papers.map((paper) => paper.mark)
      expect(new Set(marks).size, what).toBe(marks.length)
    }
    expect(ends.printed).toBeGreaterThan(count / 4)
    process.stdout.write(`spool, seed ${seed}: ${JSON.stringify(ends)}, ${hall.tray.length} papers\n`)
  })
})
