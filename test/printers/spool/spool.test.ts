import { describe, expect, it } from 'vitest'
import { createSpool } from '../../../printers/spool/spool.ts'
import { createVirtualPrinter } from '../../../printers/virtual-printer/virtual-printer.ts'
import { limits } from '../../../server/hall/limits.ts'
import { type JobFacts, nextStep } from '../../../server/hall/print-job.ts'
import type { Floor } from '../../fakes/hall/hall-floor.ts'
import { ordinarySlip } from '../drawing/sample-slips.ts'
import { type Act, PowerCut, place, yes } from './spool-rig.ts'

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
    const first = spool.printTestPage({ ...ordinarySlip, job: 'test' }).then(() => waiting)
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
    hall.floor.at += limits.reprintMs + 1
    await spool.wake()
    expect(hall.job(id)?.print).toBe('expired')
    expect(hall.order).toHaveLength(1)

    const torn = place(() => ({
      paper: 'torn',
      outcome: { printed: 'unsure', why: 'timed-out' },
      takes: limits.reprintMs + 1,
    }))
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
      [limits.recoveredMs, 'printed'],
      [limits.recoveredMs + 1, 'held'],
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

  it('closes while its record is on the way to a log that answers no more, and prints nothing', async () => {
    const printer = createVirtualPrinter()
    let asked = (): void => {}
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    const job: JobFacts = { print: 'queued', copies: 0, askedAt: 0, isStale: false }
    const append = (): Promise<void> => {
      asked()
      return new Promise(() => {})
    }
    const spool = createSpool({
      printer,
      log: { job: () => job, append },
      next: nextStep,
      now: () => 0,
      slipOf: () => ordinarySlip,
      onError: () => undefined,
    })
    void spool.submit('t1')
    await isAsked
    await spool.close()
    expect(printer.papers).toEqual([])
  })
})
