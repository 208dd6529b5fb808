import type { PrintOutcome, TicketPrinter, TicketSlip } from '../../../printers/printer.ts'
import { createSpool, type Spool } from '../../../printers/spool/spool.ts'
import type { JobRecord } from '../../../printers/spool/spool-job.ts'
import { type JobFacts, nextStep } from '../../../server/hall/print-job.ts'
import { keeper, openHall } from '../../fakes/hall/hall-floor.ts'
import { ordinarySlip } from '../drawing/sample-slips.ts'
import { jobOf } from './job-log.ts'

/** A paper that lies in the tray. */
export interface Paper {
  job: string
  mark: string
  whole: boolean
}

export class PowerCut extends Error {}

export type Act = {
  paper: 'whole' | 'torn' | 'none'
  outcome: PrintOutcome | 'power cut'
  begin?: false
  /** How long it takes once it has begun (ms). */
  takes?: number
}

/** A hall whose power may go at any moment: the heart's log and the tray stay, the spool is lost. */
export function place(act: (slip: TicketSlip) => Act) {
  const floor = openHall({ hours: 'always' })
  const tray: Paper[] = []
  const order: string[] = []
  const happened: string[] = []
  let cutBefore: ((record: JobRecord) => boolean) | undefined
  const printer: TicketPrinter = {
    async print(slip, begin) {
      const { paper, outcome, begin: begins, takes = 0 } = act(slip)
      if (begins !== false) await begin?.()
      floor.at += takes
      order.push(`${slip.job} ${slip.copy}`)
      if (paper !== 'none') tray.push({ job: slip.job, mark: slip.copyMark ?? '', whole: paper === 'whole' })
      if (outcome === 'power cut') throw new PowerCut()
      return outcome
    },
    async close() {},
  }
  const job = (id: string): JobFacts | undefined => jobOf(floor, id)
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
      next: nextStep,
      found: [...floor.hall.live.keys()],
      now: () => floor.at,
      slipOf: (id, copy) => ({
        ...ordinarySlip,
        job: id,
        copy,
        ...(copy > 1 ? { copyMark: `copy ${copy}` } : {}),
      }),
      // The power breaks here, and with it the spool.
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

export const yes: PrintOutcome = { printed: 'yes' }
